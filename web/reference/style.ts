/** Rules of the reference page alone, beside the one style sheet. The verdict's colours are not used here. */
export const referenceSheet = `
.reference header,.reference main,.reference footer{max-width:46rem}
.reference main{counter-reset:chapter}
.contents{margin:1.25rem 0 0;font-size:.9375rem}
.contents>ul{display:flex;flex-wrap:wrap;gap:.5rem}
.contents>ul>li>a{display:inline-block;padding:.25rem .75rem;border:1px solid var(--line);border-radius:999px;
background:var(--card);text-decoration:none}
.contents ul ul{display:none}
.chapter{margin-top:3.5rem;padding-top:1.5rem;border-top:2px solid var(--line);scroll-margin-top:1rem}
.chapter>h2{font-size:1.375rem;margin-bottom:.375rem}
.operation,.component{margin-top:2.5rem;scroll-margin-top:1rem}
.operation h3{font-size:1.125rem}
.operation h3 [lang]{font-size:.9375rem}
.operation h3 a,.component h3 a{color:inherit;text-decoration:none}
.operation h3 a:hover,.component h3 a:hover{text-decoration:underline}
.address{display:flex;align-items:baseline;gap:.625rem;margin-top:.375rem}
.address code{font-size:.9375rem;min-width:0}
.verb{flex:none;font:600 .75rem/1.6 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;letter-spacing:.04em;
padding:0 .5em;border:1.5px solid var(--accent);border-radius:5px;color:var(--accent)}
.verb.post{background:var(--accent);color:var(--paper)}
.verb.delete{border-style:dashed}
.verb.options{border-color:var(--line);color:var(--quiet)}
.operation>p,.chapter>p{margin-top:.5rem}
.operation>p [lang],.chapter>p [lang]{display:block}
.operation>.right{font-size:.875rem;color:var(--quiet)}
.operation>.right [lang]{display:inline}
.operation h4{margin:1.25rem 0 0;font-size:.875rem;font-weight:600;color:var(--quiet)}
.rows{width:100%;border-collapse:collapse;margin-top:.375rem;font-size:.9375rem}
.rows th,.rows td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-top:1px solid var(--line);font-weight:400}
.rows th{width:14rem}
.rows em,.kind em{font-style:normal;font-size:.75rem;color:var(--quiet)}
.rows th em{display:block}
.rows td [lang]{display:block}
.kind{color:var(--quiet);font-size:.8125rem}
.rows td .kind{display:block}
.rows td .kind [lang],.kind [lang],.start b [lang]{display:inline}
.rows .status{font:600 .9375rem/1.5 ui-monospace,Menlo,Consolas,monospace;color:inherit}
.codes{display:flex;flex-wrap:wrap;gap:.25rem .875rem}
.codes li{font-size:.875rem}
.sample{margin:.5rem 0 0;border:1px solid var(--line);border-radius:10px;background:var(--card);overflow:hidden}
.sample figcaption{padding:.25rem .875rem;border-bottom:1px solid var(--line);color:var(--quiet);font-size:.8125rem}
.sample pre{margin:0;padding:.625rem .875rem;white-space:pre-wrap;overflow-wrap:anywhere;max-height:22rem;overflow-y:auto}
.sample pre:focus-visible{outline:3px solid var(--accent);outline-offset:-3px}
.sample code{font-size:.8125rem;line-height:1.6}
.sample code span{display:block;min-height:1.3em}
.book>div>p:first-child{margin-top:1.25rem}
.book>div>p:first-child [lang]{display:block;margin-top:.25rem}
.start{display:grid;gap:1rem;margin-top:1.5rem}
.start li{padding-left:1rem;border-left:2px solid var(--line)}
.start li>[lang]{display:block}
.start b{display:block;font-weight:600;font-size:.9375rem}
.start+.samples{margin-top:1.25rem}
.reference details{margin-top:.5rem}
:target>h3{background:linear-gradient(transparent 62%,var(--none-bg) 62%)}
@media(max-width:40rem){.rows,.rows tbody,.rows tr,.rows th,.rows td{display:block}
.rows tr{border-top:1px solid var(--line);padding:.5rem 0}
.rows th,.rows td{border:0;padding:0;width:auto}
.rows th em{display:inline;margin-left:.5em}}
@media(min-width:72rem){.book>div>p:first-child{margin-top:0}
.reference header,.reference main,.reference footer{max-width:76rem}
.reference .book{display:grid;grid-template-columns:15rem minmax(0,1fr);gap:4rem;align-items:start}
.contents{position:sticky;top:0;max-height:100vh;overflow-y:auto;padding:1rem 0 2rem;margin:0;font-size:.875rem;line-height:1.5}
.contents>ul{display:block}
.contents>ul>li{margin-top:.875rem}
.contents>ul>li>a{padding:0;border:0;background:none;font-weight:600;color:inherit}
.contents ul ul{display:block;margin-top:.25rem}
.contents ul ul a{display:block;padding:.125rem 0;color:var(--quiet);text-decoration:none}
.contents a:hover{color:var(--accent);text-decoration:underline}
.samples{display:grid;grid-template-columns:1fr 1fr;gap:1rem;align-items:start}
.samples .sample:only-child{grid-column:1/-1}}
@media print{.contents{display:none}.sample pre{max-height:none}.operation,.component{break-inside:avoid-page}}
`;
