/** Rules of the guide alone, beside the one style sheet. */
export const guideSheet = `
.guide header,.guide main,.guide footer{max-width:58rem}
.guide .lead [lang],.guide .quiet [lang]{display:block}
.guide .lead{margin-top:.75rem;max-width:46rem}
.path{font-size:.875rem;margin-bottom:.5rem}
.number{display:inline-block;min-width:1.9em;height:1.9em;line-height:1.9em;text-align:center;border-radius:50%;margin-right:.5em;
background:var(--accent);color:var(--paper);font-size:.75em;font-weight:600;vertical-align:.1em}
.category{margin-top:2.75rem;padding-top:1.75rem;border-top:1px solid var(--line)}
.counts{color:var(--quiet);font-size:.875rem;margin-top:.375rem}
.chain{margin-top:1.25rem}
.chain h3{font-size:.9375rem}
.line{display:flex;flex-wrap:wrap;gap:.5rem 0;margin-top:.5rem}
.line li{position:relative;padding:.875rem .875rem 0 0;max-width:11rem}
.line li::before{content:"";position:absolute;left:0;right:0;top:.3125rem;border-top:2px solid var(--accent)}
.line li:last-child::before{right:calc(100% - .5rem)}
.line li::after{content:"";position:absolute;left:0;top:0;width:.75rem;height:.75rem;border-radius:50%;
border:2px solid var(--accent);background:var(--paper)}
.line li:first-child::after,.line li:last-child::after{background:var(--accent)}
.line a{display:block;font-size:.875rem;line-height:1.4;text-decoration:none;padding:.125rem 0}
.line a:hover{text-decoration:underline}
.line a [lang]{display:block;font-size:.75rem}
.guide .rows{width:100%;border-collapse:collapse;font-size:.9375rem}
.guide .rows th,.guide .rows td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-top:1px solid var(--line);font-weight:400}
.guide .rows th{width:13rem}
.guide .rows th [lang],.guide .rows th em{display:block}
.guide em{font-style:normal;font-size:.75rem;color:var(--quiet)}
.guide em [lang]{font-size:1em}
.guide .must{color:var(--accent)}
.guide .kind,.source,.hint{display:block;color:var(--quiet);font-size:.8125rem;margin-top:.25rem}
.unsure{border:1px dashed var(--warn);border-radius:4px;padding:0 .375em;color:var(--warn)!important}
.unsure [lang]{color:inherit}
.severity{display:inline-block;font-size:.75rem;line-height:1.5;padding:0 .5em;border-radius:4px;margin:0 .5em;border:1px solid currentColor}
.severity.block{color:var(--bad)}.severity.alarm{color:var(--warn)}.severity.warn{color:var(--none)}
.choices{display:flex;flex-wrap:wrap;gap:.125rem .875rem;font-size:.875rem;margin-top:.25rem}
.guide .choices li{display:block;border:0;padding:0}
.entries{display:flex;flex-wrap:wrap;gap:.25rem 1rem;font-size:.9375rem}
.guide section>h3{margin-top:1.5rem}
.files{display:flex;gap:1rem;margin-top:.75rem}
.rule{margin-top:1.5rem;padding-top:1rem;border-top:1px solid var(--line);scroll-margin-top:1rem}
.rule dl{margin-top:.5rem;font-size:.9375rem}
.rule dd [lang]{display:block}
.rule:target,.rows tr:target{background:var(--none-bg)}
.sheet{overflow-x:auto;border:1px solid var(--line);border-radius:10px;margin-top:.5rem;background:var(--card)}
.sheet:focus-visible{outline:3px solid var(--accent)}
.sheet table{border-collapse:collapse;font-size:.8125rem;white-space:nowrap}
.sheet th,.sheet td{padding:.375rem .75rem;border-right:1px solid var(--line);text-align:left}
.sheet th{background:var(--none-bg);font-weight:600}
.sheet th [lang]{display:block;font-size:.75rem;font-weight:400}
.guide .sample{margin:.5rem 0 0;border:1px solid var(--line);border-radius:10px;background:var(--card);overflow:hidden}
.guide .sample figcaption{padding:.25rem .875rem;border-bottom:1px solid var(--line);color:var(--quiet);font-size:.8125rem}
.guide .sample pre{margin:0;padding:.625rem .875rem;white-space:pre-wrap;overflow-wrap:anywhere;max-height:26rem;overflow-y:auto}
.guide .sample pre:focus-visible{outline:3px solid var(--accent);outline-offset:-3px}
.guide .sample code{font-size:.8125rem;line-height:1.6}
.guide .sample code span{display:block;min-height:1.3em;white-space:pre-wrap}
.comes{margin-top:.5rem;padding:.625rem .875rem;border-left:4px solid var(--ok);background:var(--card)}
.comes.refused{border-color:var(--bad)}
.comes ul{margin-top:.375rem;font-size:.9375rem}
.guide .comes li{display:block;border:0;padding:.25rem 0}
.comes li [lang]{display:block}
.comes .unknown [lang],.comes .severity [lang]{display:inline}
@media(max-width:40rem){.guide .rows,.guide .rows tbody,.guide .rows tr,.guide .rows th,.guide .rows td{display:block}
.guide .rows tr{border-top:1px solid var(--line);padding:.5rem 0}
.guide .rows th,.guide .rows td{border:0;padding:0;width:auto}
.line li{max-width:9rem}}
`;
