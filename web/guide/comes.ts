/** What comes of the example of a stage that is sent as it stands: where nothing is on record, and where what its rules ask for is. */

import { type Comes, type Finding, type Ground, recordTold, refuses } from '../../src/categories/rules/comes.ts';
import type { CategoryProfile, LicenceFact, Told } from '../../src/categories/rules/definition.ts';
import { en, type Html, html } from '../portal/html.ts';
import { sample } from '../reference/samples.ts';
import { both, severityOf } from './words.ts';

interface Place {
  readonly profiles: readonly CategoryProfile[];
  readonly origin: string;
}

export const comesSection = (
  { alone, grounded }: Comes,
  place: Place,
): Html => html`<section><h2 id="comes">照此发送会怎样${en('what comes of it')}</h2>
  <p class="quiet">JSON、Excel、CSV 都一样：由一家已登记企业在发生之后随即发送。
  ${en('By JSON, Excel and CSV alike: sent by a registered firm right after it happened.')}</p>
  <h3>此前系统中没有任何记录、登记与许可${en('where nothing is on record before it')}</h3>${outcome(alone)}
  ${
    grounded !== undefined &&
    html`<h3>此前已有以下内容${en('where this is on record before it')}</h3>${onRecord(grounded.ground, place)}
      ${outcome(grounded.found)}`
  }</section>`;

function outcome(found: readonly Finding[]): Html {
  const refused = found.some(refuses);
  return html`<div class="comes ${refused ? 'refused' : 'recorded'}"><p>${
    refused ? html`拒收${en('refused')}` : html`照收${en('recorded')}`
  }${found.length > 0 && html`，并告知：${en('and told:')}`}</p>
    ${found.length > 0 && html`<ul>${found.map(line)}</ul>`}</div>`;
}

const line = ({ rule, outcome: came, told }: Finding): Html => html`<li><a href="#${rule.id}"><code>${rule.id}</code></a>
  ${came === 'fails' ? severityOf(rule.severity) : html` <em class="unknown">缺少事实，不作判断${en('a fact is missing: not judged')}</em> `}
  ${both(told)}</li>`;

/** As requests that may be sent one after the other. */
function onRecord({ licences, registers, before }: Ground, { profiles, origin }: Place): Html {
  const rows = Object.entries(registers).flatMap(([name, all]) =>
    Object.entries(all).map(([key, row]) =>
      sample(
        `${registerOf(name, profiles)} · PUT`,
        request(origin, `/api/v1/registers/${name}/${encodeURIComponent(key)}`, { row, from: '2000-01-01' }, '-X PUT '),
      ),
    ),
  );
  return html`${licences.map((each) => sample(`许可 licence · ${holderOf(each)}`, request(origin, '/api/v1/organisations/ID/licences', asked(each))))}
    ${rows}${before.map((each) => recorded(each, profiles, origin))}`;
}

const registerOf = (name: string, profiles: readonly CategoryProfile[]): string => {
  const [category, id] = name.split('/');
  const register = profiles.find((each) => each.category === category)?.registers.find((each) => each.id === id);
  return register === undefined ? name : `${register.zh} ${register.en}`;
};

/** The party of the examples that records is whoever sends them. */
const holderOf = ({ party }: LicenceFact): string =>
  party === 'https://id.gs1.org/417/6901234000016' ? '本单位 the firm itself' : party;
const asked = ({ scheme, number, scope, from, until }: LicenceFact) => ({ scheme, number, from, to: until, products: scope });

function recorded(told: Told, profiles: readonly CategoryProfile[], origin: string): Html {
  const { stage, record } = recordTold(told, profiles);
  return sample(`${stage.zh} ${stage.en}`, request(origin, `/api/v1/records/${told.stage}`, record));
}

/** The command line, line by line. */
export function request(origin: string, address: string, body: unknown, verb = ''): readonly string[] {
  const lines = JSON.stringify(body, null, 2).replaceAll("'", `'\\''`).split('\n');
  return [
    `curl ${verb}'${origin}${address}' \\`,
    `  -H 'Authorization: Bearer TOKEN' \\`,
    `  -H 'Content-Type: application/json' \\`,
    ...lines.map((each, i) => (i === 0 ? `  -d '${each}` : i === lines.length - 1 ? `${each}'` : each)),
  ];
}
