/**
 * The style sheet of all public pages, served inline: its SHA-256 stands in the Content-Security-Policy, so the element holds exactly this
 * text. One accent (mineral green, 石青); the verdict's colours are used nowhere else. Contrast of text at least 4.5 : 1 in both schemes.
 * What a scan page does not show stands in `listing-style.ts`: the page that opens on a slow phone does not carry it.
 */
export const stylesheet = `
:root{color-scheme:light dark;--paper:#fbfaf7;--card:#fff;--ink:#1b1d1f;--quiet:#5d6268;--line:#e3dfd7;--accent:#0b5c63;
--ok:#14663f;--ok-bg:#e6f3eb;--warn:#7d4b00;--warn-bg:#fdf1d8;--bad:#a3161d;--bad-bg:#fdeaea;--none:#4a5057;--none-bg:#eeedea}
@media(prefers-color-scheme:dark){:root{--paper:#141618;--card:#1b1e21;--ink:#ecebe7;--quiet:#a4a9af;--line:#303438;--accent:#6cc5c8;
--ok:#7ed6a4;--ok-bg:#14291f;--warn:#f2c06b;--warn-bg:#2d2412;--bad:#ff9d9a;--bad-bg:#371a1b;--none:#c0c4c9;--none-bg:#23272a}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);
font:1rem/1.65 -apple-system,"Segoe UI",Roboto,"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",
"Source Han Sans SC",system-ui,sans-serif;font-variant-numeric:tabular-nums;word-wrap:break-word;overflow-wrap:anywhere}
header,main,footer{max-width:46rem;margin:0 auto;padding:0 1.125rem}
header{padding-top:.875rem;padding-bottom:.875rem}
header{display:flex;justify-content:space-between;align-items:baseline;gap:1rem}
.mine{font-size:.875rem;text-decoration:none}
.brand{font-weight:600;letter-spacing:.18em;text-decoration:none}
.brand [lang]{letter-spacing:.02em;font-weight:400}
footer{padding-top:1.5rem;padding-bottom:2.5rem;color:var(--quiet);font-size:.8125rem}
a{color:var(--accent);text-underline-offset:.2em;text-decoration-thickness:1px}
a:focus-visible,button:focus-visible,input:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
h1,h2,h3,p,ul,ol,dl,dd{margin:0;padding:0}
h1{font-size:1.625rem;line-height:1.3;font-weight:650}
h2{font-size:1.1875rem;line-height:1.4;font-weight:650;margin-bottom:.75rem}
h3{font-size:1rem;line-height:1.45;font-weight:600}
ul,ol{list-style:none}
[lang=en]{color:var(--quiet);font-size:.8125rem;font-weight:400;line-height:1.45}
h1 [lang=en],h2 [lang=en]{font-size:.9375rem}
h1>[lang=en]{display:block;margin-top:.125rem}
main>p>[lang],section>p.quiet>[lang],.lead>[lang],.empty>[lang]{display:block}
h1+p:not(.title-en){margin-top:.75rem}
@media(min-width:40rem){.list .num{text-align:right}}
thead .num [lang]{display:block}
time,data{white-space:nowrap}
code{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono CJK SC",monospace}
small{color:var(--quiet);font-size:.875em;display:inline-block}
section{margin:2.25rem 0 0}
section p+p{margin-top:.5rem}
.quiet{color:var(--quiet);font-size:.875rem;margin-top:.75rem}
.verdict{margin:0;padding:1.375rem 1.25rem;border-radius:14px;display:grid;grid-template-columns:auto 1fr;gap:.25rem 1.125rem;
background:var(--bg);--tone:var(--none);--bg:var(--none-bg)}
.in_order{--tone:var(--ok);--bg:var(--ok-bg)}
.gaps,.not_active{--tone:var(--warn);--bg:var(--warn-bg)}
.expired,.unfit,.recalled,.void,.not_issued{--tone:var(--bad);--bg:var(--bad-bg)}
.verdict h1{color:var(--tone)}
.verdict .title-en{color:var(--tone);font-size:.9375rem;margin-top:.125rem}
.verdict .why{margin-top:.875rem}
.verdict .next{margin-top:.625rem}
.verdict .why [lang],.verdict .next [lang],.verdict li [lang]{display:block}
.verdict li{margin-top:.5rem}
.verdict a,.verdict a [lang]{color:var(--tone)}
.verdict a [lang]{display:inline!important}
.note [lang],.note p+p{display:block}
.note p+p{margin-top:.25rem}
.note{margin-top:.75rem;padding-top:.75rem;border-top:1px solid var(--tone);font-size:.9375rem}
.icon{fill:var(--tone)}
.sign{fill:none;stroke:var(--bg);stroke-width:4;stroke-linecap:round;stroke-linejoin:round}
.partial{margin-top:1rem;padding:.75rem 1rem;border:1px dashed var(--warn);border-radius:10px;font-size:.9375rem}
dl{display:grid;grid-template-columns:minmax(min(6.5rem,40%),auto) minmax(0,1fr);gap:.5rem 1rem}
dd time,dd data{white-space:normal}
@media(max-width:16em){dl,.figures,.doors{grid-template-columns:minmax(0,1fr)!important}dt{margin-top:.5rem}}
dt{color:var(--quiet);font-size:.9375rem}
dt [lang]{display:block}
dd ul{display:grid;gap:.375rem}
.product h2{font-size:1.375rem}
.product h2 [lang],.product h1 [lang]{display:block;margin-top:.125rem}
.stop{display:grid;grid-template-columns:auto minmax(0,1fr);gap:.75rem}
.drawn{display:flex;flex-direction:column}
.drawn svg{display:block;flex:none}
.drawn .run{flex:1 1 auto;height:1px}
.drawn path{fill:none;stroke:var(--accent);stroke-width:2;vector-effect:non-scaling-stroke}
.drawn .open{stroke:var(--warn);stroke-dasharray:4 4}
.drawn circle{fill:var(--paper);stroke:var(--accent);stroke-width:2}
.own .drawn circle{fill:var(--accent)}
.gap .drawn circle{stroke:var(--warn);stroke-dasharray:3 2.5}
.when{color:var(--quiet);font-size:.875rem}
summary{cursor:pointer;list-style:none;font-size:.9375rem}
summary::-webkit-details-marker{display:none}
summary::after{content:"展开";color:var(--accent);font-size:.8125rem;margin-left:.5rem;text-decoration:underline;text-underline-offset:.2em}
[open]>summary::after{content:"收起"}
summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
details{margin-top:.125rem}
.outcome{margin-top:.375rem;font-size:.9375rem}
.said{padding:.1875rem 0 1.375rem;min-width:0}
.gap h3{color:var(--warn)}
.from{color:var(--quiet);font-size:.875rem;margin-top:.125rem}
.said ul{margin-top:.375rem;display:grid;grid-template-columns:minmax(0,1fr);gap:.375rem;font-size:.9375rem}
.said b{font-weight:500}
.said i{font-style:normal;color:var(--quiet)}
.said em{font-style:normal;font-size:.8125rem;border:1px solid var(--line);border-radius:5px;padding:0 .35em}
.said li time{float:right;white-space:normal;margin-left:.75rem;color:var(--quiet);font-size:.875rem}
.said li p{color:var(--quiet);font-size:.875rem}
.said data{color:var(--ink);font-weight:500}
.more{color:var(--quiet);font-size:.875rem}
.missing ul{display:grid;gap:.75rem}.missing .quiet+ul{margin-top:.75rem}
.missing li{padding-left:1rem;border-left:2px dashed var(--warn)}
.missing li [lang]{display:block}
.search label{display:block;margin-bottom:.5rem;font-size:.9375rem}
.search div{display:flex;flex-wrap:wrap;margin:-.25rem}
.search div>*{margin:.25rem}
.search input{flex:1 1 14rem;min-width:0;height:3.25rem;padding:0 1rem;
font:1.0625rem/1 ui-monospace,Menlo,Consolas,monospace;color:inherit;background:var(--card);border:1.5px solid var(--quiet);border-radius:10px}
.search button{height:3.25rem;padding:0 1.5rem;font:inherit;font-weight:600;
color:var(--paper);background:var(--accent);border:0;border-radius:10px;cursor:pointer}
.search button [lang]{color:inherit;opacity:.85}
main>.search{margin-top:2.25rem}
p+.search{margin-top:1.25rem}
.code>p:not(.quiet){margin-bottom:.5rem}
.plain{display:grid;gap:.625rem}
.plain [lang]{display:block}
.segments{width:100%;border-collapse:collapse;margin:.75rem 0;font-size:.9375rem}
.segments th,.segments td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-top:1px solid var(--line);font-weight:400}
.segments th{color:var(--quiet)}
.segments th [lang]{display:block}
.other{margin-top:1.25rem}
.other summary{cursor:pointer;min-height:2.75rem;display:flex;flex-wrap:wrap;align-items:center;gap:0 .35em;color:var(--accent)}
.other summary::after{content:"+";margin-left:.25em}
.other[open] summary::after{content:"–"}
.tools button,.tools .file,.tools a,.tools select,.button{display:inline-flex;align-items:center;gap:.35em;min-height:2.75rem;padding:0 1rem;font:inherit;
color:inherit;background:var(--card);border:1.5px solid var(--line);border-radius:10px;cursor:pointer;text-decoration:none}
[hidden]{display:none!important}
.button{background:var(--accent);color:var(--paper);border-color:var(--accent);font-weight:600}
.button [lang]{color:inherit}
.links{margin-top:.75rem;font-size:.9375rem}
.links>*{margin:.25rem 1rem .25rem 0}
.quietly{background:var(--card);color:var(--accent)}
.pairs{grid-template-columns:1fr 1fr}
@media(max-width:40rem){.verdict{grid-template-columns:1fr;padding:1.25rem 1.125rem}.search button{flex:1 1 100%}}
@media(min-width:40rem){.list th[scope=row]{min-width:12rem}}
@media(min-width:68rem){.scan header,.scan main,.scan footer,.wide header,.wide main,.wide footer{max-width:66rem}
.columns{display:grid;grid-template-columns:minmax(0,1fr) 20rem;gap:4rem}}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.partial+dl{margin-top:1.25rem}
a:focus-visible,select:focus-visible,textarea:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.list{width:100%;border-collapse:collapse;font-size:.9375rem}
.list th,.list td{text-align:left;vertical-align:top;padding:.75rem 1rem .75rem 0;border-top:1px solid var(--line);font-weight:400}
.list thead th{border-top:0;color:var(--quiet);font-size:.875rem;padding-top:0}
.list tbody th{font-weight:600}
.list tr>:last-child{padding-right:0}
.list td>[lang]{display:block}
.sub{display:block;color:var(--quiet);font-size:.8125rem;font-weight:400}
dd .sub{display:inline}
code.break{overflow-wrap:anywhere}
@media(max-width:40rem){.list thead{display:none}.list,.list tbody,.list tr,.list th,.list td{display:block}
.list tr{padding:.75rem 0;border-top:1px solid var(--line)}.list th,.list td{border:0;padding:.125rem 0}
.list [data-of]::before{content:attr(data-of);color:var(--quiet);font-size:.8125rem;margin-right:.5em}.list td>[lang]{display:inline}}
footer ul{display:flex;flex-wrap:wrap;margin:0 -.5rem .75rem}
footer li a{display:inline-block;padding:.5rem;font-size:.875rem}
.list caption{display:block;text-align:left;white-space:nowrap;color:var(--quiet);font-size:.875rem;padding-bottom:.75rem}
.list th>[lang]{display:block;font-weight:400}
.scan dd>[lang],.count>[lang],.verdict+.quiet [lang],.product .quiet [lang],.said summary [lang]{display:block}
.none{color:var(--warn)}
.none [lang]{color:inherit}
.count{margin-top:.75rem;font-size:1.0625rem}
.count b{font-weight:650}
.map svg{display:block;width:100%;height:auto;max-height:20rem;border:1px solid var(--line);border-radius:12px;background:var(--card)}
.map path{fill:none;stroke:var(--accent);stroke-width:1.5;stroke-linejoin:round}
.map circle{fill:var(--card);stroke:var(--accent);stroke-width:2}
.map text{fill:var(--ink);font-size:11px;font-weight:600;text-anchor:middle}
.map .list{margin-top:1rem}
.facts>details,.facts>div{padding:.75rem 0;border-top:1px solid var(--line)}
.facts dl{margin-top:.5rem}
.facts h3 time{font-weight:400;color:var(--quiet);font-size:.875rem;margin-left:.5em}
.warnline{margin-top:1rem;padding:.75rem 1rem;border-left:5px solid var(--warn);border-radius:10px;background:var(--warn-bg)}
.warnline p+p{margin-top:.25rem}
.sold{--tone:var(--none);--bg:var(--none-bg)}
.elsewhere{--tone:var(--warn);--bg:var(--warn-bg)}
@media print{summary::after{content:none}details::details-content{content-visibility:visible}.code .quiet{display:none}
body{background:#fff;color:#000;font-size:11pt}.mine,header a,.search,footer,.quiet a,.filter,.links,.pages,.order button{display:none}
.verdict{border:2px solid #000}.stop,.verdict,dl{break-inside:avoid}section{margin-top:1.25rem}}
`;
