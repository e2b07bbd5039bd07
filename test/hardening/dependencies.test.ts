import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'zhuisu-npm-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the check makes of an answer: npm's place on the path is taken by a program that gives it. */
function checked(answer: string, status: number): Promise<{ code: number; output: string }> {
  const npm = join(folder, 'npm');
  writeFileSync(join(folder, 'answer'), answer);
  writeFileSync(npm, `#!/bin/sh\ncat "${folder}/answer"\nexit ${status}\n`);
  chmodSync(npm, 0o755);
  const script = join(import.meta.dirname, '../../scripts/audit.mjs');
  const program = `import('${script}').then(({ auditDependencies }) => process.exit(auditDependencies()))`;
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
  return new Promise((done) => {
    execFile(process.execPath, ['-e', program], { env }, (error, stdout, stderr) =>
      done({ code: (error?.code as number | undefined) ?? 0, output: stdout + stderr }),
    );
  });
}

const found = (severity: string): string =>
  JSON.stringify({
    vulnerabilities: { leaky: { severity, range: '<2.0.0' } },
    metadata: { vulnerabilities: { total: 1 }, dependencies: { prod: 12 } },
  });

test.each([
  [
    'a registry that does not tell',
    '{"message":"405","statusCode":405}',
    1,
    0,
    /not tell of known holes here \(405\); not checked/,
  ],
  ['no registry at all', '', 1, 0, /\(no answer\); not checked/],
  ['no hole', '{"metadata":{"vulnerabilities":{"total":0},"dependencies":{"prod":12}}}', 0, 0, /no known hole .* in 12 packages/],
  ['a hole that is small', found('low'), 0, 0, /no known hole that is high/],
  ['a hole that is high', found('high'), 1, 1, /leaky <2\.0\.0 has a hole \(high\)/],
])('%s', async (_, answer, status, code, line) => {
  const result = await checked(answer, status);
  expect(result).toEqual({ code, output: expect.stringMatching(line) });
  expect(result.output.trim().split('\n')).toHaveLength(1);
});
