/** A firm or a farmer registers themselves: one short form, and the page that tells where the review stands. Both work without a script. */
import { categories } from '../../src/categories/index.ts';
import type { Problem } from '../../src/errors.ts';
import { cut, en, foreign, type Html, html } from './html.ts';
import { page } from './layout.ts';
import { bilingual, dayIn } from './naming.ts';
import type { Words } from './words.ts';

/** Lines of the form in their order: the name of a field is its id, so that a fault in the summary leads to it. */
export const registerLines = {
  form: { zh: '您是', en: 'what you are' },
  name: { zh: '名称', en: 'name' },
  uscc: { zh: '统一社会信用代码', en: 'unified social credit code' },
  area: { zh: '所在镇、街道', en: 'town' },
  categories: { zh: '做哪类产品', en: 'kinds of product' },
  site: { zh: '第一个地块或场所', en: 'first plot or place of work' },
  password: { zh: '密码', en: 'password' },
  again: { zh: '再输入一次密码', en: 'the password once more' },
  consent: { zh: '同意', en: 'consent' },
  note: { zh: '更正了什么', en: 'what you corrected' },
} as const satisfies Readonly<Record<string, Words>>;
export type RegisterField = keyof typeof registerLines;

const forms: readonly (Words & { readonly id: string })[] = [
  { id: 'family_farm', zh: '家庭农场', en: 'family farm' },
  { id: 'cooperative', zh: '农民专业合作社', en: 'cooperative' },
  { id: 'individual_household', zh: '个体工商户', en: 'individual household' },
  { id: 'company', zh: '企业', en: 'company' },
  { id: 'natural_person', zh: '自然人农户', en: 'farmer, a natural person' },
];

export interface RegisterView {
  /** Of this form: sent twice it is the same registration. */
  readonly key: string;
  readonly login: string;
  readonly filled: Readonly<Partial<Record<RegisterField, string>>> & { readonly ticked: readonly string[] };
  readonly faults: readonly { readonly field: RegisterField; readonly problem: Problem }[];
  /** A refusal of no single line. */
  readonly refusal?: Problem | undefined;
  readonly areas: readonly { readonly of: Words; readonly list: readonly (Words & { readonly code: string })[] }[];
  readonly least: number;
  /** Login of whoever is signed in here already. */
  readonly signedIn: string | undefined;
  /** Of a registration that was refused and is sent again. */
  readonly again?: Again | undefined;
}

interface Again {
  /** Of the session. */
  readonly token: string;
  /** Of the organisation, as it was read. */
  readonly version: number;
  /** What was said with the refusal. */
  readonly reason: string;
  readonly reviewers: readonly Words[];
}

const refused = ({ titleZh, title, repairZh, repair }: Problem): Html => html`
  <p><b>${cut(titleZh, 240)}</b>${en(cut(title, 280))}</p><p>${cut(repairZh, 240)}${en(cut(repair, 300))}</p>`;

function summary({ faults, refusal, again }: RegisterView): Html | undefined {
  if (faults.length === 0) return refusal && html`<div class="refusal" role="alert">${refused(refusal)}</div>`;
  return html`<div class="refusal" role="alert"><p><b>有 ${faults.length} 处需要更正，还没有${again ? '提交' : '登记'}</b>${en(
    `${faults.length} to correct; nothing was ${again ? 'sent' : 'registered'} yet`,
  )}</p><ul class="plain">${faults.map(
    ({ field, problem }) =>
      html`<li><a href="#${field}">${registerLines[field].zh}</a>：${cut(problem.titleZh.replace(`${registerLines[field].zh}：`, ''), 200)}</li>`,
  )}</ul><p>其他内容都还在${again ? '' : '；密码请重新输入'}。${en(again ? 'The rest is kept.' : 'The rest is kept; type the password again.')}</p></div>`;
}

export function registerPage(view: RegisterView): string {
  const { filled, faults, areas, again } = view;
  const fault = (field: RegisterField): Html | undefined => {
    const found = faults.find((each) => each.field === field);
    return (
      found &&
      html`<span class="wrong" id="${field}-wrong">${cut(found.problem.titleZh, 240)}${en(cut(found.problem.title, 280))}</span>`
    );
  };
  const marks = (field: RegisterField, hint: boolean): Html => {
    const wrong = faults.some((each) => each.field === field);
    const told = [wrong && `${field}-wrong`, hint && `${field}-hint`].filter((each) => each !== false).join(' ');
    return html`${wrong && html` aria-invalid="true"`}${told !== '' && html` aria-describedby="${told}"`}`;
  };
  const label = (field: RegisterField, optional = false): Html =>
    html`<label for="${field}">${registerLines[field].zh}${optional && html` <small>可不填</small>`}${en(
      `${registerLines[field].en}${optional ? ' (optional)' : ''}`,
    )}</label>`;
  const choices = (field: 'form' | 'categories', list: readonly Html[]): Html =>
    html`<fieldset class="pair" id="${field}" tabindex="-1"${marks(field, false)}><legend>${registerLines[field].zh}${en(
      registerLines[field].en,
    )}</legend>${list}${fault(field)}</fieldset>`;
  const tick = (attributes: Html, isTicked: boolean, words: Html): Html =>
    html`<label class="tick"><input${attributes}${isTicked && html` checked`}><span>${words}</span></label>`;
  const line = (field: 'name' | 'uscc' | 'site' | 'note', attributes: Html, hint: Words): Html => html`<p class="field">
    ${label(field, field === 'site' || field === 'note')}<input id="${field}" name="${field}"${attributes} value="${filled[field] ?? ''}"${marks(field, true)}>
    <span class="quiet" id="${field}-hint">${hint.zh}${en(hint.en)}</span>${fault(field)}</p>`;
  const secret = (field: 'password' | 'again', hint?: Html): Html => html`<p class="field">
    ${label(field)}<input id="${field}" name="${field}" type="password" required maxlength="256" autocomplete="new-password"
      ${marks(field, hint !== undefined)}>
    ${hint && html`<span class="quiet" id="${field}-hint">${hint}</span>`}${fault(field)}</p>`;
  const options = areas.map(({ of, list }) => {
    const towns = list.map(
      ({ code, zh, en: english }) =>
        html`<option value="${code}"${filled.area === code && html` selected`}>${zh} ${english}</option>`,
    );
    return areas.length === 1 ? towns : html`<optgroup label="${of.zh} ${of.en}">${towns}</optgroup>`;
  });
  const account = html`<p class="field"><label for="login">登录名${en('login')}</label>
          <input id="login" name="login" readonly value="${view.login}" autocomplete="username" aria-describedby="login-hint">
          <span class="quiet" id="login-hint">系统给您的，请记下；下一页还会显示。
            ${en('Given to you: write it down. The next page shows it again.')}</span></p>
        ${secret(
          'password',
          html`至少 ${view.least} 个字，例如几个不相干的词。
            ${en(`At least ${view.least} characters: a few words that have nothing to do with each other.`)}`,
        )}
        ${secret('again')}
        <div class="consent">${tick(
          html` type="checkbox" id="consent" name="consent" value="yes" required${marks('consent', true)}`,
          filled.consent === 'yes',
          html`同意保存以上内容${en('I agree that this is stored')}`,
        )}
          <span class="quiet" id="consent-hint">只保存以上各项和登记时间，供审核和追溯用；企业名称、区划、品类进公开名单，自然人不进；开出的合格证上都有名称。
            不收电话、身份证号。密码只存不可还原的摘要；提交的网络地址记入审计日志。
            ${en(consentEn)}</span>${fault('consent')}</div>`;
  return page(
    again === undefined ? '企业、农户登记 · 追溯' : '更正登记 · 追溯',
    html`${again === undefined ? firstHead : againHead(again)}
      ${
        again === undefined &&
        view.signedIn !== undefined &&
        html`<p class="partial">您已用 ${cut(view.signedIn, 64)} 登录；提交后换成新账号。
          ${en('You are signed in; sending this signs you in as the new account.')}</p>`
      }
      ${summary(view)}
      <form class="order" method="post" action="${again === undefined ? '/register' : '/register/again'}">
        ${
          again === undefined
            ? html`<input type="hidden" name="key" value="${view.key}">`
            : html`<input type="hidden" name="form" value="${again.token}"><input type="hidden" name="version" value="${again.version}">`
        }
        ${choices(
          'form',
          forms.map(({ id, ...words }) =>
            tick(
              html` type="radio" name="${again === undefined ? 'form' : 'legal'}" value="${id}" required`,
              filled.form === id,
              bilingual(words),
            ),
          ),
        )}
        ${line('name', html` required maxlength="80" autocomplete="organization"`, {
          zh: '照执照写；没有执照的农户写平时用的名称。',
          en: 'As on the licence; without one, as you are known.',
        })}
        ${line('uscc', html` maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false"`, {
          zh: '营业执照上的 18 位。自然人、没有执照的家庭农场不填；请勿填身份证号。',
          en: '18 characters of the licence. A natural person or a farm without one leaves it empty. Never an identity number.',
        })}
        <p class="field">${label('area')}<select id="area" name="area" required autocomplete="off"${marks('area', false)}>
          <option value="">请选择 choose</option>${options}</select>${fault('area')}</p>
        ${choices(
          'categories',
          categories.map(({ id, zh, en: english, closed }) =>
            tick(
              html` type="checkbox" name="categories" value="${id}"`,
              filled.ticked.includes(id),
              html`${zh}${en(english)}${closed && html`<small>由专门部门审核，先核对许可${en('licences are checked first')}</small>`}`,
            ),
          ),
        )}
        <p class="quiet">药品、农药、特种设备等法定许可的品类，审核时核对许可证。
          ${en('Where the law asks for a licence, the review checks it.')}</p>
        ${line('site', html` maxlength="80" autocomplete="off"`, {
          zh: '如“村东果园”。记录采收、生产时选它。',
          en: 'Such as “east orchard”; records name it.',
        })}
        ${
          again === undefined
            ? account
            : line('note', html` maxlength="200" autocomplete="off"`, {
                zh: '审核人先看这一行，例如“地址改为湖滨村，照片已交农业局”。',
                en: 'Read first by the reviewer, such as “the town is right now”.',
              })
        }
        <button>${again === undefined ? html`提交登记${en('Register')}` : html`重新提交${en('Send again')}`}</button>
      </form>`,
    'form',
  );
}

const firstHead = html`<h1>企业、农户登记${en('register a firm or a farm')}</h1>
      <p class="lead">一页填完，马上有账号；审核通过后就能记录和开合格证。已有账号请<a href="/sign-in">登录</a>。
        ${en('One page, and you have an account. Once approved you record and print certificates.')}</p>`;

const againHead = ({
  reason,
  reviewers,
}: Again): Html => html`<p class="back"><a href="/register/status">← 审核进度${en('where it stands')}</a></p>
      <h1>更正登记，重新提交${en('correct it and send it again')}</h1>
      <div class="refusal"><p><b>上次未通过的意见${en('why it was refused')}</b></p><p>${foreign(reason, 500)}</p></div>
      <p class="lead">上次填的都在下面：改好不对的，再提交；由<b>${reviewers.map(({ zh }) => zh).join('、')}</b>再审。账号和密码不变。
        ${en('What you gave is filled in. Correct what is wrong; your account stays as it is.')}</p>`;

const consentEn =
  'What stands above and the time, for review and tracing. Firms are listed in public by name, area and kinds, natural persons are not; ' +
  'certificates bear the name of who issues them. ' +
  'No telephone or identity number; of the password a digest alone. The network address of the sender goes into the audit log.';

export interface RegisterStatusView {
  readonly name: string;
  readonly login: string;
  readonly status: string;
  readonly statusName: Words;
  /** Milliseconds since 1970. */
  readonly registeredAt: number;
  readonly reviewers: readonly Words[];
  /** What was said with the decision. */
  readonly reason: string;
  readonly categories: readonly string[];
  /** It was refused, and whoever looks may correct it and send it again. */
  readonly mayCorrect: boolean;
  /** Which submission it is. */
  readonly count: number;
}

export function registerStatusPage(view: RegisterStatusView): string {
  const { status, statusName, reviewers, reason } = view;
  const who = html`<b>${reviewers.map(({ zh }) => zh).join('、')}</b>`;
  const whoEn = reviewers.map((each) => each.en).join(', ');
  const told: Readonly<Record<string, Html>> = {
    registered: html`<div class="partial" role="status"><p>${view.count > 1 ? `第 ${view.count} 次提交已收到` : '登记已收到'}，由${who}审核。审核通过前不能记录、不能开合格证。</p>
      ${en(`Received; reviewed by: ${whoEn}. Until it is approved nothing can be recorded or printed.`)}</div>`,
    refused: html`<div class="refusal" role="status"><p><b>审核未通过</b></p><p>审核意见：${foreign(reason, 500)}</p>
      <p>有疑问请联系${who}；审核单位也可以重新受理。${en(`Refused. Questions: ${whoEn}. They can take it up again, too.`)}</p></div>`,
    active: html`<div class="done" role="status"><p><b>审核已通过，可以开始了。</b>${en('Approved: you can begin.')}</p></div>`,
  };
  const isOpen = status === 'active' || status === 'suspended';
  return page(
    `${statusName.zh} · 登记 · 追溯`,
    html`<h1>${foreign(view.name, 80)} <span class="tag ${status}">${statusName.zh}${en(statusName.en)}</span></h1>
      ${told[status] ?? html`<div class="partial" role="status"><p>登记状态：<b>${statusName.zh}</b>${en(statusName.en)}</p></div>`}
      ${
        view.mayCorrect &&
        html`<p class="go"><a class="button" href="/register/again">更正后重新提交${en('correct it and send it again')}</a></p>`
      }
      ${
        isOpen &&
        html`<p class="go"><a class="button" href="/workbench/record/produce/harvest">记采收${en('record a harvest')}</a>
        <a class="button" href="/workbench/certificate">开合格证${en('certificate')}</a> <a href="/workbench">企业工作台${en('workbench')}</a></p>`
      }
      <section><h2>您的账号${en('your account')}</h2><p>登录名${en('login')} <code class="secret">${view.login}</code></p>
        <p class="quiet">请记下登录名和密码；以后从<a href="/sign-in">登录页</a>进来。登记时间 <time>${dayIn(new Date(view.registeredAt).toISOString())}</time>。
          ${en('Keep login and password; you come back by the sign-in page.')}</p></section>
      ${
        status === 'registered' &&
        html`<section><h2>等待时可以准备${en('what you can prepare meanwhile')}</h2><ul class="plain">
        ${categories
          .filter(({ id }) => view.categories.includes(id))
          .map(
            ({ id, zh, en: english }) =>
              html`<li><a href="/docs/${id}">${zh}要记录什么${en(`what is recorded of ${english.toLowerCase()}`)}</a></li>`,
          )}
        <li>备好执照、许可证，审核单位可能要核对。${en('Have your licences at hand: they may be checked.')}</li>
        <li>想好批次怎么编，例如“苹果 11-28”。${en('Decide how you number your lots.')}</li>
        <li>本页随时可看审核结果；刷新即可。${en('This page tells the outcome; load it again.')}</li></ul></section>`
      }`,
    'form',
  );
}
