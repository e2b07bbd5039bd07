/** The audit log for its administrator: found by what is asked for, the chain checked, entries taken out. */

import type { Problem } from '../../src/errors.ts';
import { time } from '../account/account.ts';
import { type Choice, choice, deskPage, done, notice } from '../account/parts.ts';
import { cut, en, foreign, type Html, html } from '../portal/html.ts';

export interface AuditView {
  readonly entries: readonly {
    readonly seq: number;
    readonly at: number;
    readonly kind: { readonly zh: string; readonly en: string };
    readonly outcome: 'allowed' | 'denied' | 'failed';
    readonly who: string;
    readonly organisation: string | undefined;
    readonly through: string | undefined;
    readonly object: string;
    /** What the object is called, where it is known by a name. */
    readonly objectName: string | undefined;
    readonly reason: string | undefined;
    /** The same in Chinese, where its words are known. */
    readonly reasonName: string | undefined;
    readonly address: string | undefined;
    readonly details: string | undefined;
    readonly hash: string;
  }[];
  readonly filter: Readonly<Record<'from' | 'until' | 'kind' | 'outcome' | 'account' | 'organisation' | 'object', string>>;
  readonly kinds: readonly Choice[];
  /** Query of the next page, and that of the list as a file. */
  readonly next: string | undefined;
  readonly first: boolean;
  readonly file: string;
  readonly mostInFile: number;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly verified: { readonly sound: boolean; readonly seq: number } | undefined;
  readonly refusal: Problem | undefined;
}

const path = '/console/audit';
const outcomes: readonly Choice[] = [
  { value: 'allowed', zh: '允许', en: 'allowed' },
  { value: 'denied', zh: '拒绝', en: 'denied' },
  { value: 'failed', zh: '失败', en: 'failed' },
];
const outcomeName = (outcome: string): Choice => outcomes.find(({ value }) => value === outcome) ?? outcomes[0]!;

export function auditPage(view: AuditView): string {
  return deskPage(
    '审计日志',
    html`<h1>审计日志${en('audit log')}</h1>${notice(view.refusal)}${verification(view)}${search(view)}${list(view)}${chain(view)}`,
  );
}

const verification = ({ verified }: AuditView): Html | undefined => {
  if (verified === undefined) return undefined;
  if (verified.sound)
    return done(
      html`已校验到第 ${verified.seq} 条，链条完整，没有改动。${en(`checked up to ${verified.seq}: the chain is sound`)}`,
    );
  return html`<div class="refusal" role="alert"><p><b>第 ${verified.seq} 条起与链条不符。</b>${en(`the chain breaks at ${verified.seq}`)}</p>
    <p>请保留现场，用异地保存的导出文件核对。${en('Keep everything as it is and compare with an export kept elsewhere.')}</p></div>`;
};

const line = (name: string, zh: string, english: string, value: string, type = 'text'): Html => html`
  <label class="field" for="${name}"><span>${zh}${en(english)}</span>
    <input id="${name}" name="${name}" type="${type}" maxlength="200" value="${value}"></label>`;

function search({ filter, kinds }: AuditView): Html {
  return html`<form class="filter" method="get" action="${path}">
    ${line('from', '自', 'from', filter.from, 'datetime-local')}${line('until', '至', 'until', filter.until, 'datetime-local')}
    ${choice('kind', '事项', 'kind', kinds, filter.kind, '全部 all')}${choice('outcome', '结果', 'outcome', outcomes, filter.outcome, '全部 all')}
    ${line('account', '登录名或账号标识', 'login or id', filter.account)}${line('organisation', '单位名称或标识', 'organisation', filter.organisation)}
    ${line('object', '对象', 'object', filter.object)}<button>查找${en('find')}</button></form>`;
}

/** Ids stand whole below, in all that was written. */
const briefly = (reason: string): string =>
  reason.replace(/([\da-f]{8})-(?:[\da-f]{4}-){3}[\da-f]{12}/g, '$1').replace(/:\s*$/, '');

const said = ({ reason = '', reasonName }: AuditView['entries'][number]): Html =>
  reasonName === undefined ? foreign(reason, 300) : html`${foreign(reasonName, 300)}${en(foreign(briefly(reason), 120))}`;

function list({ entries, next, first, file, mostInFile, filter }: AuditView): Html {
  if (entries.length === 0) return html`<p class="empty">没有符合条件的记录。${en('None.')}</p>`;
  const words = Object.entries(filter).filter(([, value]) => value !== '');
  const start =
    words.length === 0 ? path : `${path}?${words.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
  return html`<table class="list audit"><thead><tr><th scope="col">时间（北京时间）${en('time, UTC+8')}</th><th scope="col">事项${en('what')}</th><th scope="col">谁
    ${en('who')}</th><th scope="col">对象与原因${en('to what, why')}</th></tr></thead><tbody>${entries.map(
      (each) => html`<tr><td>${time(each.at)}<span class="sub">#${each.seq}</span></td>
      <th scope="row">${each.kind.zh}${en(each.kind.en)} ${
        each.outcome !== 'allowed' &&
        html`<span class="tag warn">${outcomeName(each.outcome).zh}
        ${en(each.outcome)}</span>`
      }</th>
      <td data-of="谁">${cut(each.who, 80)}${each.organisation !== undefined && html`<span class="sub">${cut(each.organisation, 60)}</span>`}${
        each.through !== undefined && html`<span class="sub">由 ${cut(each.through, 60)} 代办${en('through')}</span>`
      }${each.address !== undefined && html`<span class="sub">${foreign(each.address, 45)}</span>`}</td>
      <td data-of="对象">${
        each.objectName === undefined
          ? html`
        <code>${cut(each.object, 160)}</code>`
          : cut(each.objectName, 80)
      }${
        each.reason !== undefined &&
        each.reason !== '' &&
        html`
        <span class="sub">${said(each)}</span>`
      }
        <details><summary class="sub">全部内容${en('all of it')}</summary><p class="sub"><code>${each.object}</code></p><p class="sub">
          <code>${each.details ?? '—'}</code></p><p class="sub">SHA-256 <code>${each.hash}</code></p></details></td></tr>`,
    )}</tbody></table>
  <p class="pages">${!first && html`<a href="${start}">回到开头${en('from the start')}</a>`}${
    next !== undefined && html`<a rel="next" href="${next}">下一页${en('next page')}</a>`
  }<a href="${file}" download>导出所查结果 CSV${en(`this list, up to ${mostInFile}`)}</a></p>`;
}

function chain({ head }: AuditView): Html {
  return html`<section><h2>完整日志${en('the whole log')}</h2>
    <p>共 ${head.seq} 条，链头${en('entries, head')} <code class="break">${head.seq}:${head.hash}</code></p>
    <p class="quiet">请定期把链头或导出文件保存到本系统以外：此前任何改动都会被发现。
      ${en('Keep the head or an export outside this system from time to time: any change before it will show.')}</p>
    <p class="pages"><a class="action" href="${path}?verify=1">校验链条${en('check the chain')}</a>
      <a class="action" href="/api/v1/audit/export" download>导出全部 JSONL，可独立校验${en('all of it, to be checked elsewhere')}</a>
      <a class="action" href="/api/v1/audit/export?format=csv" download>导出全部 CSV${en('all, to be read')}</a></p></section>`;
}
