/** What the records say of themselves: the fields that each stage opens to everybody; how much is recorded; who answers for it. */
import { bytesOf, cut, en, foreign, type Html, html } from './html.ts';
import { amount, bilingual, definitions, jsonLink, linkTo, partyName, thingLine, thingName } from './naming.ts';
import type { Names, PageFacts, ScanView, ToldEvent, ToldValue } from './view.ts';
import { units, type Words } from './words.ts';

/** What the block may weigh; the chain has a budget of its own. */
const budget = 5_500;
const mostItems = 4;
const mostRepeats = 5;

export function factsBlock({ facts, names, canonical }: ScanView): Html | undefined {
  if (facts === undefined || facts.told.length === 0) return undefined;
  const shown: Html[] = [];
  let weight = 0;
  let left = 0;
  const add = (item: Html, count: number): void => {
    weight += bytesOf(item);
    if (weight > budget) left += count;
    else shown.push(item);
  };
  // What must be told first stands above, in the block of the product; of what happened again and again the last times are here.
  for (const same of Map.groupBy(
    facts.told.filter((each) => each.own),
    ({ stage }) => stage.zh,
  ).values()) {
    const recent = same.reverse();
    for (const each of recent.slice(0, 1 + mostRepeats)) add(folded(each, names), 1);
    left += Math.max(0, recent.length - 1 - mostRepeats);
  }
  for (const each of facts.told) if (!each.own) add(folded(each, names), 1);
  return html`<section class="facts"><h2>登记的内容${en('what is recorded')}</h2>${shown}
    ${left > 0 && html`<p class="quiet">另有 ${left} 个环节的内容没有列出。${jsonLink(canonical)}${en(`${left} more steps are in the complete data`)}</p>`}
    <p class="quiet">由各环节的企业或机构自行登记。${en('Recorded by the firms and bodies themselves.')}</p></section>`;
}

const folded = (each: ToldEvent, names: Names): Html => html`
  <details><summary>${each.stage.zh}${en(each.stage.en)} <time>${each.day}</time></summary>${enteredBy(each)}${fieldsOf(each, names)}</details>`;

/** A firm’s own word is marked as such: what is registered is not what was tested. */
const enteredBy = ({ by }: ToldEvent): Html | undefined => by && html`<p class="quiet">${by.zh}${en(by.en)}</p>`;

const fieldsOf = ({ fields }: ToldEvent, names: Names): Html =>
  definitions(fields.map(({ zh, en: english, value }): [Words, Html] => [{ zh, en: english }, valueText(value, names)]));

/** `brief`: beside a label that says what it is. */
export function valueText(value: ToldValue, names: Names, brief = false): Html {
  switch (value.kind) {
    case 'text':
      return foreign(value.text, 120);
    case 'parties':
      return html`${value.ids.slice(0, mostItems).map((id, i) => html`${i > 0 && '、'}${foreign(partyName(names, id).zh, 60)}`)}`;
    case 'things': {
      const told = value.items.slice(0, mostItems).map(
        ({ id, quantity, unit }, i) =>
          html`${i > 0 && '、'}<a href="${linkTo(id)}">${brief ? briefLine(names, id) : thingLine(names, id)}</a>${
            quantity !== undefined &&
            html` <data>
              ${amount(quantity, unit)}</data>`
          }`,
      );
      const { note } = value;
      return html`${told}${value.items.length > mostItems && html` 等 ${value.items.length} 项`}${
        note && html`${told.length > 0 && '；'}${note.zh}${en(note.en)}`
      }`;
    }
    case 'plain':
      return html`${value.values.slice(0, 8).map((each, i) => html`${i > 0 && '、'}${plainText(each, value.of, value.unit, value.words?.[i])}`)}`;
  }
}

function briefLine(names: Names, id: string): Html {
  const { named, mark } = thingName(names, id);
  return named || mark === undefined ? thingLine(names, id) : foreign(mark.value, 40);
}

function plainText(value: unknown, of: string, unit: string | undefined, words: Words | undefined): Html {
  if (words !== undefined) return html`${foreign(words.zh, 160)}${words.en !== '' && en(cut(words.en, 120))}`;
  if (of === 'flag') return value === true ? html`是${en('yes')}` : html`否${en('no')}`;
  // The day is told, not the minute: when a firm works is its own affair.
  if (of === 'time' || of === 'date') return html`<time>${cut(localDay(String(value)), 10)}</time>`;
  if (of === 'number')
    return html`<data>${String(value)}</data>${unit !== undefined && ` ${unitWords[unit] ?? units[unit]?.zh ?? cut(unit, 3)}`}`;
  if (of === 'document') return html`<code>${foreign(documentText(String(value)), 80)}</code>`;
  return foreign(String(value), 300);
}

/** Units of measured values that are no units of trade. */
const unitWords: Readonly<Record<string, string>> = {
  CEL: '℃',
  P1: '%',
  DAY: '天',
  MIN: '分钟',
  HUR: '小时',
  ANN: '年',
  MON: '个月',
};

const localDay = (text: string): string => {
  const at = Date.parse(text);
  return /T/.test(text) && !Number.isNaN(at) ? new Date(at + 8 * 3_600_000).toISOString().slice(0, 10) : text;
};

function documentText(uri: string): string {
  const plain = /^urn:(?:zhuisu:document:|[\w.-]+:[\w.-]+:(?=[^:]))(.+)$/.exec(uri)?.[1] ?? uri;
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

/** One line below the verdict’s product: how much of the way is there, and who else stands for it. */
export function coverageLine(facts: PageFacts | undefined): Html | undefined {
  if (facts === undefined || facts.steps === 0) return undefined;
  const { coverage, confirmed, steps } = facts;
  const by = (zh: string, english: string): Html =>
    html`<p class="count">${zh}，其中 <b>${confirmed}</b> 条由销售者以外的一方印证${en(`${english}, ${confirmed} confirmed by someone other than the seller`)}</p>`;
  if (coverage === undefined) return by(`登记了 ${steps} 条记录`, `${steps} records`);
  const { chain, expected, recorded, missing } = coverage;
  return html`<p class="count">到目前为止的 <b>${expected}</b> 个环节，登记了 <b>${recorded}</b> 个；${steps} 条记录中 <b>${confirmed}</b> 条由销售者以外的一方印证
    ${en(`${recorded} of ${expected} steps recorded; ${confirmed} of ${steps} records confirmed by someone other than the seller`)}</p>
    ${
      missing.length > 0 &&
      html`<details class="other"><summary>没有登记的环节${en('steps without a record')}</summary><p>${missing.map(({ zh }) => zh).join('、')}</p>
      <p class="quiet">按“${chain.zh}”通常的链条计算；不是每件商品都经过每个环节。${en(`By the usual chain of ${chain.en}; not every product passes every step.`)}</p></details>`
    }`;
}

const documentTypes: Readonly<Record<string, Words>> = {
  certificationInfo: { zh: '认证信息', en: 'certification' },
  testReport: { zh: '检验报告', en: 'test report' },
  qualityReport: { zh: '检验报告', en: 'test report' },
  recallStatus: { zh: '召回公告', en: 'recall notice' },
  instructions: { zh: '使用说明', en: 'instructions' },
  safetyInfo: { zh: '安全信息', en: 'safety' },
  ingredientsInfo: { zh: '配料', en: 'ingredients' },
  nutritionalInfo: { zh: '营养成分', en: 'nutrition' },
  epil: { zh: '电子说明书', en: 'leaflet' },
  smpc: { zh: '药品说明', en: 'product characteristics' },
  pip: { zh: '产品信息', en: 'product information' },
};

/** Reports, certificates, notices that the maker linked to the code: opened by way of this site. */
export function documentsBlock({ facts }: ScanView): Html | undefined {
  if (facts === undefined || facts.documents.length === 0) return undefined;
  return html`<section><h2>报告与证书${en('reports and certificates')}</h2><ul class="plain">${facts.documents.map(
    ({ anchor, type, title }) => {
      const words = documentTypes[type];
      const said = title !== '' ? foreign(title, 60) : (words?.zh ?? foreign(type, 40));
      return html`<li><a href="${linkTo(anchor)}?linkType=${encodeURIComponent(`gs1:${type}`.toWellFormed())}">${said}</a>${words && en(words.en)}</li>`;
    },
  )}</ul><p class="quiet">由生产者提供，打开后离开本站。${en('Given by the maker; they lead off this site.')}</p></section>`;
}

export function warningsLine({ facts }: ScanView): Html | undefined {
  if (facts === undefined || facts.warnings.length === 0) return undefined;
  return html`<div class="warnline">${facts.warnings.map(
    ({ name, title, department, day }) =>
      html`<p><b>${foreign(name, 40)}</b>：${title.zh}（${department} <time>${day}</time> 公开）${en(title.en)}</p>`,
  )}<p><a href="/warnings">消费警示与曝光${en('warnings')}</a></p></div>`;
}

export function answersBlock({ facts, canonical }: ScanView): Html {
  return html`<section><h2>谁负责${en('who answers for it')}</h2>
    ${facts?.category !== undefined && facts.responsible !== undefined && html`<p>${bilingual(facts.category)}：${bilingual(facts.responsible)}</p>`}
    <p class="links">
      <a class="button quietly" href="/report?code=${encodeURIComponent(canonical.slice(0, 500).toWellFormed())}">报告一个问题${en(
        'report a problem',
      )}</a></p></section>`;
}
