/** The way in: password, second factor, a password of one's own, enrolment, recovery codes. */
import { en, type Html, html } from '../portal/html.ts';
import { accountPage, button, type Form, field, form, notice } from './parts.ts';

export interface SignInView extends Form {
  readonly login?: string;
  /** Another service to sign in with: its name. */
  readonly provider?: string | undefined;
}

export function signInPage(view: SignInView): string {
  const other =
    view.provider !== undefined &&
    html`<p class="go"><a class="button" href="/sign-in/oidc${view.next !== undefined && html`?next=${encodeURIComponent(view.next)}`}">
      用 ${view.provider} 登录${en(html`Sign in with ${view.provider}`)}</a></p>`;
  return accountPage(
    '登录',
    html`<h1>登录${en('Sign in')}</h1>${notice(view.refusal)}
      ${form(
        '/sign-in',
        view,
        html`${field({ name: 'login', zh: '登录名', en: 'login', autocomplete: 'username', value: view.login, most: 64, focus: view.login === undefined })}
          ${field({ name: 'password', zh: '密码', en: 'password', type: 'password', autocomplete: 'current-password', focus: view.login !== undefined })}
          ${button('登录', 'Sign in')}`,
      )}${other}
      <p class="go"><a class="button quietly" href="/register">新企业、农户登记${en('register a firm or a farm')}</a></p>
      <p class="quiet">已登记的单位，账号由本单位管理员开通，忘记密码也请联系管理员。查询商品无需登录。
        ${en('In an organisation that is registered its administrator makes accounts and new passwords. Looking up a product needs no account.')}</p>`,
  );
}

export const codePage = (view: Form): string =>
  accountPage(
    '验证码',
    html`<h1>第二步：验证码${en('Second step: code')}</h1>${notice(view.refusal)}
      ${form(
        '/sign-in/code',
        view,
        html`${field({
          name: 'code',
          zh: '验证器应用中的六位数字',
          en: 'six digits of the authenticator app',
          autocomplete: 'one-time-code',
          digits: true,
          focus: true,
          most: 7,
        })}${button('继续', 'Continue')}`,
      )}
      <details class="other"><summary>手机不在身边？使用恢复码${en('No telephone at hand? Use a recovery code')}</summary>
        ${form(
          '/sign-in/code',
          view,
          html`${field({
            name: 'recovery',
            zh: '恢复码',
            en: 'recovery code, each works once',
            most: 40,
          })}${button('继续', 'Continue')}`,
        )}</details>${leave(view)}`,
  );

const leave = ({ token }: Form): Html => html`
  <form class="row-action" method="post" action="/sign-out"><input type="hidden" name="form" value="${token}">
    <button>放弃登录${en('Leave')}</button></form>`;

export function passwordPage(view: Form & { readonly least: number; readonly login: string; readonly first: boolean }): string {
  const hint = html`至少 ${view.least} 个字符。几个互不相关的词组成的一句话最好记，不要求大小写和符号。
    ${en(`At least ${view.least} characters. A few words that have nothing to do with each other are easiest; no signs are required.`)}`;
  return accountPage(
    '修改密码',
    html`<h1>${view.first ? '设置自己的密码' : '修改密码'}${en(view.first ? 'Choose your password' : 'Change the password')}</h1>
      ${
        view.first
          ? html`<p>初始密码只用于第一次登录。${en('The first password is for the first sign-in alone.')}</p>`
          : html`<p>修改后，其他设备上的登录都会结束。${en('All other sessions end with the change.')}</p>`
      }${notice(view.refusal)}
      ${form(
        '/sign-in/password',
        view,
        html`<input type="text" name="username" value="${view.login}" autocomplete="username" hidden>
          ${!view.first && field({ name: 'current', zh: '现在的密码', en: 'current password', type: 'password', autocomplete: 'current-password', focus: true })}
          ${field({ name: 'new', zh: '新密码', en: 'new password', type: 'password', autocomplete: 'new-password', hint, focus: view.first })}
          ${field({ name: 'again', zh: '再输入一次', en: 'once more', type: 'password', autocomplete: 'new-password' })}
          ${button('保存', 'Save')}`,
      )}${view.first && leave(view)}`,
  );
}

/** `symbol`: the address of a picture. */
export function enrolPage(view: Form & { readonly symbol: string; readonly secret: string; readonly must: boolean }): string {
  return accountPage(
    '设置验证器',
    html`<h1>设置第二步验证${en('Set up the second step')}</h1>
      ${view.must && html`<p>您的岗位要求两步登录。${en('Your role requires signing in with two steps.')}</p>`}${notice(view.refusal)}
      <ol class="steps"><li><p>用手机上的验证器应用扫描。${en('Scan it with the authenticator app of your telephone.')}</p>
        <img class="symbol" src="${view.symbol}" width="220" height="220" alt="验证器二维码，内容与下面的密钥相同 QR code of the secret below">
        <p>不能扫描时输入密钥：${en('or type the secret:')}</p><p><code class="secret">${view.secret}</code></p></li>
      <li>${form(
        '/sign-in/enrol',
        view,
        html`${field({
          name: 'code',
          zh: '输入应用显示的六位数字',
          en: 'type the six digits that it shows',
          autocomplete: 'one-time-code',
          digits: true,
          most: 7,
        })}${button('确认', 'Confirm')}`,
      )}</li></ol>${view.must && leave(view)}`,
  );
}

/** Shown once. */
export const recoveryPage = (codes: readonly string[], next: string): string =>
  accountPage(
    '恢复码',
    html`<h1>保存恢复码${en('Keep the recovery codes')}</h1>
      <p class="partial">只显示这一次。手机丢失时，每个恢复码可代替验证码使用一次。请打印或抄写，与手机分开存放。
        ${en('They are shown this once. Each replaces a code one time when the telephone is lost. Print or copy them and keep them apart from it.')}</p>
      <ul class="codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
      <p class="go"><a class="button" href="${next}">已保存，继续${en('Kept; continue')}</a></p>`,
  );
