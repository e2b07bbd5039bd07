/** What lists, forms and the home page have beside `stylesheet`, in an element of its own, named by its hash like that one. */
export const listingSheet = `
.lead+.list,.lead+.links{margin-top:1.5rem}
.secret{white-space:normal;overflow-wrap:anywhere}
.hero{padding:3.5rem 0 .5rem;margin:0}
.hero h1{font-size:2rem;margin-bottom:1.75rem}
.hero h1 [lang]{display:block;font-size:1rem;margin-top:.375rem}
.examples{display:grid;gap:.625rem}
.examples a{display:block;height:100%;padding:.875rem 1rem;border:1px solid var(--line);border-radius:10px;background:var(--card);
color:inherit;text-decoration:none}
.examples a:hover{border-color:var(--accent)}
.examples [lang]{display:block}
.examples b{font-weight:600}
.examples code{display:block;margin-top:.25rem;color:var(--accent);font-size:.8125rem}
.empty{margin-top:1.5rem;padding:1.25rem;border:1px dashed var(--quiet);border-radius:12px}
.empty li{margin:.5rem 0}
.reading{padding:1.125rem 1.25rem;border:1px solid var(--line);border-radius:12px;background:var(--card);margin-top:1rem}
.reading h2 [lang]{display:block}
.reading>.quiet [lang]{display:inline!important}
.list thead th,.list thead th [lang]{overflow-wrap:normal;word-break:keep-all;white-space:nowrap}
@media(max-width:40rem){.stack,.stack tbody,.stack tr,.stack th{display:block}.stack tr{padding:.5rem 0;border-top:1px solid var(--line)}
.segments.stack th,.segments.stack td{border:0;padding:0 .75rem 0 0}.stack td{display:inline-block}}
.reading.valid{border-left:5px solid var(--ok)}
.reading.invalid{border-left:5px solid var(--bad)}
.reading.opaque{border-left:5px dashed var(--quiet)}
.said-of{display:grid;gap:.25rem;margin:.5rem 0}
.said-of b{font-weight:600}
.search textarea{flex:1 1 14rem;min-width:0;padding:.75rem 1rem;font:1.0625rem/1.4 ui-monospace,Menlo,Consolas,monospace;color:inherit;
background:var(--card);border:1.5px solid var(--quiet);border-radius:10px;resize:vertical}
.order{display:grid;gap:.875rem;margin:1.25rem 0}
.field{display:grid;gap:.25rem}
.field input,.field select{min-height:2.75rem;padding:0 .875rem;font:inherit;color:inherit;background:var(--card);
border:1.5px solid var(--quiet);border-radius:10px}
.order button{min-height:3rem;font:inherit;font-weight:600;color:var(--paper);background:var(--accent);border:0;border-radius:10px;cursor:pointer}
.order button [lang]{color:inherit}
fieldset{border:1.5px solid var(--line);border-radius:10px;padding:.5rem .875rem;margin:0;display:grid;gap:.125rem}
.tick{display:flex;align-items:center;gap:.5em;min-height:2.5rem}
.tick input{width:1.25rem;height:1.25rem;accent-color:var(--accent)}
.refusal{margin:1rem 0;padding:.75rem 1rem;border-left:5px solid var(--bad);border-radius:10px;background:var(--bad-bg);color:var(--bad)}
.refusal [lang],.account p>[lang],.hint [lang]{display:block}
.refusal [lang]{color:inherit}
.hint{margin:-.5rem 0 0}
.account .order{max-width:30rem}
.account h1+p{margin-top:.5rem}
.tag{display:inline-block;padding:0 .5em;border:1px solid var(--line);border-radius:6px;font-size:.8125rem;color:var(--quiet)}
.secret{font-size:1.0625rem;padding:.5rem .75rem;background:var(--none-bg);border-radius:8px;display:inline-block;user-select:all}
progress{width:100%;accent-color:var(--accent)}
.scanner{margin-top:1rem}
.finder{position:relative;border-radius:14px;overflow:hidden;background:#101214;min-height:10rem}
.finder video{display:block;width:100%;max-height:60vh;object-fit:cover}
.finder p{position:absolute;left:0;right:0;bottom:0;padding:.75rem 1rem;background:var(--warn-bg);color:var(--warn);font-size:.9375rem}
.tools{display:flex;flex-wrap:wrap;gap:.5rem;margin:.75rem 0}
.tools [aria-pressed=true]{border-color:var(--accent);background:var(--accent);color:var(--paper)}
.tools [aria-pressed=true] [lang]{color:inherit}
.tools .file input{position:absolute;width:1px;height:1px;opacity:0}
.tools .file:focus-within{outline:3px solid var(--accent);outline-offset:2px}
.go{margin-top:1rem}
.items{display:grid;gap:.375rem}
.items li{display:flex;flex-wrap:wrap;gap:.25rem .75rem;padding:.375rem .75rem;border-left:3px solid var(--ok)}
.items .duplicate{border-color:var(--warn);background:var(--warn-bg)}
.items em{font-style:normal;color:var(--warn)}
.doors{display:grid;grid-template-columns:1fr 1fr;grid-gap:.5rem;gap:.5rem;margin-top:.75rem}
.doors .button{display:block;text-align:center;padding:.5rem}
.doors [lang]{display:block}
.one [lang]{display:block}
.failure{padding-top:2.5rem;margin:0}
.status{font-size:3rem;line-height:1;font-weight:300;color:var(--quiet)}
.failure .next{margin-top:1rem}
.errors{width:100%;border-collapse:collapse;margin-top:1.5rem;font-size:.9375rem}
.errors th,.errors td{text-align:left;vertical-align:top;padding:.75rem .75rem .75rem 0;border-top:1px solid var(--line);font-weight:400}
.errors th{white-space:nowrap;padding-right:1.5rem}
.errors th span{display:block;color:var(--quiet);font-size:.8125rem}
.errors tr:target{background:var(--warn-bg)}
@media(max-width:40rem){.errors thead{display:none}.errors tr,.errors th,.errors td{display:block}
.errors tr{padding:.75rem 0;border-top:1px solid var(--line)}.errors th,.errors td{border:0;padding:.25rem 0;white-space:normal}
.hero{padding-top:1.5rem}.hero h1{font-size:1.625rem}}
@media(min-width:40rem){.figures{grid-template-columns:repeat(4,1fr)}fieldset{grid-template-columns:1fr 1fr}.one{grid-template-columns:1fr}
.examples{grid-template-columns:1fr 1fr}}
.pages{display:flex;flex-wrap:wrap;gap:.75rem 1.5rem;align-items:center;margin-top:1rem}
.back a{display:inline-block;padding:.5rem 0}
.back{margin-top:1rem}
.done{margin:1rem 0;padding:.75rem 1rem;border-left:5px solid var(--ok);border-radius:10px;background:var(--ok-bg);color:var(--ok)}
.done [lang]{color:inherit}
.tag [lang]{font-size:.75rem}
.tag.warn,.tag.refused,.tag.suspended{color:var(--bad);border-color:var(--bad)}
.tag.registered{color:var(--warn);border-color:var(--warn)}
.tag.active{color:var(--ok);border-color:var(--ok)}
.tag.warn [lang],.tag.refused [lang],.tag.suspended [lang],.tag.registered [lang],.tag.active [lang]{color:inherit}
h1 .tag,h2 .tag{font-weight:400;vertical-align:.2em;font-size:.8125rem}
.lead{margin-top:.5rem}
.filter{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end;margin:1.25rem 0}
.filter .field{flex:1 1 12rem;font-size:.9375rem}
.filter button{min-height:2.75rem;padding:0 1.5rem;font:inherit;font-weight:600;color:var(--paper);background:var(--accent);
border:0;border-radius:10px;cursor:pointer}
.filter button [lang]{color:inherit}
.field textarea{padding:.625rem .875rem;font:inherit;color:inherit;background:var(--card);border:1.5px solid var(--quiet);border-radius:10px;resize:vertical}
.field input,.field select,.field textarea{width:100%;min-width:0}
.order+.quiet{margin-top:0}
.order select{appearance:auto}
@media(max-width:40rem){.audit td:first-child .sub{display:inline;margin-left:.5em}.filter button{flex:1 1 100%}.tabs ul{gap:1.125rem}
.tabs [lang]{display:none}}
@media(min-width:68rem){.account .columns{grid-template-columns:minmax(0,1fr) 21rem;align-items:start;row-gap:0}
.account .decide{grid-column:2;grid-row:1/span 2}.wide .order{max-width:40rem}.wide .decide .order{max-width:none}.filter .field{flex-basis:14rem}}
.one{grid-template-columns:1fr}
.tick input{flex:none}
.wrong{color:var(--bad);font-size:.875rem}
.wrong [lang]{color:inherit;display:block}
[aria-invalid=true]{border-color:var(--bad)!important}
.tick small,.pair [lang]{display:block}
.consent .quiet{display:block;margin-top:.125rem;font-size:.8125rem}
.pair .wrong{grid-column:1/-1}
.order input[readonly]{background:var(--none-bg)}
.refusal a{color:inherit}
.refusal p+.plain{margin:.5rem 0}
legend{padding:0 .375em;font-weight:600}
.order .field>.quiet{margin-top:.125rem;font-size:.8125rem}
.field label small{display:inline;margin-left:.25em}
.order input[type=file]{padding:.625rem .75rem;height:auto}
.course{border-left:2px solid var(--accent);padding-left:1.125rem}
.course li{position:relative;padding-bottom:1.125rem}
.course li::before{content:"";position:absolute;left:-1.5625rem;top:.5em;width:.75rem;height:.75rem;border-radius:50%;background:var(--accent)}
.course .open{color:var(--quiet);padding-bottom:0}
.course .open::before{background:var(--paper);border:2px solid var(--warn);box-sizing:border-box}
.course time{color:var(--quiet);font-size:.875rem;margin-right:.75rem}
.cards{display:grid;gap:1rem;margin-top:1.25rem}
@media(min-width:40rem){.cards{grid-template-columns:1fr 1fr}}
.card{padding:1.125rem 1.25rem;border:1px solid var(--line);border-radius:12px;background:var(--card)}
.card h2{margin-bottom:.375rem}
.warned{border-left:5px solid var(--warn)}
.card .quiet{margin-top:.375rem}
.card .quiet>[lang],.card p>[lang]{display:block}
.figures{display:grid;grid-template-columns:1fr 1fr;gap:.75rem;margin-top:1.5rem}
.figure{display:block;height:100%;padding:1rem;border:1px solid var(--line);border-radius:12px;background:var(--card);color:inherit;text-decoration:none}
.figure b{display:block;font-size:1.625rem;line-height:1.2;font-weight:650;color:var(--accent)}
.figure [lang]{display:block}
a.figure:hover{border-color:var(--accent)}
`;
