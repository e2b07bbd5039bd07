/** Words and small parts that all pages of the guide share. */
import type { Field, Kind, Slot, Source, Visibility, Words } from '../../src/categories/definition.ts';
import type { Severity } from '../../src/categories/rules/definition.ts';
import { en, type Html, html } from '../portal/html.ts';

export const both = ({ zh, en: english }: Words): Html => html`${zh}${en(english)}`;

/** What was not confirmed against the text itself is told apart wherever a source is shown. */
export const sourceOf = ({ text, verified }: Source): Html =>
  html`<span class="source">${text} ${
    verified ? html`<em class="sure">已核对${en('checked')}</em>` : html`<em class="unsure">未核对原文${en('not verified')}</em>`
  }</span>`;

const severities: Readonly<Record<Severity, Words>> = {
  block: { zh: '阻止', en: 'refused' },
  alarm: { zh: '报警', en: 'alarm' },
  warn: { zh: '提示', en: 'warning' },
};
export const severityOf = (severity: Severity): Html =>
  html`<span class="severity ${severity}">${severities[severity].zh} ${severities[severity].en}</span>`;

export const visibilities: Readonly<Record<Visibility, Words>> = {
  public: { zh: '公众', en: 'the public' },
  partners: { zh: '上下游', en: 'one step up and down' },
  authority: { zh: '主管部门', en: 'the department' },
  owner: { zh: '仅本企业', en: 'its owner' },
};

const kinds: Readonly<Record<Kind['kind'], Words>> = {
  text: { zh: '文字', en: 'text' },
  number: { zh: '数', en: 'number' },
  date: { zh: '日期', en: 'date' },
  time: { zh: '时间', en: 'date and time' },
  choice: { zh: '选项', en: 'choice' },
  flag: { zh: '是或否', en: 'yes or no' },
  codes: { zh: '编码', en: 'code' },
  amounts: { zh: '批次与数量', en: 'lot and quantity' },
  party: { zh: '主体', en: 'firm or body' },
  place: { zh: '地点', en: 'place' },
  area: { zh: '行政区划代码', en: 'division code' },
  person: { zh: '自然人标识', en: 'token of a person' },
  document: { zh: '单证编号', en: 'document' },
};

export function kindOf({ value }: Field): Html {
  const more: string[] = [];
  if (value.kind === 'text' && value.form !== undefined) more.push(value.form);
  if (value.kind === 'number') {
    const { least, most, unit } = value;
    if (least !== undefined || most !== undefined) more.push(`${least ?? '…'} – ${most ?? '…'}`);
    if (unit !== undefined) more.push(unit);
  }
  if (value.kind === 'amounts') more.push(value.units.join(' · '));
  if ('schemes' in value && value.schemes !== undefined) more.push(value.schemes.join(' · '));
  const many = 'many' in value && value.many === true;
  return html`${both(kinds[value.kind])}${many && html`，可多个${en('one or more')}`}
    ${more.map((each) => html` <code>${each}</code>`)}
    ${value.kind === 'choice' && html`<ul class="choices">${value.choices.map((each) => html`<li><code>${each.value}</code> ${both(each)}</li>`)}</ul>`}`;
}

/** Where the value lies in the event, as a path. */
export function pathOf(slot: Slot): string {
  switch (slot.at) {
    case 'source':
    case 'destination':
      return `${slot.at}List · ${slot.type}`;
    case 'document':
      return `bizTransactionList · ${slot.type}`;
    case 'certification':
      return 'certificationInfo';
    case 'ilmd':
      return `ilmd · ${slot.name}`;
    case 'member':
      return slot.name;
    case 'sensor':
      return `sensorElementList · ${slot.type} ${slot.value} (${slot.uom})`;
    case 'things':
      return 'epcList / quantityList';
    case 'inputs':
      return 'inputEPCList / inputQuantityList';
    case 'outputs':
      return 'outputEPCList / outputQuantityList';
    case 'children':
      return 'childEPCs / childQuantityList';
    case 'parent':
      return 'parentID';
    case 'transformation':
      return 'transformationID';
    default:
      return slot.at;
  }
}
