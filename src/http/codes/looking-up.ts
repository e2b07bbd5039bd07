/** From what a person typed or scanned to what is known of it; shared by the API, the pages and the command line. */
import { thingName } from '../../../web/portal/naming.ts';
import { identify, identities, lotOf, parseDigitalLink, type Reading, recognise, schemeById } from '../../codes/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { role } from '../../events/index.ts';
import { fieldsOf, type Issue, issueOf, lifeOf } from '../../issuing/index.ts';
import { isPersonToken } from '../../persons/index.ts';
import { type HeldRange, masterDataOf, recordedOf, type Sight, type Store } from '../../store/index.ts';
import { type Direction, judge, type Traced, trace, type Verdict } from '../../trace/index.ts';
import { isRecordedFor, type SeenTrace, seenTrace, traceReader } from '../tracing.ts';

/** A walk ends after this long with what it found. */
export const walkMillis = 10_000;

/**
 * Canonical URI of a typed code. Where the text may be several codes, the one on record counts. Throws code_malformed, naming what is
 * wrong with the closest scheme.
 */
export async function settle(store: Store, code: string): Promise<string> {
  const id = await settled(store, code);
  // What a person had to do with is told to nobody who only has the token: the query interface asks who wants to know.
  if (isPersonToken(id)) throw new ZhuisuError('code_unknown', { came: id });
  return id;
}

async function settled(store: Store, code: string): Promise<string> {
  const options = identities(code.trim());
  const id = identify(code.trim());
  if (options.length > 1 || (options.length === 1 && id === undefined)) {
    const recorded = await recordedOf(store.database, options);
    const known = options.find((each) => recorded.has(each));
    if (known !== undefined) return known;
  }
  if (id !== undefined) return id;
  const [closest] = recognise(code);
  throw new ZhuisuError('code_malformed', {
    came: JSON.stringify(shown(code)),
    cause:
      closest?.reasons[0] ??
      (closest === undefined ? 'no scheme recognises it' : 'it may be several codes, none of them on record'),
  });
}

/** A person’s number is not repeated to whoever sent it. */
export function shown(code: string): string {
  const person = recognise(code).find(({ grain }) => grain === 'person');
  if (person !== undefined) return person.canonical.replace(/^urn:zhuisu:\w+:/, '');
  return code.length > 80 ? `${code.slice(0, 80)}…` : code;
}

/** All of it, read for whom `sight` is: what of it may be shown is `seenTrace`. */
export async function traceCode(
  store: Store,
  code: string,
  direction: Direction,
  now: () => number,
  sight: Sight,
  {
    from,
    limit,
    wanted,
  }: { readonly from?: number | undefined; readonly limit?: number | undefined; readonly wanted?: () => void } = {},
): Promise<Traced> {
  const root = await settle(store, code);
  const deadline = now() + walkMillis;
  return trace(traceReader(store, sight), root, direction, {
    expired: () => now() > deadline,
    rootLot: lotOf(code.trim()),
    from,
    ...(limit === undefined ? {} : { maxNodes: limit }),
    ...(wanted === undefined ? {} : { wanted }),
  });
}

/** What the issuer says outweighs what is recorded, but for a recall. */
export function verdictOfIssue(issue: Issue, verdict: Verdict): Verdict {
  if (!issue.issued) return { kind: 'not_issued' };
  if (verdict.kind === 'recalled' || 'certificate' in issue) return verdict;
  const voided = issue.marks.find(({ state }) => state === 'void');
  if (voided !== undefined) return { kind: 'void', detail: voided.reason };
  return verdict.kind === 'not_recorded' ? { kind: 'not_active' } : verdict;
}

/** The day of the place, YYYY-MM-DD: China has one time zone, UTC+8. */
export const dayOf = (millis: number): string => new Date(millis + 8 * 3_600_000).toISOString().slice(0, 10);

/** Trace and verdict of the day, for the page a scan opens, as `sight` shows them. `recorded`: there is something, shared or not. */
export async function look(
  store: Store,
  code: string,
  now: () => number,
  sight: Sight,
): Promise<Omit<SeenTrace, 'verdict'> & { verdict: Verdict; day: string; recorded: boolean; traced: Traced }> {
  const traced = await traceCode(store, code, 'both', now, sight);
  const day = dayOf(now());
  // The verdict rests on everything that is recorded, whoever asks: what is hidden may still have been recalled.
  const judged = judge(traced.answer, traced.evidence, day, spokenExpiry(code));
  const verdict = judged.kind === 'not_recorded' ? await recalledUnrecorded(store, traced.answer.root, code, judged) : judged;
  const seen = await seenTrace(store, sight, traced);
  return { ...seen, day, verdict: seen.verdict(verdict), recorded: traced.answer.recorded, traced };
}

/** A lot that nobody recorded may be of a range that is recalled: whoever holds it is told so, not that nothing is known. */
async function recalledUnrecorded(store: Store, root: string, code: string, otherwise: Verdict): Promise<Verdict> {
  const lot = lotOf(code.trim()) ?? root;
  const [held] = await heldNow(store, lot);
  return held === undefined ? otherwise : { kind: 'recalled', about: lot, detail: 'recalled' };
}

/** The ranges of recalls that surely hold a lot, as the log has them now. */
export const heldNow = async (store: Store, lot: string): Promise<readonly HeldRange[]> =>
  (await store.log.currentRanges()).of(lot);

/** An expiry date that stands in the scanned code itself: application identifiers 17, 15 and 16. */
function spokenExpiry(code: string): string | undefined {
  const attributes = parseDigitalLink(code.trim())?.attributes;
  const [reading] = attributes === undefined ? recognise(code) : [];
  const element = (name: string): string | undefined =>
    attributes?.get(name) ?? reading?.segments.find((segment) => segment.name === name)?.value;
  const date = element('17') ?? element('15') ?? element('16');
  if (date === undefined || !/^\d{6}$/.test(date)) return undefined;
  const [year, month, day] = [Number(date.slice(0, 2)), Number(date.slice(2, 4)), Number(date.slice(4))];
  // GS1 General Specifications 7.12: two-digit years lie within 50 years; day 00 is the last of the month.
  const last = new Date(Date.UTC(2000 + year, month, 0)).getUTCDate();
  return `${2000 + year}-${String(month).padStart(2, '0')}-${String(day === 0 ? last : day).padStart(2, '0')}`;
}

/** What this installation knows of a code, beside its structure. None of the three follows from another. */
export interface Known {
  /** Master data, or a range of issue, is here. */
  readonly registered: boolean;
  /** An event that the asker may know of names it. */
  readonly recorded: boolean;
  /** What master data call the product, where records of this very thing may be seen. */
  readonly called?: { readonly zh: string; readonly en: string };
  /** What its issuer says: true and false only where that is this platform; null: nobody was asked. */
  readonly confirmed: boolean | null;
}

/** The contract's "code answer": every reading, and what this installation knows of each; the known ones first. */
export async function explainCode(store: Store, input: string, sight: Sight) {
  const readings = recognise(input);
  const candidates = await Promise.all(
    readings.map(async (reading) => {
      const { name, source } = schemeById.get(reading.scheme)!;
      const issue = await issueOf(store, reading);
      return {
        ...reading,
        name,
        source,
        ...(await knownOf(store, reading, issue, sight)),
        ...(issue === undefined ? {} : { issue: await told(store, reading, issue, sight) }),
      };
    }),
  );
  // Among readings that are equally possible the one that is known here counts first.
  const rank = (each: (typeof candidates)[number]): number =>
    each.recorded || each.registered ? 0 : each.strength === 'opaque' ? 3 : each.structure === 'invalid' ? 2 : 1;
  return { input: shown(input), candidates: candidates.sort((a, b) => rank(a) - rank(b)) };
}

async function knownOf(store: Store, { canonical, grain }: Reading, issue: Issue | undefined, sight: Sight): Promise<Known> {
  const confirmed = issue === undefined ? null : issue.issued;
  if (grain === 'person') return { registered: false, recorded: false, confirmed };
  const product = /^https:\/\/id\.gs1\.org\/01\/\d{14}/.exec(canonical)?.[0];
  const named = await masterDataOf(store.database, [canonical, ...(product === undefined ? [] : [product])]);
  const recorded = await isRecordedFor(store, sight, canonical, Object.values(role));
  const { product: name, named: isNamed } = thingName(named, canonical);
  // Of what the asker may not see the name is not told either.
  const called = product !== undefined && recorded && isNamed ? { called: { zh: name.zh, en: name.en ?? name.zh } } : {};
  return { registered: named.size > 0 || confirmed === true, recorded, confirmed, ...called };
}

/** What the issuer says, with the state the code is in. */
async function told(store: Store, { canonical }: Reading, issue: Issue, sight: Sight): Promise<object> {
  if (!issue.issued) return issue;
  if ('certificate' in issue) {
    // How to reach the issuer stands on the paper; it is not told to everybody who types a number.
    const { contact: _, ...fields } = fieldsOf(issue.certificate);
    return {
      issued: true,
      certificate: issue.certificate.number,
      ...fields,
      issuedAt: new Date(issue.certificate.issuedAt).toISOString(),
    };
  }
  const { range, marks } = issue;
  const { answer } = await seenTrace(
    store,
    sight,
    await trace(traceReader(store, sight), canonical, 'up', { maxDepth: 1, maxNodes: 10 }),
  );
  return {
    issued: true,
    range: range.id,
    product: range.product,
    lot: range.lot,
    issuedAt: new Date(range.issuedAt).toISOString(),
    ...lifeOf(range.issuedAt, marks, answer),
  };
}
