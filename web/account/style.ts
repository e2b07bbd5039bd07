/**
 * Rules of the pages of accounts, of registrations and of the audit log, beside the one style sheet: whoever looks up a product loads none
 * of them. Its hash stands in the policy of the plain pages.
 */
export const accountSheet = `
.rows li{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:.25rem 1rem;padding:.625rem 0;border-top:1px solid var(--line)}
.rows li>div{flex:1 1 14rem;min-width:0}
.rows .quiet{margin-top:.125rem}
.account .rows .quiet [lang],.account .who .quiet [lang]{display:inline}
.row-action{margin:.5rem 0 0}
.rows .row-action{margin:0}
.row-action button,.rows .action{display:inline-flex;align-items:center;gap:.35em;min-height:2.75rem;padding:0 1rem;font:inherit;color:inherit;
background:var(--card);border:1.5px solid var(--quiet);border-radius:10px;cursor:pointer;text-decoration:none}
.steps{display:grid;gap:1.25rem;margin-top:1.25rem;list-style:decimal;padding-left:1.25rem}
.symbol{display:block;margin:.75rem 0;background:#fff;border-radius:10px;max-width:100%}
.codes{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:.5rem;margin:1rem 0}
.codes code{display:block;padding:.5rem .75rem;background:var(--none-bg);border-radius:8px;font-size:1rem;white-space:nowrap}
.tabs{margin-top:1.5rem;border-bottom:1px solid var(--line);overflow-x:auto}
.tabs ul{display:flex;gap:1.5rem}
.tabs a{display:inline-flex;flex-wrap:wrap;gap:0 .35em;align-items:baseline;padding:.625rem 0;min-height:2.75rem;color:var(--quiet);text-decoration:none;
border-bottom:3px solid transparent;white-space:nowrap}
.tabs [aria-current]{color:var(--ink);font-weight:600;border-color:var(--accent)}
.tabs+section{margin-top:1.75rem}
.places ul{display:flex;flex-wrap:wrap;gap:.5rem;margin-top:1.25rem}
.places a,.pages .action{display:inline-flex;flex-wrap:wrap;align-items:center;gap:0 .35em;min-height:2.75rem;padding:0 1rem;border:1.5px solid var(--accent);
border-radius:10px;text-decoration:none}
.name{font-size:1.375rem;margin:.25rem 0 0}
.name+.quiet{margin-top:.25rem}
.account .name+.quiet [lang]{display:inline}
.audit code{overflow-wrap:anywhere}
.audit td:first-child{white-space:nowrap}
.audit summary{display:inline;font-size:.8125rem}
.decide textarea{min-height:6rem}
.choices{display:grid;gap:.625rem}
.order .grave{color:var(--bad);background:var(--bad-bg);border:1.5px solid var(--bad)}
`;
