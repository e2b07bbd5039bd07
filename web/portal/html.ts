/**
 * The template of the public pages. Whatever is interpolated is text and is escaped; only what `html` itself made stands as it is.
 * Parts are literals of this folder, so that no page can forget to escape.
 */
export class Html {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }

  static of(parts: readonly string[], values: readonly Interpolated[]): Html {
    return new Html(parts.reduce((before, part, i) => before + rendered(values[i - 1]) + part));
  }
}

export type Interpolated = Html | string | number | undefined | null | false | readonly Interpolated[];

/** Line breaks and indentation of the source are not part of the page. */
export const html = (parts: TemplateStringsArray, ...values: Interpolated[]): Html => Html.of(joinedLines(parts), values);

const joined = new WeakMap<TemplateStringsArray, readonly string[]>();

function joinedLines(parts: TemplateStringsArray): readonly string[] {
  let lines = joined.get(parts);
  if (lines === undefined) {
    lines = parts.map((part) => part.replace(/\n\s*/g, ''));
    joined.set(parts, lines);
  }
  return lines;
}

export const nothing = html``;

function rendered(value: Interpolated): string {
  if (value === undefined || value === null || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'object') return value.map(rendered).join('');
  return escaped(String(value));
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => neutral(text).replace(/[&<>"']/g, (sign) => entities[sign]!);

/**
 * Drops what is invisible and can make a text read as another: controls, direction marks and overrides, zero-width signs, line
 * separators, tag characters; mends lone surrogates.
 */
export function neutral(text: string): string {
  return text
    .toWellFormed()
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu,
      '',
    );
}

/** At most `most` characters, an ellipsis for the rest. */
export function cut(text: string, most = 80): string {
  // A stranger may send megabytes: look only at what can be shown.
  const signs = [...neutral(text.slice(0, most * 4))];
  return signs.length > most || text.length > most * 4 ? `${signs.slice(0, most).join('')}…` : signs.join('');
}

/** Text that somebody else wrote: cut, and kept from turning the direction of what surrounds it. */
export const foreign = (text: string, most = 80): Html => html`<bdi>${cut(text, most)}</bdi>`;

/** English beside Chinese: a space, then smaller and quieter. */
export const en = (text: Interpolated): Html => html` <span lang="en">${text}</span>`;

const encoder = new TextEncoder();
export const bytesOf = (page: Html | string): number => encoder.encode(String(page)).length;
