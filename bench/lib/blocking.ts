/**
 * How long after a failed test or a recall was answered its block holds: the next request is a shipment of what was made of the lot, five steps
 * down, sent when the answer is there; measured is until it is refused, and how many were taken before that.
 */
import { produce } from '../../src/categories/profiles/produce/index.ts';

export const depth = 5;

export interface Blocked {
  /** Milliseconds from the answer to the cause until the answer that refuses a shipment. */
  readonly held: readonly number[];
  /** Of those, what such a request takes where nothing is refused, milliseconds. */
  readonly shipped: readonly number[];
  /** Shipments that were taken after the answer to the cause. */
  readonly taken: number;
}

type Fields = Readonly<Record<string, unknown>>;
interface Status {
  readonly status: string;
  readonly errors?: readonly { readonly rule?: string; readonly detail: string }[];
}

export type Cause = 'test' | 'recall';

/** So many tries, each with lots of its own, against the server of that port. */
export async function measureBlock(port: number, cause: Cause, tries: number): Promise<Blocked> {
  const record = async (stage: string, but: Fields): Promise<Status> => {
    const { example } = produce.stages.find(({ id }) => id === stage)!;
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/records/produce/${stage}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ ...example, time: new Date().toISOString(), ...but }]),
    });
    return ((await answer.json()) as { records: readonly Status[] }).records[0]!;
  };
  const must = async (stage: string, but: Fields): Promise<void> => {
    const { status, errors } = await record(stage, but);
    if (status !== 'stored') throw new Error(`${stage}: ${JSON.stringify(errors).slice(0, 600)}`);
  };
  const [held, shipped]: [number[], number[]] = [[], []];
  let taken = 0;
  for (let n = 0; n < tries; n++) {
    const lot = (step: number): string => `urn:zhuisu:lot:91419001MA3X000102:block:${cause}-${n}-${step}`;
    const amount = (step: number) => ({ lot: lot(step), lotQuantity: 700, lotUnit: 'KGM' });
    await must('harvest', { crop: lot(99), ...amount(0) });
    for (let step = 1; step <= depth; step++)
      await must(step % 2 === 1 ? 'inbound_batch' : 'outbound_batch', {
        from: [{ code: lot(step - 1), quantity: 700, unit: 'KGM' }],
        ...amount(step),
      });
    let delivery = 0;
    const ship = () =>
      record('shipping', { lot: lot(depth), lotQuantity: 1, lotUnit: 'KGM', delivery: `D-${cause}-${n}-${++delivery}` });
    const before = performance.now();
    if ((await ship()).status !== 'stored') throw new Error('a shipment was refused before anything was wrong');
    shipped.push(performance.now() - before);
    const wrong = cause === 'test' ? { sampleNo: `S-${n}`, verdict: 'non_conformant' } : { recallNo: `Z-${n}` };
    await must(cause, { lot: lot(0), ...wrong });
    const answered = performance.now();
    for (;;) {
      const { status, errors } = await ship();
      if (status !== 'stored') {
        if (!errors?.some(({ rule }) => rule === 'AG-18')) throw new Error(JSON.stringify(errors).slice(0, 600));
        break;
      }
      taken++;
      if (performance.now() - answered > 60_000) throw new Error('a minute later it was still not refused');
    }
    held.push(performance.now() - answered);
  }
  return { held, shipped, taken };
}
