/** What the page of a code tells beside the chain: fields that are open to everybody, coverage, places, warnings, documents. */

import type { PageFacts, RecallShown } from '../../../web/portal/index.ts';
import { closedCategories } from '../../access/index.ts';
import { coverageOf } from '../../categories/coverage.ts';
import type { Words } from '../../categories/definition.ts';
import { categories } from '../../categories/index.ts';
import { kindOfProduct } from '../../categories/shown/index.ts';
import { lotOf } from '../../codes/index.ts';
import { areaAt } from '../../jurisdictions/index.ts';
import { partiesOf } from '../../organisations/index.ts';
import {
  categoryOfEvents,
  exposuresOf,
  type HeldRange,
  kindsOf,
  linksOf,
  ownersOf,
  positionsOf,
  type RecallTold,
  recallsTold,
  type Store,
  scansOf,
} from '../../store/index.ts';
import { confirmedSteps, isHidden, type Traced, type Verdict } from '../../trace/index.ts';
import type { Context } from '../context.ts';
import { answerable } from '../supervision/acting.ts';
import type { SeenTrace } from '../tracing.ts';
import { plainKind, plainRows } from './plain-facts.ts';
import { licencesHeldOn, shownOf } from './shown-facts.ts';
import { openProfiles, toldEvents } from './told-events.ts';

const mostExposures = 5;
const mostLinks = 12;
/** Things of a story that are asked for recalls. */
const mostRecalled = 500;
const mostAreas = 6;
const linkVocabulary = 'https://gs1.org/voc/';

/** Whose word a record is: a firm speaks for itself, a department for what it saw. */
const firm = { zh: '企业自报', en: 'by the firm itself' };
const authority = { zh: '部门录入', en: 'by a department' };
const entering: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  enterprise: firm,
  platform: firm,
  department: authority,
  zone: authority,
  township: authority,
};

export interface Uris {
  readonly things: readonly string[];
  readonly parties: readonly string[];
  /** What records call things that have no master data. */
  readonly named: ReadonlyMap<string, Words>;
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
  const own = ownThings(traced);
  const areaText = (code: string): string => {
    const area = areaAt(config.jurisdiction, code, day);
    return area?.zh ?? code;
  };
  const {
    told,
    met,
    staged,
    things,
    parties,
    ownMet,
    stages,
    named: called,
  } = toldEvents(visible, {
    root: answer.root,
    own,
    nameOf: (eventID) => seen.eventName(eventID)!,
    areaText,
  });
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
  // Where most records say of no stage that they are it, a count of stages would be a count of forms.
  const coverage = category === undefined || staged * 2 < visible.length ? undefined : coverageOf(met, category, openProfiles);
  const uris = [...answer.places, ...answer.parties];
  const story = answer.nodes.filter(({ id, side }) => side !== 'down' && !isHidden(id)).map(({ id }) => id);
  const [recalls, named, positions, links] = await Promise.all([
    recallsTold(database, story.slice(0, mostRecalled), closedCategories),
    partiesOf(store, uris),
    positionsOf(database, answer.places, closedCategories),
    linksOf(database, anchorsOf(answer.root, lotOf(typed.trim()))),
  ]);
  const exposures = await exposuresOf(
    database,
    [...new Set([...named.values()].map((each) => each.organisation))],
    mostExposures,
  );
  const kinds = await kindsOf(database, [...new Set(owners.values())]);
  const enteredBy = new Map(
    visible.flatMap(({ eventID, seq }) => {
      const words = entering[kinds.get(owners.get(seq) ?? '') ?? ''];
      return words === undefined ? [] : [[seen.eventName(eventID)!, words] as const];
    }),
  );
  const known = categories.find(({ id }) => id === category);
  const body = known === undefined ? undefined : answerable(config.jurisdiction, known.id, day);
  const made = [...named.values()].find((each) => each.organisation === maker);
  const staging = known === undefined ? undefined : kindOfProduct(known.id, ownMet, met);
  const licences = staging !== undefined || made === undefined ? [] : await licencesHeldOn(store, made.organisation, day);
  const plain =
    known === undefined || staging !== undefined
      ? undefined
      : plainKind(
          known.id,
          answer,
          licences.map(({ scheme }) => scheme),
        );
  const kind = staging ?? plain;
  // What nobody gave a name is called by what it is.
  if (staging !== undefined && !called.has(answer.root)) called.set(answer.root, { zh: staging.zh, en: staging.en });
  const shown =
    kind === undefined
      ? undefined
      : await shownOf(store, kind, {
          told,
          root: answer.root,
          own,
          day,
          maker: made,
          areaText,
          place: config.jurisdiction.zh,
          ...(plain === undefined ? {} : { plain: { rows: plainRows(answer, own, enteredBy), licences } }),
        });
  return {
    uris: { things: [...things], parties: [...parties], named: called },
    facts: {
      told: told.map((each) => {
        const by = enteredBy.get(each.eventID);
        return by === undefined ? each : { ...each, by };
      }),
      stages,
      ...(shown === undefined ? {} : { kind: shown }),
      steps: steps.length,
      confirmed: confirmed.size,
      ...(known === undefined ? {} : { category: { id: known.id, zh: known.zh, en: known.en } }),
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
      recalls: [...recalls.values()].map(recallShown),
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

/** The root, and the lot or product class it is an instance of. */
function ownThings({ answer: { root, links } }: Traced): Set<string> {
  return new Set([root, ...links.filter(({ kind, to }) => kind === 'instance' && to === root).map(({ from }) => from)]);
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
export async function judgedByScans(
  { store, config }: Context,
  verdict: Verdict,
  root: string,
  day: string,
): Promise<{ readonly verdict: Verdict; readonly scans?: PageFacts['scans'] }> {
  if (verdict.sold === undefined) return { verdict };
  const { scans, days, areas } = await scansOf(store.database, root);
  const isUnusual = (scans >= unusual.scans && days >= unusual.days) || areas.length >= unusual.areas;
  if (!isUnusual && verdict.kind !== 'elsewhere') return { verdict };
  const told = areas
    .slice(0, mostAreas)
    .map(({ area, scans: times }) => ({ zh: areaAt(config.jurisdiction, area, day)?.zh ?? area, scans: times }));
  const counted = scans === 0 ? {} : { scans: { count: scans, days, areas: told } };
  if (verdict.kind === 'elsewhere') return { verdict, ...counted };
  return {
    verdict: { kind: 'elsewhere', about: root, event: verdict.sold, detail: String(scans), sold: verdict.sold },
    ...counted,
  };
}

const recallShown = (each: RecallTold): RecallShown => ({
  thing: each.thing,
  title: { zh: each.titleZh, en: each.titleEn },
  reason: each.reason,
  instructions: { zh: each.instructionsZh, en: each.instructionsEn },
  level: each.level,
  ...(each.organisationName === null ? {} : { by: each.organisationName }),
  day: new Date(each.publishedAt + 8 * 3_600_000).toISOString().slice(0, 10),
});

/** Of a verdict without a story: nobody recorded the lot, which is of a recalled range, or what is recorded is not shared. */
export async function recallOf({ database }: Store, about: string, held: readonly HeldRange[]): Promise<RecallShown | undefined> {
  const ranged = held.map(({ recall }) => ({ recall, thing: about }));
  const told = (await recallsTold(database, [about], closedCategories, ranged)).get(about);
  return told === undefined ? undefined : recallShown(told);
}
