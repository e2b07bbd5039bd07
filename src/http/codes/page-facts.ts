/** What the page of a code tells beside the chain: fields that are open to everybody, coverage, places, warnings, documents. */

import type { PageFacts, ToldEvent, ToldValue } from '../../../web/portal/index.ts';
import { closedCategories } from '../../access/index.ts';
import { coverageOf } from '../../categories/coverage.ts';
import type { Kind } from '../../categories/definition.ts';
import { categories } from '../../categories/index.ts';
import { shippedProfiles } from '../../categories/profiles/index.ts';
import { publicTold } from '../../categories/told.ts';
import { lotOf } from '../../codes/index.ts';
import { areaAt } from '../../jurisdictions/index.ts';
import { partiesOf } from '../../organisations/index.ts';
import { categoryOfEvents, exposuresOf, linksOf, ownersOf, positionsOf, scansOf } from '../../store/index.ts';
import { confirmedSteps, type Traced, type TracedEvent, type Verdict } from '../../trace/index.ts';
import type { Context } from '../context.ts';
import { answerable } from '../supervision/acting.ts';
import type { SeenTrace } from '../tracing.ts';

const open = shippedProfiles.filter(({ category }) => !closedCategories.includes(category));
const mostExposures = 5;
const mostLinks = 12;
const linkVocabulary = 'https://gs1.org/voc/';

export interface Uris {
  readonly things: readonly string[];
  readonly parties: readonly string[];
}

type Seen = Pick<SeenTrace, 'answer' | 'eventName'>;

/** With the URIs that the facts name and the chain does not. */
export async function pageFacts(
  { store, config }: Context,
  typed: string,
  traced: Traced,
  seen: Seen,
  day: string,
): Promise<{ readonly facts: PageFacts; readonly uris: Uris }> {
  const { database } = store;
  const { answer } = seen;
  const visible = [...traced.record.events.values()]
    .filter(({ eventID }) => seen.eventName(eventID) !== undefined)
    .sort((a, b) => a.facts.at - b.facts.at || a.seq - b.seq);
  const shownThings = new Set(answer.nodes.map(({ id }) => id));
  const own = ownThings(traced);
  const met = new Set<string>();
  const told: ToldEvent[] = [];
  const things = new Set<string>();
  const parties = new Set<string>();
  for (const event of visible) {
    const found = publicTold(event.event as unknown as Record<string, unknown>, open);
    if (found === undefined) continue;
    met.add(`${found.category}/${found.stage.id}`);
    const fields = found.fields.flatMap(({ field, value }) => {
      const shown = shownValue(field.value, value);
      return shown === undefined ? [] : [{ zh: field.zh, en: field.en, value: shown }];
    });
    if (fields.length > 0)
      told.push({
        eventID: seen.eventName(event.eventID)!,
        own: event.facts.participants.some(({ id }) => own.has(id)),
        stage: { zh: found.stage.zh, en: found.stage.en },
        day: dayOfEvent(event),
        fields,
      });
  }

  function shownValue(kind: Kind, value: unknown): ToldValue | undefined {
    const list = [value].flat();
    switch (kind.kind) {
      // Nobody is told of a natural person, whatever a definition says.
      case 'person':
        return undefined;
      case 'codes':
      case 'amounts': {
        const items = list.flatMap((each) => {
          const { code, quantity, unit } = typeof each === 'string' ? { code: each } : (each as Amount);
          if (typeof code !== 'string') return [];
          things.add(code);
          return [{ id: code, ...(quantity === undefined ? {} : { quantity, unit }) }];
        });
        return items.length === 0 ? undefined : { kind: 'things', items };
      }
      case 'party':
      case 'place':
        for (const each of list) parties.add(String(each));
        return { kind: 'parties', ids: list.map(String) };
      case 'area':
        return { kind: 'text', text: list.map((each) => areaText(String(each))).join('、') };
      default:
        return {
          kind: 'plain',
          of: kind.kind,
          values: list,
          ...(kind.kind === 'number' && kind.unit !== undefined ? { unit: kind.unit } : {}),
          ...(kind.kind === 'choice'
            ? { words: list.map((each) => kind.choices.find(({ value: own }) => own === each) ?? { zh: String(each), en: '' }) }
            : {}),
        };
    }
  }
  const areaText = (code: string): string => {
    const area = areaAt(config.jurisdiction, code, day);
    return area === undefined ? code : `${area.zh}（${code}）`;
  };

  const ownSeqs = visible.filter(({ facts }) => facts.participants.some(({ id }) => own.has(id))).map(({ seq }) => seq);
  const [category, owners] = await Promise.all([
    categoryOfEvents(database, ownSeqs),
    ownersOf(
      database,
      visible.map(({ seq }) => seq),
    ),
  ]);
  const seqOf = new Map(visible.map(({ eventID, seq }) => [eventID, seq]));
  const steps = traced.answer.steps.filter(({ eventID }) => seqOf.has(eventID));
  const maker = traced.evidence.made.flatMap(({ seq }) => owners.get(seq) ?? [])[0];
  const confirmed = confirmedSteps(steps, (eventID) => owners.get(seqOf.get(eventID)!), maker);
  const coverage = category === undefined ? undefined : coverageOf(met, category, open);
  const uris = [...answer.places, ...answer.parties];
  const [named, positions, links] = await Promise.all([
    partiesOf(store, uris),
    positionsOf(database, answer.places, closedCategories),
    linksOf(database, anchorsOf(answer.root, lotOf(typed.trim()))),
  ]);
  const exposures = await exposuresOf(
    database,
    [...new Set([...named.values()].map((each) => each.organisation))],
    mostExposures,
  );
  const known = categories.find(({ id }) => id === category);
  const body = known === undefined ? undefined : answerable(config.jurisdiction, known.id, day);
  return {
    uris: {
      things: [...things].filter((id) => shownThings.has(id) || !isHiddenThing(traced, shownThings, id)),
      parties: [...parties],
    },
    facts: {
      told,
      steps: steps.length,
      confirmed: confirmed.size,
      ...(known === undefined ? {} : { category: { zh: known.zh, en: known.en } }),
      ...(body === undefined ? {} : { responsible: { zh: body.zh, en: body.en } }),
      ...(coverage === undefined
        ? {}
        : {
            coverage: {
              chain: { zh: coverage.chain.zh, en: coverage.chain.en },
              expected: coverage.expected.length,
              recorded: coverage.recorded.size,
              missing: coverage.expected.filter(({ id }) => !coverage.recorded.has(id)).map(({ zh, en }) => ({ zh, en })),
            },
          }),
      positions: positions.map(({ uri, latitude, longitude, area }) => ({
        id: uri,
        latitude,
        longitude,
        area: areaAt(config.jurisdiction, area, day)?.zh ?? area,
      })),
      warnings: exposures.map((each) => ({
        name: each.name,
        title: { zh: each.titleZh, en: each.titleEn },
        department: each.departmentZh,
        day: new Date(each.publishedAt + 8 * 3_600_000).toISOString().slice(0, 10),
      })),
      documents: links
        .filter(({ linkType }) => !/\/(?:defaultLink|traceability)$/.test(linkType))
        .slice(0, mostLinks)
        .map(({ anchor, linkType, title }) => ({ anchor, type: linkType.replace(linkVocabulary, ''), title })),
    },
  };
}

interface Amount {
  readonly code?: string;
  readonly quantity?: number;
  readonly unit?: string;
}

/** The root, and the lot or product class it is an instance of. */
function ownThings({ answer: { root, links } }: Traced): Set<string> {
  return new Set([root, ...links.filter(({ kind, to }) => kind === 'instance' && to === root).map(({ from }) => from)]);
}

const isHiddenThing = ({ answer }: Traced, shown: ReadonlySet<string>, id: string): boolean =>
  answer.nodes.some((node) => node.id === id) && !shown.has(id);

function dayOfEvent({ event }: TracedEvent): string {
  const { eventTime, eventTimeZoneOffset } = event as unknown as { eventTime: string; eventTimeZoneOffset?: string };
  const offset = /^([+-])(\d{2}):(\d{2})$/.exec(eventTimeZoneOffset ?? '');
  const minutes = offset === null ? 0 : (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
  return new Date(Date.parse(eventTime) + minutes * 60_000).toISOString().slice(0, 10);
}

function anchorsOf(root: string, lot: string | undefined): string[] {
  const product = /^https:\/\/id\.gs1\.org\/01\/\d{14}/.exec(root)?.[0];
  return [...new Set([root, ...(lot === undefined ? [] : [lot]), ...(product === undefined ? [] : [product])])];
}

/**
 * From so many scans of a sold unit on the page says that they are unusual; or from so many areas. A proposal of this system: who bought
 * it shows it to a few, a copied label is looked up by everybody who bought a copy.
 */
export const unusual = { scans: 20, days: 3, areas: 3 } as const;

/** A sold unit that is looked up unusually often may be many. */
export async function verdictOfScans({ store }: Context, verdict: Verdict, root: string): Promise<Verdict> {
  if (verdict.kind !== 'sold') return verdict;
  const { scans, days, areas } = await scansOf(store.database, root);
  if ((scans < unusual.scans || days < unusual.days) && areas < unusual.areas) return verdict;
  return { ...verdict, kind: 'elsewhere', detail: String(scans) };
}
