/** Report a problem in a minute, and follow it to its end by the number. Every form works without a script. */
import { categories } from '../../src/categories/index.ts';
import type { ComplaintStatus } from '../../src/contract/index.ts';
import type { Problem } from '../../src/errors.ts';
import { cut, en, foreign, type Html, html } from './html.ts';
import { page } from './layout.ts';
import { bilingual, dayIn, definitions } from './naming.ts';
import type { Words } from './words.ts';

type Choices = Readonly<Record<string, Words>>;

export interface ReportView {
  readonly kinds: Choices;
  readonly subjects: Choices;
  /** What was filled in before it was refused, or what the address brought along. */
  readonly filled: Readonly<Partial<Record<string, string>>>;
  /** The category that is recorded of the code: nobody needs to choose. */
  readonly category?: string | undefined;
  readonly refusal?: Problem | undefined;
  readonly mostTold: number;
  readonly mostPhotos: number;
}

const radios = (name: string, choices: Choices, chosen: string | undefined): Html[] =>
  Object.entries(choices).map(
    ([value, words]) =>
      html`<label class="tick"><input type="radio" name="${name}" value="${value}" required${
        chosen === value && html` checked`
      }><span>${bilingual(words)}</span></label>`,
  );

export const refusalBlock = (refusal: Problem | undefined): Html | undefined =>
  refusal &&
  html`<div class="refusal" role="alert"><p><b>${cut(refusal.titleZh, 200)}</b>${en(cut(refusal.title, 240))}</p>
    <p>${cut(refusal.repairZh, 240)}${en(cut(refusal.repair, 300))}</p></div>`;

/** The sentences of the catalogue name members of the interface; whoever fills in a form knows the lines of the form. */
const lines: Readonly<Record<string, Words>> = {
  told: { zh: '“发生了什么”', en: '“what happened”' },
  contact: { zh: '“回访电话”', en: '“telephone number”' },
  code: { zh: '“包装上的编码”', en: '“code on the package”' },
  place: { zh: '“在哪里买到或看到”', en: '“where you bought or saw it”' },
  subject: { zh: '“哪里不对”', en: '“what is wrong”' },
  kind: { zh: '“您的情况”', en: '“which is it”' },
  area: { zh: '“地区”', en: '“area”' },
  category: { zh: '“哪一类产品”', en: '“what kind of product”' },
};
const inLines = (refusal: Problem): Problem => {
  const said = (text: string, language: 'zh' | 'en'): string =>
    text.replace(/(?<![\w“/-])(told|contact|subject|place)(?![\w”/-]) ?/g, (_, name: string) => lines[name]![language]);
  return {
    ...refusal,
    titleZh: said(refusal.titleZh, 'zh'),
    repairZh: said(refusal.repairZh, 'zh'),
    // In English these are words as well: only where one stands for a line of the form.
    title:
      refusal.path === undefined
        ? refusal.title
        : refusal.title.replace(String(refusal.path), lines[String(refusal.path)]?.en ?? String(refusal.path)),
  };
};

export function reportPage({ kinds, subjects, filled, category, refusal, mostTold, mostPhotos }: ReportView): string {
  const known = categories.find(({ id }) => id === category);
  return page(
    '投诉举报 · 追溯',
    html`<h1>报告一个问题${en('report a problem')}</h1>
      <p class="lead">不用登录，一分钟填完；提交后得到编号，凭编号可查到办结为止。
        ${en('No sign-in, one minute. You get a number and can follow it to the end.')}</p>
      ${refusalBlock(refusal && inLines(refusal))}
      <form class="order" method="post" action="/report" enctype="multipart/form-data">
        <fieldset class="one"><legend>哪里不对？${en('What is wrong?')}</legend>${radios('subject', subjects, filled.subject)}</fieldset>
        <p class="field"><label for="told">发生了什么 <small>必填</small>${en('what happened (required)')}</label>
          <textarea id="told" name="told" rows="4" required minlength="5" maxlength="${mostTold}" aria-describedby="told-hint">${filled.told ?? ''}</textarea>
          <span class="quiet" id="told-hint">请不要写姓名、电话、身份证号。${en('No names, telephone or identity numbers, please.')}</span></p>
        <p class="field"><label for="photo">照片（最多 ${mostPhotos} 张，可不传）${en(`pictures, up to ${mostPhotos}, optional`)}</label>
          <input id="photo" name="photo" type="file" accept="image/jpeg,image/png" multiple aria-describedby="photo-hint">
          <span class="quiet" id="photo-hint">照片里的拍摄地点、时间、设备会在保存前删除。
            ${en('Place, time and device that the camera wrote into it are removed before it is kept.')}</span></p>
        <p class="field"><label for="code">包装上的编码${en('code on the package')}</label>
          <input id="code" name="code" maxlength="2000" autocomplete="off" autocapitalize="off" spellcheck="false" value="${filled.code ?? ''}"></p>
        ${
          known === undefined
            ? html`<p class="field"><label for="category">哪一类产品${en('what kind of product')}</label>
          <select id="category" name="category"><option value="">不清楚 not sure</option>${categories.map(
            ({ id, zh, en: english }) =>
              html`<option value="${id}"${filled.category === id && html` selected`}>${zh} ${english}</option>`,
          )}</select></p>`
            : html`<p class="quiet">产品类别：${bilingual(known)}</p>`
        }
        <p class="field"><label for="place">在哪里买到或看到${en('where you bought or saw it')}</label>
          <input id="place" name="place" maxlength="200" autocomplete="off" value="${filled.place ?? ''}"></p>
        <p class="field"><label for="contact">回访电话（可不填）${en('telephone number to call you back, optional')}</label>
          <input id="contact" name="contact" type="tel" inputmode="tel" maxlength="30" autocomplete="tel"
            aria-describedby="contact-hint" value="${filled.contact ?? ''}">
          <span class="quiet" id="contact-hint">加密保存，只有办理单位说明理由后才能查看，不会告诉被举报者。
            ${en('Sealed; only the body that deals with it sees it, for a reason; never the one you report.')}</span></p>
        <fieldset class="one"><legend>您的情况${en('Which is it?')}</legend>${radios('kind', kinds, filled.kind ?? 'complaint')}</fieldset>
        <button>提交${en('send')}</button>
      </form>
      <section><h2>已经有编号${en('you have a number')}</h2>${followForm('')}</section>
      <section><p class="quiet">紧急危险请拨 110、119；消费者投诉举报热线 12315。
        ${en('In danger call 110 or 119; the consumer line of China is 12315.')}</p></section>`,
    'form',
  );
}

export const followForm = (value: string): Html => html`
  <form class="search" action="/report" method="get">
    <label for="number">投诉举报编号${en('number of the complaint')}</label>
    <div><input id="number" name="number" required maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false" value="${value}">
    <button>查询进展${en('follow it')}</button></div>
  </form>`;

export interface FollowView {
  readonly status: ComplaintStatus;
  /** It was sent a moment ago: the number is all there is to keep. */
  readonly fresh: boolean;
  /** Pictures that were sent along and not taken, with the reason. */
  readonly refusal?: Problem | undefined;
  readonly mostPhotos: number;
}

/** Below what was refused: another picture, without telling all of it again. */
const anotherPhoto = (number: string, rest: number): Html => html`
  <form class="order" method="post" action="/report/${encodeURIComponent(number.toWellFormed())}/photos" enctype="multipart/form-data">
    <p class="field"><label for="photo">另选照片（还可加 ${rest} 张）${en(`another picture, up to ${rest}`)}</label>
      <input id="photo" name="photo" type="file" accept="image/jpeg,image/png" multiple required></p>
    <button>补交照片${en('send it')}</button>
  </form>`;

export function followPage({ status, fresh, refusal, mostPhotos }: FollowView): string {
  const { number, state, stateName, ended, course, clocks, responsible } = status;
  const rows: [Words, Html][] = [
    [{ zh: '编号', en: 'number' }, html`<code class="secret">${number}</code>`],
    [{ zh: '类型', en: 'kind' }, bilingual(status.kindName)],
    [{ zh: '问题', en: 'what is wrong' }, bilingual(status.subjectName)],
    [{ zh: '提交日期', en: 'sent on' }, html`<time>${dayIn(status.madeAt)}</time>`],
    [{ zh: '办理单位', en: 'who deals with it' }, bilingual(responsible)],
  ];
  if (!ended)
    rows.push([
      { zh: state === 'received' ? '最迟受理' : '最迟答复', en: 'at the latest by' },
      html`<time>${dayIn(status.due)}</time>`,
    ]);
  if (status.code !== '')
    rows.push([
      { zh: '编码', en: 'code' },
      html`<a href="/t/${encodeURIComponent(status.code.toWellFormed())}"><code>${foreign(status.code, 60)}</code></a>`,
    ]);
  rows.push([
    { zh: '照片', en: 'pictures' },
    status.photos === 0 ? html`没有${en('none')}` : html`<data>${status.photos}</data> 张`,
  ]);
  return page(
    `${stateName.zh} · 投诉举报 · 追溯`,
    html`${
      fresh &&
      html`<div class="done" role="status"><p><b>已提交。请记下编号，或收藏本页。</b>
        ${en('Sent. Keep the number, or a bookmark of this page: it is the only key.')}</p></div>`
    }${refusalBlock(refusal)}${
      refusal !== undefined && !ended && status.photos < mostPhotos && anotherPhoto(number, mostPhotos - status.photos)
    }
      <h1>${stateName.zh}${en(stateName.en)}</h1>
      <section>${definitions(rows)}</section>
      <section><h2>经过${en('its course')}</h2><ol class="course">
        <li><time>${dayIn(status.madeAt)}</time><b>收到</b>${en('received')}</li>
        ${course.map(
          ({ at, name, told, by, due }) =>
            html`<li><time>${dayIn(at)}</time><b>${name.zh}</b>${en(name.en)}${
              by !== null && html`<p class="quiet">${bilingual(by)}</p>`
            }${told !== '' && html`<p>${foreign(told, 1_000)}</p>`}${
              due !== undefined && !ended && html`<p class="quiet">期限至 <time>${dayIn(due)}</time>${en('time limit')}</p>`
            }</li>`,
        )}
        ${!ended && html`<li class="open">${state === 'received' ? html`等待受理决定${en('to be decided on')}` : html`办理中${en('being dealt with')}`}</li>`}
      </ol></section>
      <section><h2>办理时限${en('time limits')}</h2><table class="list"><thead><tr><th scope="col">步骤${en('step')}</th>
        <th scope="col">期限${en('limit')}</th><th scope="col">依据${en('basis')}</th></tr></thead><tbody>${clocks.map(
          (clock) => html`<tr><th scope="row">${clock.zh}${en(clock.en)}</th>
          <td data-of="期限">${clock.days} ${clock.unit === 'working' ? '个工作日' : '日'}，${clock.counts.zh}
            ${en(`${clock.days} ${clock.unit} days ${clock.counts.en}`)}</td>
          <td data-of="依据">${cut(clock.basis.text, 120)} ${clock.basis.verified ? '' : html`<span class="tag">未核对原文${en('not verified')}</span>`}</td></tr>`,
        )}</tbody></table></section>
      <section><p class="quiet">本页不显示您写的内容和电话；知道编号的人只能看到以上信息。
        ${en('What you wrote and your number are not shown here; whoever knows the number sees no more than this.')}</p></section>`,
    'form',
  );
}
