/** Who sees the data of an organisation: consents that it gave, and every look of others. */
import { cut, en, type Html, html } from '../portal/html.ts';
import { time } from './account.ts';
import { button, type Choice, choice, deskPage, type Form, field, form, notice, small, ticks } from './parts.ts';
import { type Head, head } from './people.ts';

export interface SharingView extends Form, Head {
  readonly consents: readonly {
    readonly id: string;
    readonly receiver: string;
    readonly kind: 'aggregates' | 'fields';
    readonly purpose: string;
    /** Names; empty: all. */
    readonly categories: readonly string[];
    readonly things: number;
    readonly from: number;
    readonly until: number;
    readonly state: 'in_force' | 'over' | 'withdrawn';
  }[];
  readonly looks: readonly {
    readonly who: string;
    readonly at: number;
    readonly ground: 'case' | 'consent' | 'group';
    readonly reason: string;
    readonly events: number;
    readonly own: boolean;
  }[];
  /** How long a look under a case is told later, days. */
  readonly delay: number;
  readonly receivers: readonly Choice[];
  readonly categories: readonly Choice[];
  readonly days: number;
  /** May give and withdraw consents. */
  readonly consenting: boolean;
}

const path = '/account/organisation/sharing';
const kinds = { aggregates: '汇总数字 figures alone', fields: '业务记录 records' } as const;
const grounds = {
  case: html`案件${en('case')}`,
  consent: html`授权${en('consent')}`,
  group: html`联合体${en('joint group')}`,
} as const;
const states = {
  in_force: html`有效${en('in force')}`,
  over: html`已到期${en('over')}`,
  withdrawn: html`已撤回${en('withdrawn')}`,
} as const;

export const sharingPage = (view: SharingView): string =>
  deskPage('数据授权与查阅', html`${head(view, path)}${notice(view.refusal)}${view.consenting && consents(view)}${looks(view)}`);

function consents(view: SharingView): Html {
  const rows = view.consents.map(
    ({
      id,
      receiver,
      kind,
      purpose,
      categories,
      things,
      from,
      until,
      state,
    }) => html`<li><div><b>${cut(receiver, 60)}</b> <span class="tag">${states[state]}</span>
      <p>${cut(purpose, 200)}</p><p class="quiet">${kinds[kind]} · ${categories.length === 0 ? '全部类别 all categories' : categories.join('、')}${
        things > 0 && ` · ${things} 个编码 codes`
      } · ${time(from)} – ${time(until)}</p></div>${
        state === 'in_force' && small(`${path}/withdraw`, view, { id }, '撤回', 'withdraw')
      }</li>`,
  );
  return html`<section><h2>给出的数据授权${en('consents given')}</h2>${
    rows.length === 0
      ? html`<p class="quiet">没有授权。银行、保险机构只能按授权看汇总，合作方只能按授权看记录；撤回立即生效，每次查阅在下方列出。
        ${en('None. Banks and insurers see figures, partners records, only with a consent; withdrawn, it ends at once. Looks are listed below.')}</p>`
      : html`<ul class="rows">${rows}</ul>`
  }<details class="other"${view.refusal !== undefined && html` open`}><summary>新增授权${en('give one')}</summary>${form(
    path,
    view,
    html`${choice('receiver', '授权给', 'to', view.receivers)}
      ${choice('kind', '内容', 'what', [
        { value: 'aggregates', zh: '汇总数字', en: 'figures alone' },
        {
          value: 'fields',
          zh: '业务记录，不含个人信息和价格；银行、保险机构除外',
          en: 'records without personal data and prices; not to banks and insurers',
        },
      ])}
      ${field({ name: 'purpose', zh: '用途', en: 'purpose', most: 300 })}
      ${ticks('categories', html`类别，不选为全部${en('categories; none ticked: all')}`, view.categories)}
      ${field({ name: 'days', zh: '天数', en: `days, up to ${view.days}`, type: 'number', value: '30' })}${button('授权', 'Give')}`,
  )}</details></section>`;
}

function looks(view: SharingView): Html {
  const rows = view.looks.map(
    ({ who, at, ground, reason, events, own }) => html`<li><div><b>${cut(who, 60)}</b> <span class="tag">${
      grounds[ground]
    }</span>${own && html` <span class="tag">本单位查阅${en('a look of ours')}</span>`}<p>${cut(reason, 300)}</p>
      <p class="quiet">${time(at)} · ${events} 条记录${en('records')}</p></div></li>`,
  );
  return html`<section><h2>谁查阅过本单位的数据${en('who looked at our data')}</h2>${
    rows.length === 0 ? html`<p class="quiet">没有查阅。${en('Nobody.')}</p>` : html`<ul class="rows">${rows}</ul>`
  }<p class="quiet">案件下的查阅在 ${view.delay} 天后列出，依授权的查阅立即列出。
    ${en(`Looks under a case are told after ${view.delay} days, those by consent at once.`)}</p></section>`;
}
