/** What the routes ask of `src/access` for a request: may it, what does it see, on which ground; and the note of every look. */
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import {
  type Action,
  type CaseGround,
  type ConsentGround,
  caseInForce,
  dayMillis,
  type GroupGround,
  permit,
  routeRow,
  rules,
  settings,
  sightOf,
  type Why,
} from '../../access/index.ts';
import { type AuditKind, audit } from '../../audit/index.ts';
import { ZhuisuError } from '../../errors.ts';
import {
  type ActedThrough,
  addLooks,
  type CaseRow,
  type ConsentRow,
  caseById,
  type FieldSet,
  type LookRow,
  membersOf,
  type Sight,
  type Store,
  sharingWith,
} from '../../store/index.ts';
import { refreshChain } from './case-chain.ts';
import { GroupLooks } from './group-looks.ts';

/** An event that an answer holds: whose it is, and which fields of it. */
export interface SeenEvent {
  readonly owner: string | null | undefined;
  readonly fields: FieldSet;
  /** Absent where it is no event of the log. */
  readonly seq?: number | undefined;
}

export interface Deciding {
  /** A hook that lets the request pass only when its sender may do this. Throws the reason. */
  readonly permit: (action: Action) => (request: FastifyRequest) => Promise<void>;
  /** For every request: what its row in the table of routes asks. Throws the reason; not_allowed for a route without a row. */
  readonly enter: (request: FastifyRequest) => Promise<void>;
  /** What the sender sees of events; under the case that the request names, if it names one. Throws denied_case. */
  readonly sight: (request: FastifyRequest, action: Action) => Promise<Sight>;
  /** Keeps what was seen under the case of the request; before the answer leaves. */
  readonly looked: (request: FastifyRequest, seen: readonly SeenEvent[]) => Promise<void>;
  readonly why: (request: FastifyRequest) => Promise<Why>;
  /** Writes down what was done, before it is answered. */
  readonly audited: (request: FastifyRequest, kind: AuditKind, object: string, reason: string) => Promise<void>;
}

/** uuid of the organisation that the request acts for; undefined for the operator. */
export const ownerOf = ({ principal }: FastifyRequest): string | undefined => principal.organisation?.id;

/** Whose people send it in the place of the organisation, under which consent. */
export const throughOf = ({ principal: { organisation, account } }: FastifyRequest): ActedThrough | undefined =>
  organisation?.through && { ...organisation.through, account };

/** What was not found, so that what is not there and what is somebody else's leave through the same refusal. */
export function absent(error: unknown): undefined {
  if (error instanceof ZhuisuError && error.code === 'not_found') return undefined;
  throw error;
}

/** The organisation whose things alone are listed; undefined for the operator, who sees those of everybody. Throws denied_not_party for nobody. */
export function onlyOwn(request: FastifyRequest): string | undefined {
  const { kind, organisation } = request.principal;
  if (kind === 'operator' || kind === 'machine') return undefined;
  if (organisation === undefined) throw new ZhuisuError('denied_not_party');
  return organisation.id;
}

export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/**
 * What an organisation made is found by itself and by the operator; to everybody else it is not there. Throws not_found.
 */
export function ownOrNotFound<Row>(
  request: FastifyRequest,
  row: Row | undefined,
  owner: (row: Row) => string | null | undefined,
): Row {
  const { kind, organisation } = request.principal;
  const trusted = kind === 'operator' || kind === 'machine';
  if (row !== undefined && (trusted || (organisation !== undefined && owner(row) === organisation.id))) return row;
  const hidden = row === undefined ? {} : { cause: new ZhuisuError('denied_not_party') };
  throw new ZhuisuError('not_found', { came: request.url.slice(0, 120) }, hidden);
}

export const groundOfCase = ({ id, organisation, until, closedAt }: CaseRow): CaseGround => ({
  id,
  organisation,
  until,
  closedAt: closedAt ?? undefined,
});

export const groundOfConsent = (row: ConsentRow): ConsentGround => ({
  ...row,
  categories: row.categories ?? undefined,
  things: row.things ?? undefined,
  withdrawnAt: row.withdrawnAt ?? undefined,
});

export function decidingOf(store: Store, now: () => number): Deciding {
  const cases = new WeakMap<FastifyRequest, CaseRow>();
  const groupLooks = new GroupLooks(store, now);

  /** `Zhuisu-Case` names the case under which a request looks; nothing is ever seen under one that is not named. */
  async function caseOf(request: FastifyRequest): Promise<CaseRow | undefined> {
    const id = request.headers['zhuisu-case'];
    if (id === undefined) return undefined;
    const kept = cases.get(request);
    if (kept !== undefined) return kept;
    const row = typeof id === 'string' && isUuid(id) ? await caseById(store.database, id) : undefined;
    // One that is over, another department's and one that never was are told apart by nobody.
    if (row === undefined || row.organisation !== ownerOf(request) || !caseInForce(groundOfCase(row), now()))
      throw new ZhuisuError('denied_case');
    await refreshChain(store, row);
    cases.set(request, row);
    return row;
  }

  /** Whoever lets an association act for it is its member, for as long as that is so. */
  async function membersFor({ principal: { organisation } }: FastifyRequest): Promise<readonly string[] | undefined> {
    if (organisation?.kind !== 'association' || organisation.through !== undefined) return undefined;
    return membersOf(store.database, organisation.id, new Date(now()));
  }

  /** The joint groups of a firm; none for whoever acts in its place. */
  async function groupsFor({ principal: { organisation } }: FastifyRequest): Promise<readonly GroupGround[]> {
    const isFirm = organisation?.kind === 'enterprise' || organisation?.kind === 'platform';
    if (!isFirm || organisation.through !== undefined) return [];
    const groups = await sharingWith(store.database, organisation.id, now());
    return groups.map(({ products, ...each }) => ({ ...each, products: products ?? undefined }));
  }

  async function why(request: FastifyRequest): Promise<Why> {
    const named = await caseOf(request);
    const members = await membersFor(request);
    const groups = await groupsFor(request);
    return {
      now: now(),
      ...(named === undefined ? {} : { cases: [groundOfCase(named)] }),
      ...(groups.length === 0 ? {} : { groups }),
      ...(members === undefined ? {} : { members }),
    };
  }

  const audited: Deciding['audited'] = (request, kind, object, reason) =>
    audit(
      store.database,
      { kind, principal: request.principal, object, outcome: 'allowed', reason, request: request.id, address: request.ip },
      now(),
    );

  /** A route asks what its row in the table asked already. */
  const passed = new WeakMap<FastifyRequest, Action>();
  async function permitted(request: FastifyRequest, action: Action): Promise<void> {
    if (passed.get(request) === action) return;
    permit(request.principal, action, await why(request));
    passed.set(request, action);
  }

  return {
    why,
    audited,
    async enter(request) {
      const { method, url } = request.routeOptions;
      // No route: the handler of what is not found answers.
      if (url === undefined || request.method === 'OPTIONS') return;
      const row = routeRow(request.method, url);
      if (row === undefined) throw new ZhuisuError('not_allowed', { cause: `${method} ${url}` });
      if (row.action !== 'open') await permitted(request, row.action);
    },
    permit: (action) => (request) => permitted(request, action),
    sight: async (request, action) => sightOf(request.principal, action, await why(request)),
    async looked(request, seen) {
      const named = await caseOf(request);
      const { account } = request.principal;
      if (named === undefined) return groupLooks.note(request, seen, await groupsFor(request));
      await addLooks(
        store.database,
        looksOf(seen.filter(byCase), {
          at: now(),
          organisation: named.organisation,
          account: account ?? null,
          ground: 'case',
          groundId: named.id,
          reason: `${named.reason} ${named.legalBasis}`,
          asked: `${request.method} ${request.url}`.slice(0, 500),
          shownAt: now() + settings.lookDelayDays.value * dayMillis,
        }),
      );
      await audited(request, 'look', named.id, named.reason);
    },
  };
}

const fieldsOfCases: ReadonlySet<FieldSet> = new Set(rules.flatMap(({ why, fields }) => (why === 'case' ? fields : [])));

/**
 * What the request sees by its standing duty is no look of the case, though it names one: its owner has no part in it and is not told of
 * it. An event that both give comes with the fields of the case, which are more.
 */
const byCase = ({ fields }: SeenEvent): boolean => fieldsOfCases.has(fields);

/** One row for each owner whose events were seen; the organisation's own are no look. */
export function looksOf(seen: readonly SeenEvent[], look: Omit<LookRow, 'id' | 'owner' | 'events' | 'fields'>): LookRow[] {
  const counts = new Map<string, { events: number; fields: Set<FieldSet> }>();
  for (const { owner, fields } of seen) {
    if (owner === null || owner === undefined || owner === look.organisation) continue;
    const count = counts.get(owner) ?? { events: 0, fields: new Set() };
    count.events++;
    count.fields.add(fields);
    counts.set(owner, count);
  }
  const id = randomUUID();
  return [...counts].map(([owner, { events, fields }]) => ({ ...look, id, owner, events, fields: [...fields].sort().join(' ') }));
}
