/** Reads that a joint group opened are told to whose events they are: the first of a day, for each account. */
import type { FastifyRequest } from 'fastify';
import type { GroupGround } from '../../access/index.ts';
import { addDailyLooks, type LookRow, type Store, withoutPart } from '../../store/index.ts';
import type { SeenEvent } from './deciding.ts';

/** So many are remembered as told today, so that a reader costs nothing after the first page. */
const mostRemembered = 20_000;

export class GroupLooks {
  readonly #store: Store;
  readonly #now: () => number;
  #day = '';
  #told = new Set<string>();

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Events in which the asker has a part are seen without any group, and are no look. */
  async note(request: FastifyRequest, seen: readonly SeenEvent[], groups: readonly GroupGround[]): Promise<void> {
    const { organisation, account = null } = request.principal;
    if (groups.length === 0 || organisation === undefined) return;
    const day = new Date(this.#now() + 8 * 3_600_000).toISOString().slice(0, 10);
    if (day !== this.#day || this.#told.size > mostRemembered) this.#told = new Set();
    this.#day = day;
    const groupOf = new Map(groups.flatMap(({ id, peers }) => peers.map((peer) => [peer, id] as const)));
    const key = (owner: string): string => `${owner} ${organisation.id} ${account} ${groupOf.get(owner)}`;
    const open = seen.flatMap(({ owner, seq, fields }) =>
      owner && seq !== undefined && groupOf.has(owner) && !this.#told.has(key(owner)) ? [{ owner, seq, fields }] : [],
    );
    if (open.length === 0) return;
    const stranger = await withoutPart(
      this.#store.database,
      organisation.id,
      open.map(({ seq }) => seq),
    );
    const looks = [
      ...Map.groupBy(
        open.filter(({ seq }) => stranger.has(seq)),
        ({ owner }) => owner,
      ),
    ].map(
      ([owner, events]): Omit<LookRow, 'id'> => ({
        owner,
        at: this.#now(),
        organisation: organisation.id,
        account,
        ground: 'group',
        groundId: groupOf.get(owner)!,
        reason: '追溯联合体成员查询，当日首次 read as a member of a joint group, the first of the day',
        asked: `${request.method} ${request.url}`.slice(0, 500),
        events: events.length,
        fields: [...new Set(events.map(({ fields }) => fields))].sort().join(' '),
        shownAt: this.#now(),
      }),
    );
    await addDailyLooks(this.#store.database, looks, day);
    for (const { owner } of looks) this.#told.add(key(owner));
  }
}
