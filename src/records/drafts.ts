/** The next version of a category: drafted from additions or whole, checked with every fault, published from a day on. */
import { randomUUID } from 'node:crypto';
import { type ProfileFault, profileFaults } from '../categories/check.ts';
import { categories } from '../categories/index.ts';
import type { CategoryProfile } from '../categories/rules/definition.ts';
import { dayOf } from '../categories/rules/situation.ts';
import { problem, ZhuisuError } from '../errors.ts';
import { addDraft, type DraftRow, draftById, publishDraft, type Store } from '../store/index.ts';
import { forgetProfiles, profilesOf } from './book.ts';
import { indexValues } from './rebuild.ts';

type Loose = Readonly<Record<string, unknown>>;

/** Who does it: uuid of the account or kind of principal, and of the organisation. */
export interface Drafting {
  readonly actor: string;
  readonly organisation: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const parts = ['chains', 'products', 'stages', 'rules', 'registers', 'lists'] as const;

/** Throws not_found for what is no category. */
export function ensureCategory(id: string): void {
  if (!categories.some((each) => each.id === id))
    throw new ZhuisuError('not_found', { came: `/api/v1/categories/${id.slice(0, 60)}` });
}

/**
 * `body`: `{profile}` with all of it, or `{add}` with lists of chains, products, stages, rules, registers, lists; what has the id of
 * something that is there replaces it, and entries are added to a list that is there. Nothing is checked yet but that. Throws value_invalid.
 */
export async function draft(
  store: Store,
  category: string,
  body: Loose,
  { actor, organisation, now }: Drafting,
): Promise<DraftRow> {
  ensureCategory(category);
  const latest = (await profilesOf(store)).versionsOf(category).at(-1);
  const base = latest ?? { ...empty, category };
  const profile = body.profile === undefined ? added(base, body.add) : whole(body.profile);
  const row = {
    id: randomUUID(),
    category,
    base: latest?.version ?? '',
    profile: JSON.stringify({ ...profile, category }),
    createdAt: now,
    actor,
    organisation: organisation ?? null,
  };
  await addDraft(store.database, row);
  return { ...row, published: null };
}

const empty = { version: '', validFrom: '', chains: [], products: [], stages: [], rules: [], registers: [], lists: [] };

function whole(came: unknown): Loose {
  if (came !== null && typeof came === 'object' && !Array.isArray(came)) return came as Loose;
  throw new ZhuisuError('value_invalid', {
    path: 'profile',
    came: String(JSON.stringify(came)).slice(0, 40),
    expected: 'a JSON object',
  });
}

function added(base: Omit<CategoryProfile, 'category'>, came: unknown): Loose {
  const add = came === undefined ? {} : whole(came);
  const other = Object.keys(add).find((name) => !(parts as readonly string[]).includes(name));
  if (other !== undefined || Object.keys(add).length === 0)
    throw new ZhuisuError('value_invalid', { path: `add.${other ?? ''}`, came: other ?? 'nothing', expected: parts.join(', ') });
  const merged = parts.map((name) => {
    const more = add[name] ?? [];
    if (!Array.isArray(more))
      throw new ZhuisuError('value_invalid', {
        path: `add.${name}`,
        came: String(JSON.stringify(more)).slice(0, 40),
        expected: 'a list',
      });
    const byId = new Map<unknown, unknown>(base[name].map((each) => [each.id, each]));
    for (const each of more as { id?: unknown; entries?: unknown[] }[]) {
      const before = byId.get(each?.id) as { entries?: unknown[] } | undefined;
      const grows = name === 'lists' && before !== undefined && Array.isArray(each.entries);
      byId.set(each?.id, grows ? { ...before, ...each, entries: [...(before.entries ?? []), ...each.entries!] } : each);
    }
    return [name, [...byId.values()]];
  });
  return { ...base, ...Object.fromEntries(merged) };
}

/** Throws not_found. */
export async function draftNamed(store: Store, category: string, id: string): Promise<DraftRow> {
  const row = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? await draftById(store.database, id) : undefined;
  if (row?.category === category) return row;
  throw new ZhuisuError('not_found', { came: `/api/v1/categories/${category.slice(0, 60)}/drafts/${id.slice(0, 60)}` });
}

/** Every fault; `validFrom`: as if it began on that day. */
export async function checkDraft(store: Store, row: DraftRow, now: number, validFrom?: string): Promise<ProfileFault[]> {
  const profiles = await profilesOf(store);
  const others = profiles.on(dayOf(now * 1_000)).profiles.filter(({ category }) => category !== row.category);
  const profile = JSON.parse(row.profile) as Loose;
  // The first draft of a category has no day yet.
  const from = validFrom ?? (profile.validFrom || dayOf(now * 1_000));
  return profileFaults({ ...profile, version: 'draft', validFrom: from }, others);
}

export interface Release {
  readonly version: string;
  /** YYYY-MM-DD */
  readonly validFrom: string;
}

/** Throws draft_faulty with every fault, draft_published, definition_changed, version_taken. */
export async function publish(store: Store, row: DraftRow, { version, validFrom }: Release, drafting: Drafting): Promise<void> {
  const faults = await checkDraft(store, row, drafting.now, validFrom);
  const [first] = faults;
  if (first !== undefined) {
    const problems = faults.map((fault) => problem('draft_faulty', { ...fault }));
    throw new ZhuisuError('draft_faulty', { ...first }, { problems });
  }
  const before = (await profilesOf(store)).on(validFrom).valued;
  const profile = JSON.stringify({ ...(JSON.parse(row.profile) as Loose), version, validFrom });
  const done = await publishDraft(store.database, row, {
    version,
    validFrom,
    profile,
    publishedAt: drafting.now,
    actor: drafting.actor,
    organisation: drafting.organisation ?? null,
  });
  forgetProfiles(store);
  if (done === 'done_before') throw new ZhuisuError('draft_published', { came: row.id });
  if (done === 'version_taken') throw new ZhuisuError('version_taken', { came: version });
  if (done !== 'published') throw new ZhuisuError('definition_changed', { came: row.base || '–', expected: done.latest });
  const profiles = await profilesOf(store);
  const set = profiles.on(validFrom);
  const fresh = [...set.valued].filter(([name, fields]) => fields.some((field) => !before.get(name)?.includes(field)));
  await indexValues(
    store,
    profiles,
    set,
    fresh.map(([name]) => name),
  );
}
