/** One's own account: how one signs in, where one is signed in, what programs hold, who may act for the organisation. */
import { cut, en, foreign, type Html, html } from '../portal/html.ts';
import { accountPage, button, type Form, field, form, notice, small, type Tab, ticks } from './parts.ts';
import { actionName, deviceName, momentName, roleName } from './words.ts';

/** Moments are milliseconds since 1970. */
export interface AccountView extends Form {
  readonly name: string;
  readonly login: string;
  readonly organisation: string | undefined;
  readonly roles: readonly string[];
  readonly enrolled: boolean;
  readonly codesLeft: number;
  readonly sessions: readonly {
    readonly id: string;
    readonly current: boolean;
    readonly startedAt: number;
    readonly seenAt: number;
    readonly address: string;
    readonly agent: string;
  }[];
  readonly tokens: readonly {
    readonly id: string;
    readonly name: string;
    readonly scopes: readonly string[];
    readonly endsAt: number;
    readonly usedAt: number | undefined;
    readonly state: 'valid' | 'over' | 'revoked';
  }[];
  readonly actions: readonly string[];
  readonly days: { readonly least: number; readonly most: number; readonly otherwise: number };
  /** Undefined where the account has no organisation. */
  readonly delegations:
    | readonly {
        readonly id: string;
        readonly given: boolean;
        readonly other: string;
        readonly scopes: readonly string[];
        readonly from: number;
        readonly until: number;
        readonly state: 'in_force' | 'over' | 'withdrawn' | 'later';
      }[]
    | undefined;
  /** The account may give and withdraw them. */
  readonly delegates: boolean;
  readonly provider: { readonly name: string; readonly linked: boolean } | undefined;
  /** Pages of what the account is there for. */
  readonly places: readonly Tab[];
}

export const time = (at: number): Html => html`<time datetime="${new Date(at).toISOString()}">${momentName(at)}</time>`;
export const scopesOf = (scopes: readonly string[]): string => scopes.map((scope) => actionName(scope).zh).join('、');

export function ownAccountPage(view: AccountView): string {
  return accountPage(
    '我的账号',
    html`<div class="who"><h1>${cut(view.name, 60)}</h1>
        <p><code>${cut(view.login, 64)}</code>${view.organisation !== undefined && html` · ${cut(view.organisation, 60)}`}</p>
        <p class="quiet">${view.roles.map((role) => roleName(role).zh).join('、')}${en(view.roles.map((role) => roleName(role).en).join(', '))}</p>
        ${small('/sign-out', view, {}, '退出登录', 'Sign out')}</div>${notice(view.refusal)}${placeList(view.places)}
      ${waysIn(view)}${sessionList(view)}${tokenList(view)}${delegationList(view)}`,
  );
}

const placeList = (places: readonly Tab[]): Html | undefined =>
  places.length === 0
    ? undefined
    : html`<nav class="places" aria-label="工作页面 pages"><ul>${places.map(
        ({ href, zh, en: english }) => html`<li><a href="${href}">${zh}${en(english)}</a></li>`,
      )}</ul></nav>`;

function waysIn(view: AccountView): Html {
  const { enrolled, codesLeft, provider } = view;
  return html`<section><h2>登录方式${en('how you sign in')}</h2><ul class="rows">
    <li><div><b>密码</b>${en('password')}</div><a class="action" href="/sign-in/password">修改${en('change')}</a></li>
    <li><div><b>第二步验证</b>${en('second step')}<p class="quiet">${
      enrolled
        ? html`已设置，还有 ${codesLeft} 个恢复码${en(`set up, ${codesLeft} recovery codes left`)}`
        : html`未设置${en('not set up')}`
    }</p></div>${
      enrolled
        ? small('/account/recovery-codes', view, {}, '更换恢复码', 'new recovery codes')
        : html`<a class="action" href="/sign-in/enrol">设置${en('set up')}</a>`
    }</li>
    ${
      provider !== undefined &&
      html`<li><div><b>${cut(provider.name, 40)}</b><p class="quiet">${
        provider.linked ? html`已关联${en('linked')}` : html`未关联${en('not linked')}`
      }</p></div>${!provider.linked && small('/account/identity', view, {}, '关联', 'link')}</li>`
    }</ul></section>`;
}

function sessionList(view: AccountView): Html {
  const rows = view.sessions.map(
    ({ id, current, startedAt, seenAt, address, agent }) =>
      html`<li><div><b>${cut(deviceName(agent), 60)}</b>${
        current && html` <span class="tag">本设备${en('this one')}</span>`
      }<p class="quiet">${foreign(address, 45)} · 登录${en('since')} ${time(startedAt)} · 最近${en('last')} ${time(seenAt)}</p></div>${
        !current && small('/account/sessions', view, { end: id }, '结束', 'end')
      }</li>`,
  );
  return html`<section><h2>登录中的设备${en('where you are signed in')}</h2><ul class="rows">${rows}</ul>
    ${view.sessions.length > 1 && small('/account/sessions', view, { end: 'others' }, '结束其他全部登录', 'end all others')}</section>`;
}

export const tokenStates = {
  valid: html`有效${en('valid')}`,
  over: html`已到期${en('over')}`,
  revoked: html`已撤销${en('revoked')}`,
} as const;

function tokenList(view: AccountView): Html {
  const rows = view.tokens.map(
    ({
      id,
      name,
      scopes,
      endsAt,
      usedAt,
      state,
    }) => html`<li><div><b>${cut(name, 60)}</b> <span class="tag">${tokenStates[state]}</span>
      <p class="quiet">${scopesOf(scopes)} · 至${en('until')} ${time(endsAt)} · ${
        usedAt === undefined ? html`从未使用${en('never used')}` : html`最近使用${en('last used')} ${time(usedAt)}`
      }</p></div>${state === 'valid' && small('/account/tokens/revoke', view, { id }, '撤销', 'revoke')}</li>`,
  );
  return html`<section><h2>API 令牌${en('API tokens')}</h2>
    ${
      rows.length === 0
        ? html`<p class="quiet">没有令牌。程序用令牌代您读写，权限不超过您自己和勾选的范围。
      ${en('None. A program acts for you by a token, within your own rights and what you tick.')}</p>`
        : html`<ul class="rows">${rows}</ul>`
    }
    <details class="other"><summary>新建令牌${en('make one')}</summary>
      ${form(
        '/account/tokens',
        view,
        html`${field({ name: 'name', zh: '用途', en: 'what it is for', most: 80 })}${scopeTicks(view.actions)}
        ${field({ name: 'days', zh: '有效天数', en: `days, up to ${view.days.most}`, type: 'number', value: String(view.days.otherwise) })}
        ${button('新建', 'Make')}`,
      )}</details></section>`;
}

/** Actions that a token or a delegation may be for. */
export const scopeTicks = (actions: readonly string[]): Html =>
  ticks(
    'scopes',
    html`范围${en('scopes')}`,
    actions.map((value) => ({ value, ...actionName(value) })),
  );

export const delegationStates = {
  in_force: html`有效${en('in force')}`,
  later: html`未到生效日${en('not yet')}`,
  over: html`已到期${en('over')}`,
  withdrawn: html`已撤回${en('withdrawn')}`,
} as const;

function delegationList(view: AccountView): Html | undefined {
  const { delegations } = view;
  if (delegations === undefined) return undefined;
  const rows = delegations.map(
    ({ id, given, other, scopes, from, until, state }) => html`<li><div><b>${
      given ? html`授权 ${cut(other, 60)} 代办${en('acts for you')}` : html`代 ${cut(other, 60)} 办理${en('you act for it')}`
    }</b> <span class="tag">${delegationStates[state]}</span>
      <p class="quiet">${scopesOf(scopes)} · ${time(from)} – ${time(until)}</p></div>${
        given &&
        view.delegates &&
        (state === 'in_force' || state === 'later') &&
        small('/account/delegations/withdraw', view, { id }, '撤回', 'withdraw')
      }</li>`,
  );
  return html`<section><h2>代办授权${en('who acts for whom')}</h2>
    ${
      rows.length === 0
        ? html`<p class="quiet">没有授权。软件服务商或协会经本单位授权后，才能代为记录和查询。
      ${en('None. A software vendor or an association acts for an organisation only with its consent.')}</p>`
        : html`<ul class="rows">${rows}</ul>`
    }
    ${
      view.delegates &&
      html`<details class="other"><summary>新增授权${en('give one')}</summary>
        ${form(
          '/account/delegations',
          view,
          html`${field({ name: 'delegate', zh: '受托单位标识', en: 'id of the vendor or association', most: 36 })}
          ${scopeTicks(view.actions)}${field({ name: 'until', zh: '截止日期', en: 'until', type: 'date' })}${button('授权', 'Give')}`,
        )}</details>`
    }</section>`;
}

/** Shown once. */
export const tokenPage = (name: string, token: string, back = '/account'): string =>
  accountPage(
    'API 令牌',
    html`<h1>令牌：${cut(name, 60)}${en('token')}</h1>
      <p class="partial">只显示这一次，请立即保存到程序的设置中。${en('It is shown this once: put it into the settings of the program now.')}</p>
      <p><code class="secret">${token}</code></p>
      <p class="quiet"><code>Authorization: Bearer ${token.slice(0, 7)}…</code></p>
      <p class="go"><a class="button" href="${back}">返回${en('Back')}</a></p>`,
  );

/** The browser goes to another site only by a link that the person follows. */
export const leavingPage = (name: string, address: string): string =>
  accountPage(
    '关联身份',
    html`<h1>关联 ${cut(name, 40)}${en('link an identity')}</h1>
      <p>将转到 ${cut(name, 40)} 确认身份，然后返回这里。${en('You confirm who you are there, and come back.')}</p>
      <p class="go"><a class="button" href="${address}">前往${en('Go')}</a></p>`,
  );
