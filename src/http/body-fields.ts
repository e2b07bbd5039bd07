/** Members of a JSON body, read one by one: what is not asked for is refused, so that nobody sets what is not theirs to set. */
import { ZhuisuError } from '../errors.ts';

export class Body {
  readonly #body: Readonly<Record<string, unknown>>;

  /** Throws value_invalid for a member that is not among `names`. */
  constructor(body: Readonly<Record<string, unknown>>, names: readonly string[]) {
    this.#body = body;
    const other = Object.keys(body).find((name) => !names.includes(name));
    if (other !== undefined)
      throw new ZhuisuError('value_invalid', { path: other.slice(0, 60), came: 'it', expected: `only ${names.join(', ')}` });
  }

  has(name: string): boolean {
    return this.#body[name] !== undefined && this.#body[name] !== null;
  }

  /** One line of `least` to `most` characters. */
  text(name: string, least: number, most: number): string {
    const came = this.#body[name];
    if (typeof came === 'string' && !/[\u0000-\u001f\u007f]/.test(came)) {
      const text = came.trim();
      if (text.length >= least && text.length <= most) return text;
    }
    throw this.#invalid(name, `one line of ${least} to ${most} characters`);
  }

  oneOf<Word extends string>(name: string, words: readonly Word[]): Word {
    const found = words.find((word) => word === this.#body[name]);
    if (found !== undefined) return found;
    throw this.#invalid(name, words.length === 0 ? 'nothing: none is yours' : `one of ${words.join(', ')}`);
  }

  whole(name: string, least: number, most: number): number {
    const came = this.#body[name];
    if (typeof came === 'number' && Number.isInteger(came) && came >= least && came <= most) return came;
    throw this.#invalid(name, `a whole number from ${least} to ${most}`);
  }

  texts(name: string, most: number, length: number): string[] {
    const came = this.#body[name];
    const fits = (each: unknown): each is string => typeof each === 'string' && each.trim() !== '' && each.length <= length;
    if (Array.isArray(came) && came.length >= 1 && came.length <= most && came.every(fits)) return came;
    throw this.#invalid(name, `a list of 1 to ${most} texts`);
  }

  uuid(name: string): string {
    const came = this.#body[name];
    if (typeof came === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(came)) return came;
    throw this.#invalid(name, 'a uuid');
  }

  #invalid(path: string, expected: string): ZhuisuError {
    const came = JSON.stringify(this.#body[path])?.slice(0, 60) ?? 'nothing';
    return new ZhuisuError('value_invalid', { path, came, expected });
  }
}
