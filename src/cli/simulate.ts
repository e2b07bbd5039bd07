import { generate } from '../../simulator/city/index.ts';
import { type Hearing, hearing } from '../../simulator/hearing.ts';
import { type Progress, simulateInto, simulateToFiles } from '../../simulator/run.ts';
import type { Way } from '../../simulator/ways.ts';
import { Zhuisu } from '../client/index.ts';

interface Options {
  readonly firms: string;
  readonly days: string;
  readonly seed: string;
  readonly rate: string;
  readonly begins: string;
  readonly to?: string;
  readonly token?: string;
  readonly speed?: string;
  readonly out?: string;
  /** Port at which a system of the city is told by webhook. */
  readonly listen?: string;
}

/** A city with known faults, into a folder or into an installation. */
export async function simulateCommand(options: Options): Promise<void> {
  const { firms, days, seed, rate, begins, to, token, speed, out, listen } = options;
  const city = generate({ firms: Number(firms), days: Number(days), seed, rate: Number(rate), begins });
  const told = ({ events, done }: Progress): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${(done * 100).toFixed(1)} %  ${events}`);
  };
  const folder = out ?? `city-${seed}`;
  const zhuisu = to === undefined ? undefined : new Zhuisu({ baseUrl: to, token });
  const system = zhuisu === undefined || listen === undefined ? undefined : await hearing(zhuisu, Number(listen));
  const outcome =
    zhuisu === undefined
      ? { events: await simulateToFiles(city, folder, told) }
      : await simulateInto(
          zhuisu,
          city,
          {
            speed: speed === undefined ? undefined : Number(speed),
            truth: `${folder}.truth.jsonl`,
            // Too many complaints from one address are refused, not waited for.
            consumers: new Zhuisu({ baseUrl: to!, retries: 2 }),
          },
          told,
        );
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
  const { events } = outcome;
  const [firmCount, faults] = [city.register.length, city.truths().length];
  console.log(`${firmCount} 家主体，${events} 条事件，${faults} 个已知问题`);
  console.log(`${firmCount} organisations, ${events} events, ${faults} known faults`);
  if (!('refused' in outcome)) return;
  const { ways } = outcome;
  const by = (way: Way): number => ways.get(way) ?? 0;
  console.log(`EPCIS ${by('events')}，表单 forms ${by('form')}，Excel ${by('workbook')}，CSV ${by('sheet')}`);
  for (const [code, count] of outcome.refused) console.log(`${count} 条被拒 refused: ${code}`);
  console.log(`扫码 ${outcome.scans} 次，投诉 ${outcome.complaints} 件 scans, complaints`);
  for (const [code, count] of outcome.unheard) console.log(`${count} 件投诉被拒 complaints refused: ${code}`);
  if (system !== undefined) console.log(`Webhook 送达 ${await settled(system)} 条 delivered`);
}

/** Until nothing more has come for a while. */
async function settled(system: Hearing): Promise<number> {
  for (let before = -1; before < system.heard.size; ) {
    before = system.heard.size;
    await new Promise((next) => setTimeout(next, 3_000));
  }
  await system.close();
  return system.heard.size;
}
