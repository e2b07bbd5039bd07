/** From what a person typed or scanned to what is known of it; shared by the API, the pages and the command line. */
import { identify, lotOf, parseDigitalLink, type Reading, recognise } from '../codes/index.ts';
import { ZhuisuError } from '../errors.ts';
import type { Store } from '../store/index.ts';
import { type Direction, judge, trace, type Verdict } from '../trace/index.ts';

/** A walk ends after this long with what it found. */
const walkMillis = 10_000;

/** Canonical URI of a typed code. Throws code_malformed, naming what is wrong with the closest scheme. */
export function identifyOrRefuse(code: string): string {
  const id = identify(code.trim());
  if (id !== undefined) return id;
  const [closest] = recognise(code);
  throw new ZhuisuError('code_malformed', {
    came: JSON.stringify(code.length > 80 ? `${code.slice(0, 80)}…` : code),
    cause: closest?.reasons[0]?.en ?? 'no scheme recognises it',
  });
}

export async function traceCode(store: Store, code: string, direction: Direction, now: () => number) {
  const root = identifyOrRefuse(code);
  const deadline = now() + walkMillis;
  return trace(store.links, root, direction, { expired: () => now() > deadline, rootLot: lotOf(code.trim()) });
}

/** The day of the place, YYYY-MM-DD: China has one time zone, UTC+8. */
export const dayOf = (millis: number): string => new Date(millis + 8 * 3_600_000).toISOString().slice(0, 10);

/** Trace and verdict of the day, for the page a scan opens. */
export async function look(
  store: Store,
  code: string,
  now: () => number,
): Promise<Awaited<ReturnType<typeof traceCode>> & { verdict: Verdict; day: string }> {
  const { answer, evidence } = await traceCode(store, code, 'both', now);
  const day = dayOf(now());
  return { answer, evidence, day, verdict: judge(answer, evidence, day, spokenExpiry(code)) };
}

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

/** The contract's "code answer": every reading, and what this installation knows of each. */
export async function explainCode(store: Store, _input: string, readings: readonly Reading[]) {
  return Promise.all(
    readings.map(async (reading) => {
      const { answer } = await trace(store.links, reading.canonical, 'up', { maxDepth: 1, maxNodes: 2 });
      return {
        scheme: reading.scheme,
        canonical: reading.canonical,
        structure: reading.structure,
        reasons: reading.reasons,
        warnings: reading.warnings,
        verified: reading.verified,
        registered: false,
        recorded: answer.recorded,
        segments: reading.segments,
      };
    }),
  );
}
