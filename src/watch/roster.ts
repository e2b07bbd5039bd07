/** The register of organisations in memory, read again when it has changed. */
import { forgetParties, isTakenOver, placeRows, rosterRows, type Store, type Takeover, takeovers } from '../store/index.ts';
import type { Firm, Position, Roster } from './definition.ts';

export class StoredRoster implements Roster {
  readonly #store: Pick<Store, 'database'>;
  #version = '';
  #firms: ReadonlyMap<string, Firm> = new Map();
  #places: ReadonlyMap<string, Position> = new Map();
  #takeovers: readonly Takeover[] = [];

  constructor(store: Pick<Store, 'database'>) {
    this.#store = store;
  }

  /** `version`: that of the register now. */
  async refresh(version: string): Promise<void> {
    if (version === this.#version) return;
    // Whose a party is may have changed with it: what the next events name is looked up anew, and not up to a second later.
    forgetParties(this.#store.database);
    this.#firms = new Map((await rosterRows(this.#store.database)).map((row) => [row.id, row]));
    this.#places = new Map((await placeRows(this.#store.database)).map(({ uri, ...position }) => [uri, position]));
    this.#takeovers = await takeovers(this.#store.database);
    this.#version = version;
  }

  firms(): Iterable<Firm> {
    return this.#firms.values();
  }

  firm(id: string): Firm | undefined {
    return this.#firms.get(id);
  }

  takenOver(owner: string, at: number, recorded: number): boolean {
    return isTakenOver(this.#takeovers, { owner, at, recorded });
  }

  positionOf(place: string): Position | undefined {
    return this.#places.get(place);
  }
}
