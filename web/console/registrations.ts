/** Organisations that wait for review: a list, and each with what it says of itself, what was done to it, and the decision. */
import { time } from '../account/account.ts';
import { type Choice, choice, deskPage, done, type Form, form, notice } from '../account/parts.ts';
import { cut, en, foreign, type Html, html } from '../portal/html.ts';

interface Named {
  readonly zh: string;
  readonly en: string;
}

export interface RegistrationLine {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly form: string;
  readonly uscc: string | undefined;
  readonly areas: readonly Named[];
  readonly categories: readonly Named[];
  readonly status: string;
  readonly statusName: Named;
  readonly registeredAt: number;
  /** It registered itself: login of its first account. */
  readonly self: string | undefined;
  /** It was refused, and sent itself again. */
  readonly again:
    | {
        /** Which submission this is. */
        readonly count: number;
        readonly at: number;
        readonly note: string;
        /** What was said with the refusal before it. */
        readonly refusal: string;
        /** Names of what it changed. */
        readonly parts: readonly string[];
      }
    | undefined;
}

export interface RegistrationsView {
  readonly lines: readonly RegistrationLine[];
  /** State that is asked for; empty: all. */
  readonly status: string;
  readonly states: readonly Choice[];
  readonly q: string;
  readonly next: string | undefined;
  readonly first: boolean;
  /** What of the register the asker reviews: there is nothing here of others. */
  readonly waiting: number;
  readonly mostCounted: number;
}

const kinds: Readonly<Record<string, Named>> = {
  enterprise: { zh: '企业', en: 'enterprise' },
  association: { zh: '协会', en: 'association' },
  bank: { zh: '银行', en: 'bank' },
  insurer: { zh: '保险机构', en: 'insurer' },
  platform: { zh: '电商平台', en: 'platform' },
  vendor: { zh: '软件服务商', en: 'software vendor' },
  department: { zh: '部门', en: 'department' },
  zone: { zh: '集聚区', en: 'zone' },
  township: { zh: '镇、街道', en: 'township' },
};
const forms: Readonly<Record<string, Named>> = {
  company: { zh: '公司', en: 'company' },
  cooperative: { zh: '农民专业合作社', en: 'cooperative' },
  family_farm: { zh: '家庭农场', en: 'family farm' },
  individual_household: { zh: '个体工商户', en: 'individual household' },
  natural_person: { zh: '自然人', en: 'natural person' },
};
const kindOf = ({ kind, form: legal }: RegistrationLine): Named => forms[legal] ?? kinds[kind] ?? { zh: kind, en: kind };

const joined = (list: readonly Named[], none: Html): Html =>
  list.length === 0 ? none : html`${list.map(({ zh }) => zh).join('、')}${en(list.map((each) => each.en).join(', '))}`;

const path = '/console/registrations';

const queryOf = (words: Readonly<Record<string, string>>): string => {
  const said = Object.entries(words).filter(([, value]) => value !== '');
  return said.length === 0 ? path : `${path}?${said.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
};

/** The console lists the same firms, and gives them out as XLSX and CSV. */
const exportOf = (status: string, q: string): string => {
  const said = Object.entries({ status, q }).filter(([, value]) => value !== '');
  return `/console/firms${said.length === 0 ? '' : `?${said.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`}`;
};

export function registrationsPage(view: RegistrationsView): string {
  const { lines, status, states, q, next, first, waiting, mostCounted } = view;
  return deskPage(
    '登记审核',
    html`<h1>登记审核${en('registrations')}</h1>
      <p class="lead">${
        waiting === 0
          ? html`没有等待您审核的登记。${en('Nothing waits for you.')}`
          : html`有 <b>${waiting > mostCounted ? `${mostCounted} 以上` : waiting}</b> 个登记等待您审核。
              ${en(`${waiting > mostCounted ? `more than ${mostCounted}` : waiting} wait for you`)}`
      }</p>
      <form class="filter" method="get" action="${path}">
        ${choice('status', '状态', 'state', states, status, '全部 all')}
        <label class="field" for="q"><span>名称或统一社会信用代码${en('name or credit code')}</span><input id="q" name="q" maxlength="100" value="${q}"></label>
        <button>查找${en('find')}</button></form>
      <p class="pages"><a href="${exportOf(status, q)}">在企业列表中导出${en('as a file, from the list of firms')}</a></p>
      ${
        lines.length === 0
          ? html`<p class="empty">没有符合条件的登记。${en('None.')}</p>`
          : html`<table class="list"><thead><tr><th scope="col">主体${en('organisation')}</th><th scope="col">类别${en('categories')}</th>
            <th scope="col">区划${en('area')}</th><th scope="col">登记时间${en('registered')}</th><th scope="col">状态
            ${en('state')}</th></tr></thead><tbody>${lines.map(
              (
                each,
              ) => html`<tr><th scope="row"><a href="${path}/${each.id}">${cut(each.name, 80)}</a><span class="sub">${kindOf(each).zh}${
                each.uscc !== undefined && html` · <code>${each.uscc}</code>`
              }${each.self !== undefined && html` · 自行登记${en('by itself')}`}${
                each.again !== undefined && html` · <b>第 ${each.again.count} 次提交</b>${en(`submission ${each.again.count}`)}`
              }</span></th>
                <td data-of="类别">${joined(each.categories, html`<span class="sub">未标${en('none')}</span>`)}</td>
                <td data-of="区划">${each.areas.map(({ zh }) => zh).join('、')}</td>
                <td data-of="登记">${time(each.registeredAt)}</td><td><span class="tag ${each.status}">${each.statusName.zh}
                  ${en(each.statusName.en)}</span></td></tr>`,
            )}</tbody></table>`
      }
      ${
        (next !== undefined || !first) &&
        html`<p class="pages">${!first && html`<a href="${queryOf({ status, q })}">回到开头${en('from the start')}</a>`}${
          next !== undefined && html`<a rel="next" href="${queryOf({ status, q, page: next })}">下一页${en('next page')}</a>`
        }</p>`
      }`,
  );
}

export interface RegistrationView extends Form {
  readonly line: RegistrationLine;
  readonly version: number;
  readonly address: string;
  readonly sites: readonly { readonly name: string; readonly area: string; readonly address: string }[];
  readonly identifiers: readonly string[];
  readonly licences: readonly {
    readonly scheme: Named;
    readonly number: string;
    readonly state: string;
    readonly until: string | undefined;
  }[];
  readonly changes: readonly {
    readonly at: number;
    readonly who: string;
    readonly what: Named;
    readonly reason: string;
    readonly parts: readonly string[];
  }[];
  /** What may be decided now; a reason is asked for where `reasoned`. */
  readonly decisions: readonly { readonly id: string; readonly zh: string; readonly en: string; readonly reasoned: boolean }[];
  /** The asker reads it and does not review it. */
  readonly readOnly: boolean;
  readonly done: boolean;
  readonly typed: string;
}

const licenceStates: Readonly<Record<string, Named>> = {
  valid: { zh: '有效', en: 'valid' },
  suspended: { zh: '暂停', en: 'suspended' },
  revoked: { zh: '吊销', en: 'revoked' },
  surrendered: { zh: '注销', en: 'surrendered' },
  withdrawn: { zh: '登记有误', en: 'said in error' },
  expired: { zh: '已到期', en: 'expired' },
  not_yet: { zh: '未生效', en: 'not yet' },
  unknown: { zh: '不详', en: 'unknown' },
};

export function registrationPage(view: RegistrationView): string {
  const { line } = view;
  return deskPage(
    line.name,
    html`<p class="back"><a href="${path}?status=registered">← 登记审核${en('registrations')}</a></p>
      <h1>${cut(line.name, 100)} <span class="tag ${line.status}">${line.statusName.zh}${en(line.statusName.en)}</span></h1>
      ${notice(view.refusal)}${done(view.done && html`已办理，结果已记入历史和审计日志。${en('Done, and written down.')}`)}
      <div class="columns"><div>${said(view)}${licences(view)}</div>${decision(view)}${history(view)}</div>`,
  );
}

function said({ line, address, sites, identifiers }: RegistrationView): Html {
  const none = html`<span class="sub">未填${en('not given')}</span>`;
  return html`<section><h2>登记内容${en('what it says of itself')}</h2><dl>
    <dt>主体类别${en('kind')}</dt><dd>${kindOf(line).zh}${en(kindOf(line).en)}</dd>
    <dt>统一社会信用代码${en('credit code')}</dt><dd>${line.uscc === undefined ? none : html`<code>${line.uscc}</code>`}</dd>
    <dt>追溯品类${en('categories')}</dt><dd>${joined(line.categories, html`<b>未标类别</b>${en('none')}`)}</dd>
    <dt>所在区划${en('area')}</dt><dd>${joined(line.areas, none)}</dd>
    <dt>地址${en('address')}</dt><dd>${address === '' ? none : foreign(address, 200)}</dd>
    <dt>登记时间${en('registered')}</dt><dd>${time(line.registeredAt)}</dd>
    ${
      line.self !== undefined &&
      html`<dt>由谁登记${en('by whom')}</dt><dd>自行登记${en('by itself')}，登录名${en('login')} <code>${line.self}</code></dd>`
    }
    ${
      line.again !== undefined &&
      html`<dt>第几次提交${en('submission')}</dt><dd><b>第 ${line.again.count} 次</b>${en(`submission ${line.again.count}`)}，${time(line.again.at)}
        <p>上次未通过的意见：${foreign(line.again.refusal, 500)}</p>
        <p>这次更正：${line.again.parts.length === 0 ? '登记内容没有变' : line.again.parts.join('、')}${
          line.again.note !== '' && html`；说明：${foreign(line.again.note, 500)}`
        }</p>${en('Why it was refused before; what it corrected, and says of that.')}</dd>`
    }
    <dt>场所${en('sites')}</dt><dd>${
      sites.length === 0
        ? none
        : html`<ul>${sites.map(
            (each) => html`
          <li>${cut(each.name, 60)} · ${each.area}${each.address !== '' && html` · ${foreign(each.address, 120)}`}</li>`,
          )}</ul>`
    }</dd>
    <dt>事件中的标识${en('URIs in events')}</dt><dd><ul>${identifiers.map((each) => html`<li><code>${cut(each, 120)}</code></li>`)}</ul></dd></dl></section>`;
}

function licences({ licences: list }: RegistrationView): Html {
  return html`<section><h2>证照${en('licences')}</h2>${
    list.length === 0
      ? html`<p class="quiet">没有登记证照。${en('None.')}</p>`
      : html`<ul class="rows">${list.map(
          ({ scheme, number, state, until }) => html`<li><div><b>${scheme.zh}</b> <code>${cut(number, 60)}</code>${
            until !== undefined &&
            html`<p class="quiet">有效期至
            ${en('until')} ${until}</p>`
          }</div>
            <span class="tag ${state === 'valid' ? 'active' : 'warn'}">${(licenceStates[state] ?? { zh: state }).zh}
              ${en(licenceStates[state]?.en ?? state)}</span></li>`,
        )}</ul>`
  }</section>`;
}

function history({ changes }: RegistrationView): Html {
  return html`<section class="past"><h2>历史${en('history')}</h2><ul class="rows">${changes.map(
    ({
      at,
      who,
      what,
      reason,
      parts,
    }) => html`<li><div><b>${what.zh}</b>${en(what.en)}${reason !== '' && html`<p>${foreign(reason, 500)}</p>`}
      <p class="quiet">${time(at)} · ${cut(who, 60)}${parts.length > 0 && html` · ${parts.join('、')}`}</p></div></li>`,
  )}</ul></section>`;
}

function decision(view: RegistrationView): Html {
  const { line, version, decisions, readOnly, typed } = view;
  if (readOnly)
    return html`<section class="decide"><h2>审核${en('review')}</h2><p class="quiet">您可以查看，由牵头部门或系统管理员审核。
      ${en('Yours to read; its lead department reviews it.')}</p></section>`;
  const reasoned = decisions.every((each) => each.reasoned);
  return html`<section class="decide"><h2>审核${en('review')}</h2>${form(
    `${path}/${line.id}/decisions`,
    view,
    html`<input type="hidden" name="version" value="${version}">
      <label class="field" for="reason"><span>意见${en(reasoned ? 'reason' : 'reason, needed to refuse')}</span>
        <textarea id="reason" name="reason" rows="4" maxlength="500"${reasoned && html` required`}>${typed}</textarea></label>
      <div class="choices">${decisions.map(
        (each) =>
          html`<button name="decision" value="${each.id}"${each.reasoned && html` class="grave"`}>${each.zh}${en(each.en)}</button>`,
      )}</div>`,
  )}<p class="quiet">决定立即生效，连同意见记入历史；做错可以用相反的决定改正。${en('It holds at once and is kept with its reason; the opposite decision undoes it.')}</p></section>`;
}
