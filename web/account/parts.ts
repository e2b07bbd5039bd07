/** Fields and notices of the pages on which people sign in. Every form works without a script. */
import type { Problem } from '../../src/errors.ts';
import { cut, en, type Html, html, type Interpolated } from '../portal/html.ts';
import { page } from '../portal/layout.ts';
import { accountSheet } from './style.ts';

export interface Form {
  /** Token against forms of other sites; undefined before anybody is known. */
  readonly token?: string | undefined;
  /** Where to go afterwards. */
  readonly next?: string | undefined;
  readonly refusal?: Problem | undefined;
}

export const accountPage = (title: string, main: Interpolated): string => page(`${title} · 追溯`, main, 'account', accountSheet);

/** The same with room for lists of others than oneself. */
export const deskPage = (title: string, main: Interpolated): string =>
  page(`${title} · 追溯`, main, 'account wide', accountSheet);

export interface Tab {
  readonly href: string;
  readonly zh: string;
  readonly en: string;
}

export const tabs = (list: readonly Tab[], current: string): Html => html`
  <nav class="tabs" aria-label="本页栏目 sections"><ul>${list.map(
    ({ href, zh, en: english }) =>
      html`<li><a href="${href}"${href === current && html` aria-current="page"`}>${zh}${en(english)}</a></li>`,
  )}</ul></nav>`;

export const notice = (refusal: Problem | undefined): Html | undefined =>
  refusal &&
  html`<div class="refusal" role="alert"><p><b>${cut(refusal.titleZh, 200)}</b>${en(cut(refusal.title, 240))}</p>
    <p>${cut(refusal.repairZh, 240)}${en(cut(refusal.repair, 300))}</p></div>`;

/** A form that is sent to `action`; what it holds besides its fields is hidden. */
export const form = (action: string, { token, next }: Form, fields: Interpolated, className = 'order'): Html => html`
  <form class="${className}" method="post" action="${action}">
    ${token !== undefined && html`<input type="hidden" name="form" value="${token}">`}
    ${next !== undefined && html`<input type="hidden" name="next" value="${next}">`}${fields}</form>`;

interface Field {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly type?: 'text' | 'password' | 'number' | 'date';
  readonly autocomplete?: string;
  readonly value?: string | undefined;
  readonly hint?: Html;
  readonly focus?: boolean;
  readonly most?: number;
  /** Digits of a code. */
  readonly digits?: boolean;
  /** May stay empty. */
  readonly optional?: boolean;
}

export const field = ({
  name,
  zh,
  en: english,
  type = 'text',
  autocomplete = 'off',
  value,
  hint,
  focus,
  most = 256,
  digits,
  optional,
}: Field): Html => html`
  <label class="field" for="${name}"><span>${zh}${en(english)}</span>
    <input id="${name}" name="${name}" type="${type}"${!optional && html` required`} maxlength="${most}" autocomplete="${autocomplete}" autocapitalize="off"
      spellcheck="false"${hint && html` aria-describedby="${name}-hint"`}${value !== undefined && html` value="${value}"`}${
        digits && html` inputmode="numeric" pattern="[0-9 ]{6,7}"`
      }${focus && html` autofocus`}></label>${hint && html`<p class="quiet hint" id="${name}-hint">${hint}</p>`}`;

export interface Choice {
  readonly value: string;
  readonly zh: string;
  readonly en?: string;
}

/** `none`: what stands for no choice; without it one must be made. */
export const choice = (
  name: string,
  zh: string,
  english: string,
  list: readonly Choice[],
  value = '',
  none?: string,
): Html => html`
  <label class="field" for="${name}"><span>${zh}${en(english)}</span>
    <select id="${name}" name="${name}"${none === undefined && html` required`}>
      <option value="">${none ?? '请选择 choose'}</option>
      ${list.map(
        (each) =>
          html`<option value="${each.value}"${each.value === value && html` selected`}>${each.zh}${each.en !== undefined && ` ${each.en}`}</option>`,
      )}</select></label>`;

/** Boxes of which any may be ticked. */
export const ticks = (name: string, legend: Interpolated, list: readonly Choice[], ticked: readonly string[] = []): Html => html`
  <fieldset><legend>${legend}</legend>${list.map(
    (each) =>
      html`<label class="tick"><input type="checkbox" name="${name}" value="${each.value}"${
        ticked.includes(each.value) && html` checked`
      }><span>${each.zh}${each.en !== undefined && en(each.en)}</span></label>`,
  )}</fieldset>`;

/** What was done, after coming back from doing it. */
export const done = (text: Interpolated): Html | undefined =>
  text === undefined || text === false ? undefined : html`<p class="done" role="status">${text}</p>`;

export const button = (zh: string, english: string): Html => html`<button>${zh}${en(english)}</button>`;

/** A button that stands in a row and asks for nothing else. */
export const small = (
  action: string,
  { token }: Form,
  fields: Readonly<Record<string, string>>,
  zh: string,
  english: string,
): Html => html`
  <form class="row-action" method="post" action="${action}"><input type="hidden" name="form" value="${token}">
    ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
    <button>${zh}${en(english)}</button></form>`;
