/** Seconds of processor time: what a measurement costs, however busy the machine is. */
import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second, as Linux counts them for programs. */
const ticks = 100;

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Its own time, and that of its children which have ended. */
  readonly spent: number;
}

function processes(): Process[] {
  return readdirSync('/proc').flatMap((name): Process[] => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The name of the program stands in brackets and may hold anything.
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const [user, system, childUser, childSystem] = fields.slice(11, 15) as [number, number, number, number];
      return [{ pid: Number(name), parent: fields[1]!, spent: (user + system + childUser + childSystem) / ticks }];
    } catch {
      // It has ended since.
      return [];
    }
  });
}

/** Of this process. */
export function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Of the embedded database; NaN where there is no /proc to read it from. */
export function databaseCpu(dataDir: string): number {
  try {
    const postmaster = Number(/^\d+/.exec(readFileSync(`${dataDir}/postgres/postmaster.pid`, 'utf8'))![0]);
    return processes()
      .filter(({ pid, parent }) => pid === postmaster || parent === postmaster)
      .reduce((sum, { spent }) => sum + spent, 0);
  } catch {
    return Number.NaN;
  }
}
