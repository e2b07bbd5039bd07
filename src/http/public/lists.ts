/** The data of the public lists: the same for the pages, the interface and the downloads. */
import { thingName } from '../../../web/portal/naming.ts';
import { closedCategories, publicEvent } from '../../access/index.ts';
import { ownStep } from '../../categories/definition.ts';
import { categories } from '../../categories/index.ts';
import { shippedProfiles } from '../../categories/profiles/index.ts';
import { publicTold } from '../../categories/told.ts';
import type { Statistics } from '../../contract/index.ts';
import { role } from '../../events/index.ts';
import { areaAt } from '../../jurisdictions/index.ts';
import { fitOf, initialsOf } from '../../organisations/index.ts';
import {
  codesIssued,
  countComplaints,
  countExposures,
  eventsByCategory,
  listedEnterprises,
  logHead,
  logVersion,
  organisationVersion,
  recallEvents,
  recallReasons,
} from '../../store/index.ts';
import { dayOf } from '../codes/looking-up.ts';
import { calledInRecords, namesFor } from '../codes/names.ts';
import type { Context } from '../context.ts';

/** A province has some hundred thousand; beyond these the search would need an index of its own. */
const mostEnterprises = 200_000;

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly initials: string;
  readonly codes: readonly string[];
  readonly areas: readonly string[];
  readonly categories: readonly string[];
  readonly status: string;
  readonly since: string;
}

export interface EnterpriseMark {
  readonly fit: number;
  readonly name: string;
  readonly id: string;
}

const before = (a: EnterpriseMark, b: EnterpriseMark): number =>
  a.fit - b.fit || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Recalls that a page shows, the newest first. */
const mostRecalls = 200;
/** The figures that take a walk of the index are made anew so often, milliseconds. */
const figuresLast = 600_000;

export function publicLists({ store, config, now }: Context) {
  const { database } = store;
  const { jurisdiction } = config;
  const open = shippedProfiles.filter(({ category }) => !closedCategories.includes(category));
  let book: { readonly version: string; readonly rows: Promise<readonly Listed[]> } | undefined;
  let kept: { readonly version: string; readonly rows: ReturnType<typeof readRecalls> } | undefined;
  let counted: { readonly at: number; readonly counts: ReturnType<typeof eventsByCategory> } | undefined;

  async function listed(): Promise<readonly Listed[]> {
    const version = `${await organisationVersion(database)} ${dayOf(now())}`;
    if (book?.version !== version) {
      const rows = listedEnterprises(database, closedCategories, mostEnterprises).then((found) => {
        const day = dayOf(now());
        return found.map(({ id, name, areas, categories: own, status, registeredAt }) => ({
          id,
          name,
          initials: initialsOf(name),
          codes: areas,
          areas: areas.map((code) => areaAt(jurisdiction, code, day)?.zh ?? code),
          categories: own.filter((each) => !closedCategories.includes(each)),
          status,
          since: dayOf(registeredAt),
        }));
      });
      book = { version, rows };
      rows.catch(() => {
        book = undefined;
      });
    }
    return book.rows;
  }

  /** Names that fit exactly; where none does, those with one sign wrong. */
  async function enterprises(
    asked: { readonly query: string; readonly category?: string | undefined; readonly area?: string | undefined },
    limit: number,
    after: EnterpriseMark | undefined,
  ) {
    const fitting = (await listed())
      .filter(
        ({ categories: own, codes }) =>
          (asked.category === undefined || own.includes(asked.category)) &&
          (asked.area === undefined || codes.some((code) => code.startsWith(asked.area!))),
      )
      .flatMap((each) => {
        const fit = fitOf(asked.query, each.name, each.initials);
        return fit === undefined ? [] : [{ ...each, fit: fit as number }];
      });
    const exact = fitting.filter(({ fit }) => fit < 2);
    const kept = (exact.length > 0 ? exact : fitting).sort(before);
    const rest = after === undefined ? kept : kept.filter((each) => before(each, after) > 0);
    const found = rest.slice(0, limit);
    const last = found.at(-1);
    const mark = rest.length > limit && last !== undefined ? { fit: last.fit, name: last.name, id: last.id } : undefined;
    return { found, total: kept.length, mark };
  }

  /** Kept while nothing that they are made of has changed. */
  async function recalls(): ReturnType<typeof readRecalls> {
    const version = await logVersion(database);
    if (kept?.version !== version) {
      const rows = readRecalls();
      kept = { version, rows };
      rows.catch(() => {
        kept = undefined;
      });
    }
    return kept.rows;
  }

  async function readRecalls() {
    const rows = await recallEvents(database, {
      closed: closedCategories,
      steps: [
        'https://ns.zhuisu.example/epcis/BizStep-recalling',
        'urn:zhuisu:voc:recalling',
        'recalling',
        ownStep('recall_published'),
      ],
      limit: mostRecalls,
    });
    const events = await store.links.events(rows.map(({ seq }) => seq));
    const told = rows.flatMap((row) => {
      const event = events.get(row.seq);
      if (event === undefined) return [];
      const reason = Object.entries(publicEvent(event.event)).find(
        ([name, value]) => /recallReason$/.test(name) && typeof value === 'string',
      )?.[1] as unknown as string | undefined;
      const stated = publicTold(event.event as unknown as Record<string, unknown>, open)?.fields.find(
        ({ field }) => field.key === 'reason',
      )?.value;
      const things = event.facts.participants.filter(({ role: as }) => as === role.observed || as === role.observedAdd);
      const { eventTime } = event.event as unknown as { eventTime: string };
      return [...new Set(things.map(({ id }) => id))].map((thing) => ({
        ...row,
        thing,
        at: event.facts.at,
        day: dayOf(Date.parse(eventTime)),
        reason: reason ?? (typeof stated === 'string' ? stated : ''),
      }));
    });
    const things = [...new Set(told.map(({ thing }) => thing))];
    const [still, reasons, named] = await Promise.all([
      recalledStill(things),
      recallReasons(database, things),
      calledInRecords(store, things),
    ]);
    const names = await namesFor(
      store,
      { nodes: things.map((id) => ({ id, kind: 'lot', depth: 0, side: 'root' }) as const), parties: [], places: [] },
      { things: [], parties: [], named },
    );
    const first = new Map(told.map((each) => [each.thing, each]));
    return [...first.values()]
      .filter(({ thing }) => still.has(thing))
      .sort((a, b) => b.at - a.at)
      .map(({ thing, day, reason, ownerName, category }) => {
        const { product, mark } = thingName(names, thing);
        return {
          thing,
          product: product.zh,
          mark: mark?.value ?? '',
          day,
          reason: reason || (reasons.get(thing) ?? ''),
          organisationName: ownerName ?? '',
          category,
        };
      });
  }

  /** Those whose recall was not ended by a later record. */
  async function recalledStill(things: readonly string[]): Promise<Set<string>> {
    const rows = await store.links.links(things, [role.state, role.observed, role.observedAdd], 2_000);
    const events = await store.links.events([...new Set(rows.map(({ seq }) => seq))]);
    const still = new Set<string>();
    for (const { thing, seq } of [...rows].sort((a, b) => a.at - b.at || a.seq - b.seq)) {
      const event = events.get(seq);
      if (event === undefined) continue;
      const { set = [], unset = [] } =
        (event.event as { persistentDisposition?: { set?: string[]; unset?: string[] } }).persistentDisposition ?? {};
      if (unset.some(isRecalled)) still.delete(thing);
      if (set.some(isRecalled) || event.facts.disposition === 'recalled') still.add(thing);
    }
    return still;
  }

  const products = () =>
    shippedProfiles.flatMap(({ category, products: own, chains }) =>
      own.map(({ id, zh, en, chain, source }) => ({
        id,
        category,
        zh,
        en,
        chain,
        stages: chains.find((each) => each.id === chain)?.stages.length ?? 0,
        basis: source,
      })),
    );

  async function statistics(): Promise<Statistics> {
    if (counted === undefined || now() - counted.at >= figuresLast) {
      counted = { at: now(), counts: eventsByCategory(database) };
      counted.counts.catch(() => {
        counted = undefined;
      });
    }
    const [records, rows, complaints, exposures, recalled, codes, byCategory] = await Promise.all([
      logHead(database),
      listed(),
      countComplaints(database),
      countExposures(database),
      recalls(),
      codesIssued(database),
      counted.counts,
    ]);
    const sum = (category: string | undefined, answered: boolean): number =>
      complaints
        .filter((each) => (category === undefined || each.category === category) && (!answered || each.state === 'answered'))
        .reduce((all, { count }) => all + count, 0);
    return {
      at: new Date(now()).toISOString(),
      records,
      enterprises: rows.length,
      products: products().length,
      complaints: sum(undefined, false),
      answered: sum(undefined, true),
      exposures,
      recalls: recalled.length,
      codes,
      categories: categories.map(({ id, zh, en, closed }) => ({
        id,
        zh,
        en,
        closed,
        enterprises: closed ? null : rows.filter((each) => each.categories.includes(id)).length,
        records: closed ? null : (byCategory.find(({ category }) => category === id)?.count ?? 0),
        complaints: sum(id, false),
        answered: sum(id, true),
      })),
    };
  }

  return { enterprises, recalls, products, statistics };
}

export type PublicLists = ReturnType<typeof publicLists>;

const isRecalled = (disposition: string): boolean => /(?:^|[:-])recalled$/.test(disposition);
