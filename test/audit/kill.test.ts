import { expect, test } from 'vitest';
import { command, type Ended, pause, removeFolder, serve, stop, temporaryFolder } from '../start/servers.ts';

const token = 'the-token-of-the-operator';

test('after kill -9 in the middle of writing the chain is whole and holds whatever was answered', async () => {
  const dataDir = await temporaryFolder();
  try {
    const answered = new Set<string>();
    for (const victim of ['server', 'database'] as const) {
      const running = await serve(dataDir, { ZHUISU_ADMIN_TOKEN: token });
      // Each reading is written down before it is answered; each denial is written down behind its answer.
      const read = async (): Promise<void> => {
        for (;;) {
          try {
            const response = await fetch(`${running.address}/api/v1/audit?perPage=1`, {
              headers: { authorization: `Bearer ${token}` },
            });
            if (response.status !== 200) return;
            answered.add(response.headers.get('x-request-id')!);
            await fetch(`${running.address}/epcis/events`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
          } catch {
            return;
          }
        }
      };
      const reading = Promise.all(Array.from({ length: 6 }, () => read()));
      // Enough was answered; on a busy machine that takes its time.
      const wanted = answered.size + 30;
      const patience = Date.now() + 60_000;
      while (answered.size < wanted && Date.now() < patience) await pause(20);
      process.kill(victim === 'server' ? running.serverPid : running.databasePid, 'SIGKILL');
      await reading;
      await stop(running);
    }
    const verified: Ended = await command(['audit', 'verify'], { ZHUISU_DATA_DIR: dataDir }).ended;
    expect(verified).toMatchObject({ code: 0, output: expect.stringMatching(/whole: \d+ entries[\s\S]*Head \d+:[0-9a-f]{64}/) });
    const file = `${dataDir}/audit.jsonl`;
    const exported = await command(['audit', 'export', file], { ZHUISU_DATA_DIR: dataDir }).ended;
    expect(exported).toMatchObject({ code: 0 });
    const head = /Head (\S+)/.exec(exported.output)![1]!;
    const { readFileSync, writeFileSync } = await import('node:fs');
    const text = readFileSync(file, 'utf8');
    expect(answered.size).toBeGreaterThan(20);
    expect([...answered].filter((id) => !text.includes(id))).toEqual([]);

    // The file is checked without a database, against the head that was printed.
    const nowhere = { ZHUISU_DATA_DIR: '/nowhere' };
    expect(await command(['audit', 'verify', file, '--head', head], nowhere).ended).toMatchObject({ code: 0 });
    writeFileSync(file, text.replace('audit_read', 'audit_rest'));
    const changed = await command(['audit', 'verify', file], nowhere).ended;
    expect([changed.code, changed.output]).toEqual([
      1,
      expect.stringMatching(/^zhuisu: The audit log is not whole: entry \d+ does not follow/),
    ]);
    const other = await command(['audit', 'verify', '--head', `2:${'0'.repeat(64)}`], { ZHUISU_DATA_DIR: dataDir }).ended;
    expect([other.code, other.output]).toEqual([1, expect.stringMatching(/entry 2 is not the one that was noted/)]);
    expect(await command(['audit', 'verify', `${dataDir}/none`], nowhere).ended).toMatchObject({
      code: 1,
      output: expect.stringMatching(/cannot be read/),
    });
    expect(await command(['audit', 'verify', '--head', 'x'], nowhere).ended).toMatchObject({ code: 1 });
  } finally {
    await removeFolder(dataDir);
  }
});
