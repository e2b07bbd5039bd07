/** The register of organisations in memory, read again when it has changed. */
import { rosterRows, type Store } from '../store/index.ts';
import type { Firm, Roster } from './definition.ts';

export class StoredRoster implements Roster {
  readonly #store: Pick<Store, 'database'>;
  #version = '';
  #firms: ReadonlyMap<string, Firm> = new Map();

  constructor(store: Pick<Store, 'database'>) {
    this.#store = store;
  }

  /** `version`: that of the register now. */
  async refresh(version: string): Promise<void> {
    if (version === this.#version) return;
    this.#firms = new Map((await rosterRows(this.#store.database)).map((row) => [row.id, row]));
    this.#version = version;
  }

  firms(): Iterable<Firm> {
    return this.#firms.values();
  }

  firm(id: string): Firm | undefined {
    return this.#firms.get(id);
  }
}
