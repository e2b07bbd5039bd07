/**
 * The scale of a province: traces, states, a recall of a lot with 100,000 descendants, and captures, in a log of 20 million events of all
 * eight categories, against logs a tenth and a twentieth as large, in turns.
 *
 * `npm run bench -- province [--events 20000000] [--keep DIR] [--load]`: `--keep` keeps the large log and that of a tenth, and goes on with
 * what is there; `--load` loads and measures nothing.
 */
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { captureRates } from './lib/province-capture.ts';
import { checkAgainstCapture } from './lib/province-check.ts';
import { bytesOf, openProvince } from './lib/province-load.ts';
import { recallFigures } from './lib/province-recall.ts';
import { traceFigures } from './lib/province-trace.ts';
import { report, round } from './lib/setup.ts';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '20000000' },
    keep: { type: 'string' },
    load: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const large = Number(values.events);
const [small, tiny] = [Math.round(large / 10), Math.round(large / 20)];
const folder = values.keep ?? join(tmpdir(), `zhuisu-province-${process.pid}`);
/** Sizes a reader takes in at a glance. */
const named = (events: number): string => events.toLocaleString('en');

try {
  const compared = await checkAgainstCapture();
  console.error(`${compared} events loaded as a capture stores them`);
  const figures: Record<string, unknown> = {};
  const province = await openProvince(folder, large);
  const bytes = Object.values(await bytesOf(province.store)).reduce((a, b) => a + b, 0);
  figures['bytes of tables and indexes, an event'] = Math.round(bytes / province.events);
  await province.store.close();
  await (await openProvince(folder, small)).store.close();
  if (!values.load) {
    // Captures make the logs grow, so the smallest is loaded for them and thrown away.
    await (await openProvince(folder, tiny)).store.close();
    const rates = await captureRates(folder, tiny, large);
    await rm(join(folder, String(tiny)), { recursive: true, force: true });
    for (const [size, { rate, first, bytesAnEvent, pagesAnEvent }] of [
      [tiny, rates.small],
      [large, rates.large],
    ] as const) {
      figures[`capture at ${named(size)} events, events/s`] = Math.round(rate);
      figures[`the first captures after a start at ${named(size)} events, events/s`] = Math.round(first);
      figures[`journal at ${named(size)} events, bytes and whole pages an event`] =
        `${Math.round(bytesAnEvent)}, ${round(pagesAnEvent)}`;
    }
    figures['ratio of the capture rates'] = round(rates.ratio);
    Object.assign(figures, await traceFigures(folder, small, large, named));
    Object.assign(figures, await recallFigures(folder, large));
  }
  report('province', figures);
} finally {
  if (values.keep === undefined) await rm(folder, { recursive: true, force: true });
}
