/**
 * Pages already made, the least recently asked for forgotten first. A page holds while its version does: whoever asks for the same page
 * meanwhile, even while it is being made, gets the same one.
 */
export class KeptPages<Page> {
  readonly #pages = new Map<string, { readonly version: string; readonly page: Promise<Page> }>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string, version: string, make: () => Promise<Page>): Promise<Page> {
    const kept = this.#pages.get(key);
    this.#pages.delete(key);
    const current = kept?.version === version ? kept : { version, page: make() };
    this.#pages.set(key, current);
    if (current !== kept) current.page.catch(() => this.#pages.get(key) === current && this.#pages.delete(key));
    if (this.#pages.size > this.#limit) this.#pages.delete(this.#pages.keys().next().value as string);
    return current.page;
  }
}
