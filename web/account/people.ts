/** The people of an organisation for its administrator: who they are, what they may, where they are signed in. */
import { cut, en, foreign, type Html, html } from '../portal/html.ts';
import { scopesOf, scopeTicks, time, tokenStates } from './account.ts';
import { button, deskPage, done, type Form, field, form, notice, small, type Tab, tabs, ticks } from './parts.ts';
import { deviceName, roleName } from './words.ts';

const loginHint = html`小写字母、数字和 . _ -，全系统唯一。${en('Lower-case letters, digits and . _ -; nobody else has it.')}`;

export const organisationTabs: readonly Tab[] = [
  { href: '/account/organisation', zh: '人员', en: 'people' },
  { href: '/account/organisation/programs', zh: '令牌与代办', en: 'programs and delegates' },
  { href: '/account/organisation/sharing', zh: '数据授权与查阅', en: 'who sees our data' },
];

export interface Head {
  readonly organisation: string;
  /** What the register says of it. */
  readonly state: { readonly zh: string; readonly en: string };
}

export const head = ({ organisation, state }: Head, current: string): Html => html`
  <div class="who"><h1>${cut(organisation, 60)}</h1>
    <p class="quiet">登记状态${en('registration')} <span class="tag">${state.zh}${en(state.en)}</span> · <a href="/account">我的账号${en('my account')}</a></p></div>
  ${tabs(organisationTabs, current)}`;

export interface PersonLine {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  readonly roles: readonly string[];
  readonly kind: 'person' | 'service';
  readonly status: 'active' | 'suspended';
  readonly secondFactor: boolean;
  readonly firstPasswordOpen: boolean;
}

export interface PeopleView extends Form, Head {
  readonly people: readonly PersonLine[];
  /** Whose page it is. */
  readonly self: string;
  /** Logins begin after this on the next page. */
  readonly after: string | undefined;
  readonly first: boolean;
  /** Roles that this administrator gives here. */
  readonly roles: readonly string[];
  /** What was typed, when it was refused. */
  readonly typed: { readonly name?: string; readonly login?: string; readonly roles?: readonly string[] };
}

const roleChoices = (roles: readonly string[]) => roles.map((value) => ({ value, ...roleName(value) }));

const rolesOf = (roles: readonly string[]): Html =>
  roles.length === 0
    ? html`没有岗位${en('no role')}`
    : html`${roles.map((role) => roleName(role).zh).join('、')}${en(roles.map((role) => roleName(role).en).join(', '))}`;

const tags = ({ kind, status, secondFactor, firstPasswordOpen }: PersonLine): Html =>
  html`${
    kind === 'service' && html` <span class="tag">程序${en('service')}</span>`
  }${status === 'suspended' && html` <span class="tag warn">已停用${en('suspended')}</span>`}${
    firstPasswordOpen && html` <span class="tag">未首次登录${en('has not signed in yet')}</span>`
  }${secondFactor && html` <span class="tag">两步登录${en('two steps')}</span>`}`;

export function peoplePage(view: PeopleView): string {
  const { people, after, first, roles, typed } = view;
  return deskPage(
    '本单位人员',
    html`${head(view, '/account/organisation')}${notice(view.refusal)}
      <section><h2>人员与程序账号${en('people and programs')}</h2>
      ${
        people.length === 0
          ? html`<p class="quiet">没有其他账号。${en('No accounts.')}</p>`
          : html`<ul class="rows">${people.map(
              (
                each,
              ) => html`<li><div><b>${cut(each.name, 60)}</b>${each.id === view.self && html` <span class="tag">本人${en('you')}</span>`}${tags(each)}
                <p class="quiet"><code>${cut(each.login, 64)}</code> · ${rolesOf(each.roles)}</p></div>
                <a class="action" href="/account/organisation/people/${each.id}">管理${en('manage')}<span class="unseen"> ${cut(each.name, 60)}</span></a></li>`,
            )}</ul>`
      }
      ${
        (after !== undefined || !first) &&
        html`<p class="pages">${!first && html`<a href="/account/organisation">回到开头${en('from the start')}</a>`}${
          after !== undefined &&
          html`<a rel="next" href="/account/organisation?after=${encodeURIComponent(after)}">下一页${en('next page')}</a>`
        }</p>`
      }</section>
      <section><h2>新建账号${en('a new account')}</h2>
      ${form(
        '/account/organisation/people',
        view,
        html`${field({ name: 'name', zh: '姓名或程序名称', en: 'name', most: 80, value: typed.name })}
          ${field({ name: 'login', zh: '登录名', en: 'login', most: 64, value: typed.login, hint: loginHint })}
          ${ticks('roles', html`岗位${en('roles')}`, roleChoices(roles), typed.roles)}
          <label class="tick"><input type="checkbox" name="service" value="1"><span>这是程序账号，没有密码，只用令牌
            ${en('an account for a program: no password, tokens only')}</span></label>
          ${button('新建', 'Make')}`,
      )}</section>`,
  );
}

export interface PersonView extends Form, Head {
  readonly person: PersonLine;
  /** One’s own account is looked after by somebody else. */
  readonly own: boolean;
  /** Roles that may be given, and those that stand and are not this administrator's to change. */
  readonly roles: readonly string[];
  readonly fixed: readonly string[];
  readonly sessions: readonly {
    readonly id: string;
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
    readonly state: keyof typeof tokenStates;
  }[];
  readonly actions: readonly string[];
  readonly days: { readonly most: number; readonly otherwise: number };
  readonly done: boolean;
}

export function personPage(view: PersonView): string {
  const { person, own } = view;
  const base = `/account/organisation/people/${person.id}`;
  return deskPage(
    person.name,
    html`${head(view, '')}<p class="back"><a href="/account/organisation">← 全部人员${en('all people')}</a></p>
      <h2 class="name">${cut(person.name, 60)}${tags(person)}</h2><p class="quiet"><code>${cut(person.login, 64)}</code> · ${rolesOf(person.roles)}</p>
      ${notice(view.refusal)}${done(view.done && html`已保存。${en('Saved.')}`)}
      ${
        own
          ? html`<p class="partial">这是您自己的账号：岗位和停用由其他管理员办理。${en('Your own account: roles and suspension are another administrator’s to change.')}</p>`
          : html`${rights(view, base)}${person.kind === 'person' && lost(view, base)}`
      }${sessionsOf(view, base)}${tokensOf(view, base)}${!own && ending(view, base)}`,
  );
}

function rights(view: PersonView, base: string): Html {
  const { person, roles, fixed } = view;
  return html`<section><h2>姓名与岗位${en('name and roles')}</h2>
    ${form(
      `${base}/rights`,
      view,
      html`${field({ name: 'name', zh: '姓名', en: 'name', most: 80, value: person.name })}
        ${ticks('roles', html`岗位${en('roles')}`, roleChoices(roles), person.roles)}
        ${
          fixed.length > 0 &&
          html`${fixed.map((role) => html`<input type="hidden" name="roles" value="${role}">`)}
            <p class="quiet">${fixed.map((role) => roleName(role).zh).join('、')}：由安全管理员管理。${en('given by the security administrator')}</p>`
        }${button('保存', 'Save')}`,
    )}<p class="quiet">岗位变更后，此人须重新登录。${en('Whoever’s roles change signs in again.')}</p></section>`;
}

const lost = (
  view: PersonView,
  base: string,
): Html => html`<section><h2>登录有困难${en('when something was lost')}</h2><ul class="rows">
  <li><div><b>忘记密码</b>${en('password')}<p class="quiet">发放新的初始密码，一周内有效；现有登录全部结束。
    ${en('a new first password, good for a week; all sessions end')}</p></div>${small(`${base}/first-password`, view, {}, '发放', 'give one')}</li>
  ${
    view.person.secondFactor &&
    html`<li><div><b>手机和恢复码都丢失</b>${en('telephone and recovery codes')}<p class="quiet">解除第二步验证，下次登录重新设置。
      ${en('the second step is set up anew at the next sign-in')}</p></div>${small(`${base}/second-factor`, view, {}, '解除', 'reset')}</li>`
  }</ul></section>`;

function sessionsOf(view: PersonView, base: string): Html | undefined {
  if (view.person.kind === 'service') return undefined;
  const rows = view.sessions.map(
    ({ id, startedAt, seenAt, address, agent }) =>
      html`<li><div><b>${cut(deviceName(agent), 60)}</b><p class="quiet">${foreign(address, 45)} · 登录${en('since')} ${time(startedAt)} · 最近
        ${en('last')} ${time(seenAt)}</p></div>${!view.own && small(`${base}/sessions`, view, { end: id }, '结束', 'end')}</li>`,
  );
  return html`<section><h2>登录中的设备${en('where they are signed in')}</h2>${
    rows.length === 0 ? html`<p class="quiet">没有登录。${en('Nowhere.')}</p>` : html`<ul class="rows">${rows}</ul>`
  }${rows.length > 1 && !view.own && small(`${base}/sessions`, view, { end: '' }, '全部结束', 'end all')}</section>`;
}

function tokensOf(view: PersonView, base: string): Html {
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
      }</p></div>${state === 'valid' && small(`${base}/tokens/revoke`, view, { token: id }, '撤销', 'revoke')}</li>`,
  );
  return html`<section><h2>API 令牌${en('API tokens')}</h2>${
    rows.length === 0 ? html`<p class="quiet">没有令牌。${en('None.')}</p>` : html`<ul class="rows">${rows}</ul>`
  }${
    view.person.kind === 'service' &&
    html`<details class="other"><summary>新建令牌${en('make one')}</summary>
      ${form(
        `${base}/tokens`,
        view,
        html`${field({ name: 'name', zh: '用途', en: 'what it is for', most: 80 })}${scopeTicks(view.actions)}
          ${field({ name: 'days', zh: '有效天数', en: `days, up to ${view.days.most}`, type: 'number', value: String(view.days.otherwise) })}
          ${button('新建', 'Make')}`,
      )}</details>`
  }</section>`;
}

function ending(view: PersonView, base: string): Html {
  const { status } = view.person;
  return html`<section><h2>${status === 'active' ? '停用' : '恢复'}${en(status === 'active' ? 'suspend' : 'resume')}</h2>
    <p class="quiet">${
      status === 'active'
        ? html`停用后立即退出登录，令牌作废；记录仍在，可随时恢复。${en('It ends sessions and tokens at once. What was recorded stays, and it can be undone.')}`
        : html`恢复后可以再次登录；作废的令牌须重新签发。${en('They may sign in again; tokens are made anew.')}`
    }</p>${
      status === 'active'
        ? small(`${base}/status`, view, { status: 'suspended' }, '停用此账号', 'suspend this account')
        : small(`${base}/status`, view, { status: 'active' }, '恢复此账号', 'resume this account')
    }</section>`;
}

/** Shown once. */
export const firstPasswordPage = (name: string, login: string, secret: string, back: string): string =>
  deskPage(
    '初始密码',
    html`<h1>${cut(name, 60)} 的初始密码${en('first password')}</h1>
      <p class="partial">只显示这一次。请当面或通过可靠渠道交给本人；首次登录时须改为自己的密码，一周内有效。
        ${en('It is shown this once. Hand it over in person; it is changed at the first sign-in and good for a week.')}</p>
      <dl><dt>登录名${en('login')}</dt><dd><code>${cut(login, 64)}</code></dd><dt>初始密码${en('first password')}</dt><dd>
        <code class="secret">${secret}</code></dd></dl>
      <p class="go"><a class="button" href="${back}">已转交，返回${en('Handed over; back')}</a></p>`,
  );
