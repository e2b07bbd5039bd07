/** Known holes in what is installed to run, as the registry tells them. A registry that does not answer is no reason to stop. */
import { spawnSync } from 'node:child_process';
import { root } from './lib.mjs';

/** Exit code: 1 for a hole that is high or critical. */
export function auditDependencies() {
  const words = ['audit', '--omit=dev', '--audit-level=high', '--json'];
  const { status, stdout } = spawnSync('npm', words, {
    cwd: root,
    encoding: 'utf8',
    timeout: 60_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let answer;
  try {
    answer = JSON.parse(stdout ?? '');
  } catch {
    answer = {};
  }
  const counts = answer.metadata?.vulnerabilities;
  if (counts === undefined) {
    const reason = answer.statusCode ?? answer.error?.code ?? 'no answer';
    console.log(`Dependencies: the registry does not tell of known holes here (${reason}); not checked.`);
    return 0;
  }
  const found = Object.entries(answer.vulnerabilities ?? {}).filter(([, { severity }]) => /^(?:high|critical)$/.test(severity));
  for (const [name, { severity, range }] of found)
    console.error(`Dependencies: ${name} ${range} has a hole (${severity}): npm audit fix, or replace it.`);
  if (status === 0)
    console.log(
      `Dependencies: no known hole that is high or critical in ${answer.metadata.dependencies?.prod ?? 'the'} packages.`,
    );
  return status === 0 ? 0 : 1;
}
