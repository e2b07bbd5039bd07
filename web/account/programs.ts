/** What programs of an organisation hold, and who acts for it: tokens of all its accounts, delegations given and received. */
import { cut, en, type Html, html } from '../portal/html.ts';
import { delegationStates, scopesOf, scopeTicks, time, tokenStates } from './account.ts';
import { button, type Choice, choice, deskPage, type Form, field, form, notice, small } from './parts.ts';
import { type Head, head } from './people.ts';

export interface ProgramsView extends Form, Head {
  readonly tokens: readonly {
    readonly id: string;
    readonly holder: string;
    readonly name: string;
    readonly scopes: readonly string[];
    readonly endsAt: number;
    readonly usedAt: number | undefined;
    readonly state: keyof typeof tokenStates;
  }[];
  readonly delegations: readonly {
    readonly id: string;
    readonly given: boolean;
    readonly other: string;
    readonly scopes: readonly string[];
    readonly from: number;
    readonly until: number;
    readonly state: keyof typeof delegationStates;
  }[];
  /** Vendors and associations of the register. */
  readonly delegates: readonly Choice[];
  readonly actions: readonly string[];
}

const path = '/account/organisation/programs';

export const programsPage = (view: ProgramsView): string =>
  deskPage('令牌与代办', html`${head(view, path)}${notice(view.refusal)}${tokens(view)}${delegations(view)}`);

function tokens(view: ProgramsView): Html {
  const rows = view.tokens.map(
    ({
      id,
      holder,
      name,
      scopes,
      endsAt,
      usedAt,
      state,
    }) => html`<li><div><b>${cut(name, 60)}</b> <span class="tag">${tokenStates[state]}</span>
      <p class="quiet">${cut(holder, 60)} · ${scopesOf(scopes)} · 至${en('until')} ${time(endsAt)} · ${
        usedAt === undefined ? html`从未使用${en('never used')}` : html`最近使用${en('last used')} ${time(usedAt)}`
      }</p></div>${state === 'valid' && small(`${path}/tokens/revoke`, view, { token: id }, '撤销', 'revoke')}</li>`,
  );
  return html`<section><h2>本单位全部令牌${en('all tokens of the organisation')}</h2>${
    rows.length === 0
      ? html`<p class="quiet">没有令牌。程序账号的令牌在“人员”中该账号下新建。${en('None. Tokens of a program are made at its account, under people.')}</p>`
      : html`<ul class="rows">${rows}</ul>`
  }</section>`;
}

function delegations(view: ProgramsView): Html {
  const rows = view.delegations.map(
    ({ id, given, other, scopes, from, until, state }) =>
      html`<li><div><b>${
        given ? html`授权 ${cut(other, 60)} 代办${en('acts for us')}` : html`代 ${cut(other, 60)} 办理${en('we act for it')}`
      }</b> <span class="tag">${delegationStates[state]}</span><p class="quiet">${scopesOf(scopes)} · ${time(from)} – ${time(until)}</p></div>${
        given &&
        (state === 'in_force' || state === 'later') &&
        small(`${path}/delegations/withdraw`, view, { id }, '撤回', 'withdraw')
      }</li>`,
  );
  return html`<section><h2>代办${en('who acts for whom')}</h2>${
    rows.length === 0
      ? html`<p class="quiet">没有代办授权。软件服务商或协会经授权后才能代为记录和查询，授权可随时撤回，立即生效。
        ${en('None. A vendor or an association acts for us only with this consent; it ends at once when it is withdrawn.')}</p>`
      : html`<ul class="rows">${rows}</ul>`
  }${
    view.delegates.length === 0
      ? html`<p class="quiet">登记名录中还没有可代办的服务商或协会。${en('No vendor or association is registered yet.')}</p>`
      : html`<details class="other"${view.refusal !== undefined && html` open`}><summary>新增代办授权${en('let somebody act for us')}</summary>${form(
          `${path}/delegations`,
          view,
          html`${choice('delegate', '受托单位', 'vendor or association', view.delegates)}${scopeTicks(view.actions)}
          ${field({ name: 'until', zh: '截止日期', en: 'until', type: 'date' })}${button('授权', 'Give')}`,
        )}</details>`
  }</section>`;
}
