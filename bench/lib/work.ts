/** Processor time of a measurement: that of this process and of the embedded server, which other work on the machine does not add to. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Linux counts in hundredths of a second, whatever the machine. */
const ticksPerSecond = 100;

/** Seconds since the start, of this process and of the server whose data folder it is. */
export function processorSeconds(dataDir: string): { readonly program: number; readonly database: number } {
  const { user, system } = process.cpuUsage();
  const postmaster = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  let ticks = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const fields = fieldsOf(pid);
    if (fields === undefined) continue;
    const [parent, own, ended] = [
      Number(fields[1]),
      Number(fields[11]) + Number(fields[12]),
      Number(fields[13]) + Number(fields[14]),
    ];
    if (Number(pid) === postmaster) ticks += own + ended;
    else if (parent === postmaster) ticks += own;
  }
  return { program: (user + system) / 1_000_000, database: ticks / ticksPerSecond };
}

/** From the third field on: what stands in brackets may have spaces. A process that has gone meanwhile has none. */
function fieldsOf(pid: string): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return undefined;
  }
}
