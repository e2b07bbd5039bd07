/**
 * What `project` does to an event, done to its text: members that are hidden are left out, everything else is copied as it stands. Taking
 * the text apart and writing it anew costs four times as much. The text is JSON as `JSON.stringify` writes it, which the log keeps.
 */
import { extensible, isExtension, isHiddenName, isHiddenValue } from './hidden.ts';

/** Letters of the text of a value that is hidden by its form, at most: it has digits and no escapes. */
const longestHidden = 20;

/** The text of the event with its business data. */
export const businessText = (doc: string): string => new Reading(doc).event();

class Reading {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  event(): string {
    return this.#object((name) => {
      if (isExtension(name)) return this.#extension(name);
      if (extensible.has(name)) return this.#within();
      const start = this.#at;
      this.#skip();
      return this.#text.slice(start, this.#at);
    });
  }

  /** A member of an extension, or below one; undefined when it is hidden. */
  #extension(name: string): string | undefined {
    if (!isHiddenName(name)) return this.#inside();
    this.#skip();
    return undefined;
  }

  /** A value below a member of the standard: extensions are told by their prefix. */
  #within(): string {
    const first = this.#text[this.#at];
    if (first === '{') return this.#object((name) => (isExtension(name) ? this.#extension(name) : this.#within()));
    if (first === '[') return this.#array(() => this.#within());
    const start = this.#at;
    this.#skip();
    return this.#text.slice(start, this.#at);
  }

  /** A value of an extension; undefined when it is hidden. */
  #inside(): string | undefined {
    const first = this.#text[this.#at];
    if (first === '{') return this.#object((name) => this.#extension(name));
    if (first === '[') return this.#array(() => this.#inside());
    const start = this.#at;
    this.#skip();
    const text = this.#text.slice(start, this.#at);
    if (text.length > longestHidden) return text;
    return isHiddenValue(first === '"' ? text.slice(1, -1) : Number(text)) ? undefined : text;
  }

  #object(member: (name: string) => string | undefined): string {
    let out = '{';
    this.#at++;
    while (this.#text[this.#at] !== '}') {
      if (this.#text[this.#at] === ',') this.#at++;
      const start = this.#at;
      this.#string();
      const name = this.#text.slice(start, this.#at);
      this.#at++;
      const value = member(name.includes('\\') ? (JSON.parse(name) as string) : name.slice(1, -1));
      if (value !== undefined) out += out === '{' ? `${name}:${value}` : `,${name}:${value}`;
    }
    this.#at++;
    return `${out}}`;
  }

  #array(element: () => string | undefined): string {
    let out = '[';
    this.#at++;
    while (this.#text[this.#at] !== ']') {
      if (this.#text[this.#at] === ',') this.#at++;
      const value = element();
      if (value !== undefined) out += out === '[' ? value : `,${value}`;
    }
    this.#at++;
    return `${out}]`;
  }

  #string(): void {
    let end = this.#text.indexOf('"', this.#at + 1);
    // A quotation mark behind an odd number of backslashes is a letter of the string.
    for (; this.#text[end - 1] === '\\'; end = this.#text.indexOf('"', end + 1)) {
      let before = end - 1;
      while (this.#text[before - 1] === '\\') before--;
      if ((end - before) % 2 === 0) break;
    }
    if (end < 0) throw new SyntaxError('the text of an event ends within a string');
    this.#at = end + 1;
  }

  #skip(): void {
    let depth = 0;
    do {
      const letter = this.#text[this.#at];
      if (letter === '"') this.#string();
      else {
        if (letter === '{' || letter === '[') depth++;
        else if (letter === '}' || letter === ']') depth--;
        else if (letter === undefined) throw new SyntaxError('the text of an event ends within a value');
        this.#at++;
        // A number or a word ends where what holds it goes on.
        if (depth === 0 && letter !== '}' && letter !== ']') {
          while (!',}]'.includes(this.#text[this.#at] ?? ',')) this.#at++;
        }
      }
    } while (depth > 0);
  }
}
