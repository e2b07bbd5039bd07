import { generate } from '../../simulator/city/index.ts';
import { type Hearing, hearing } from '../../simulator/hearing.ts';
import { type Outcome, type Progress, simulateInto, simulateToFiles } from '../../simulator/run.ts';
import type { Way } from '../../simulator/ways.ts';
import { CaptureInterrupted, Refusal, Unreachable, Zhuisu } from '../client/index.ts';
import { ZhuisuError } from '../errors.ts';
import { reasonOf } from '../store/index.ts';
import { readSimulateOptions, type SimulateOptions, type Typed } from './simulate-options.ts';

/** A city with known faults, into a folder or into an installation. */
export async function simulateCommand(typed: Typed): Promise<void> {
  const options = readSimulateOptions(typed);
  const city = generate(options);
  const { folder, into } = options;
  try {
    const outcome =
      into === undefined ? { events: await simulateToFiles(city, folder, told) } : await simulateThere(city, folder, into);
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
    const { events } = outcome;
    const [firmCount, faults] = [city.register.length, city.truths().length];
    console.log(`${firmCount} 家主体，${events} 条事件，${faults} 个已知问题`);
    console.log(`${firmCount} organisations, ${events} events, ${faults} known faults`);
    if ('refused' in outcome) tellOutcome(outcome);
  } catch (error) {
    throw faultOf(error, into?.url) ?? error;
  }
}

function told({ events, done }: Progress): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${(done * 100).toFixed(1)} %  ${events}`);
}

type Heard = Outcome & { readonly delivered: number | undefined };

async function simulateThere(
  city: ReturnType<typeof generate>,
  folder: string,
  { url, token, speed, listen }: NonNullable<SimulateOptions['into']>,
): Promise<Heard> {
  const zhuisu = new Zhuisu({ baseUrl: url, token });
  // Too many complaints from one address are refused, not waited for.
  const consumers = new Zhuisu({ baseUrl: url, retries: 2 });
  const system = listen === undefined ? undefined : await hearing(zhuisu, listen);
  try {
    const outcome = await simulateInto(zhuisu, city, { speed, truth: `${folder}.truth.jsonl`, consumers }, told);
    return { ...outcome, delivered: system && (await settled(system)) };
  } finally {
    // What went wrong before is what is told.
    await system?.close().catch(() => {});
  }
}

function tellOutcome({ ways, refused, scans, complaints, unheard, delivered }: Heard): void {
  const by = (way: Way): number => ways.get(way) ?? 0;
  console.log(`EPCIS ${by('events')}，表单 forms ${by('form')}，Excel ${by('workbook')}，CSV ${by('sheet')}`);
  for (const [code, count] of refused) console.log(`${count} 条被拒 refused: ${code}`);
  console.log(`扫码 ${scans} 次，投诉 ${complaints} 件 scans, complaints`);
  for (const [code, count] of unheard) console.log(`${count} 件投诉被拒 complaints refused: ${code}`);
  if (delivered !== undefined) console.log(`Webhook 送达 ${delivered} 条 delivered`);
}

/** What is no fault of the program, as a row of the catalogue; undefined for anything else. */
function faultOf(error: unknown, url: string | undefined): ZhuisuError | undefined {
  const cause = error instanceof CaptureInterrupted ? error.cause : error;
  if (cause instanceof Refusal)
    return new ZhuisuError('installation_refused', {
      cause: `${cause.message}. ${cause.repair} (${cause.titleZh}；${cause.repairZh})`,
    });
  if (cause instanceof Unreachable && url !== undefined)
    return new ZhuisuError('installation_unreachable', { url, cause: reasonOf(rootOf(cause)) });
  const { code, path, port } = cause as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE' && port !== undefined)
    return new ZhuisuError('option_invalid', {
      name: '--listen',
      came: `${port}, which is in use`,
      expected: 'a free port, or 0',
    });
  if (code !== undefined && path !== undefined) return new ZhuisuError('file_unwritable', { file: path, cause: reasonOf(cause) });
  return undefined;
}

const rootOf = (error: unknown): unknown =>
  error instanceof Error && error.cause instanceof Error ? rootOf(error.cause) : error;

/** Until nothing more has come for a while. */
async function settled(system: Hearing): Promise<number> {
  for (let before = -1; before < system.heard.size; ) {
    before = system.heard.size;
    await new Promise((next) => setTimeout(next, 3_000));
  }
  return system.heard.size;
}
