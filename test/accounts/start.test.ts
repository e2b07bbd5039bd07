/** The first people of an installation: those of the demo, and the one made at the command line. The real program, as an operator starts it. */
import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { jiyuan } from '../../src/jurisdictions/index.ts';
import { bodyId } from '../../src/organisations/index.ts';
import { command, type Ended, removeFolder, serve, stop, temporaryFolder } from '../start/servers.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function folder(): Promise<string> {
  const path = await temporaryFolder();
  open.push(() => removeFolder(path));
  return path;
}

const signIn = (address: string, login: string, password: string): Promise<Response> =>
  fetch(`${address}/api/v1/account/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });

/** The command with a line on its standard input. */
function typing(line: string, words: readonly string[], dataDir: string): Promise<Ended> {
  const starter = resolve(import.meta.dirname, '../../scripts/zhuisu.mjs');
  const child = spawn(process.execPath, [starter, ...words], { env: { ...process.env, ZHUISU_DATA_DIR: dataDir } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  child.stdin.end(`${line}\n`);
  return new Promise((done) => child.once('close', (code) => done({ code, output })));
}

describe('the first start', () => {
  test('with the demo makes eight people, with passwords of this installation, told once and kept for the operator', async () => {
    const [dataDir, other] = [await folder(), await folder()];
    const running = await serve(dataDir, { ZHUISU_DEMO: '1' });
    open.push(() => stop(running));
    const file = join(dataDir, 'demo-sign-ins.txt');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const people = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/));
    expect(people.map(([login]) => login)).toEqual(
      ['farmer', 'processor', 'lead', 'food-lead', 'coordinator', 'system', 'security', 'audit'].map((each) => `demo-${each}`),
    );
    for (const [login, password] of people) {
      expect(running.output()).toContain(password);
      const answer = await signIn(running.address, login!, password!);
      const stage = /system|security|audit/.test(login!) ? 'enrol' : 'open';
      expect(await answer.json(), login).toEqual({ stage });
    }
    const [, foodPassword] = people.find(([login]) => login === 'demo-food-lead')!;
    const signed = await signIn(running.address, 'demo-food-lead', foodPassword!);
    const cookie = signed.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    const me = await fetch(`${running.address}/api/v1/account`, { headers: { cookie } });
    const lead = jiyuan.departments.find(({ leads, to }) => to === undefined && leads.includes('food'))!;
    expect(await me.json()).toMatchObject({ organisation: { id: bodyId(jiyuan.id, lead.id) }, roles: ['official', 'inspector'] });
    const second = await serve(other, { ZHUISU_DEMO: '1' });
    open.push(() => stop(second));
    const [, password] = people[0]!;
    expect((await signIn(second.address, 'demo-farmer', password!)).status).toBe(401);
    await stop(running);
    const again = await serve(dataDir, { ZHUISU_DEMO: '1' });
    open.push(() => stop(again));
    expect(again.output()).not.toContain(password);
    expect((await signIn(again.address, 'demo-farmer', password!)).status).toBe(200);
  });

  test('without the demo has nobody; the first administrator is made on the machine, with a password that is worth something', async () => {
    const dataDir = await folder();
    const running = await serve(dataDir);
    open.push(() => stop(running));
    expect((await command(['account', 'list'], { ZHUISU_DATA_DIR: dataDir }).ended).output).toBe('');
    const weak = await typing('password1234', ['account', 'create', 'chief'], dataDir);
    expect([weak.code, weak.output.trim().split('\n').length]).toEqual([1, 1]);
    expect((await command(['account', 'list'], { ZHUISU_DATA_DIR: dataDir }).ended).output).toBe('');
    const made = await typing('harvest lantern 47 orchard', ['account', 'create', 'chief'], dataDir);
    expect(made).toMatchObject({ code: 0, output: expect.stringContaining('security_administrator') });
    expect(made.output).not.toContain('lantern');
    expect(await (await signIn(running.address, 'chief', 'harvest lantern 47 orchard')).json()).toEqual({ stage: 'enrol' });
    const reset = await command(['account', 'reset', 'chief'], { ZHUISU_DATA_DIR: dataDir }).ended;
    const first = /chief: (\S+)/.exec(reset.output)![1]!;
    expect((await signIn(running.address, 'chief', 'harvest lantern 47 orchard')).status).toBe(401);
    expect(await (await signIn(running.address, 'chief', first)).json()).toEqual({ stage: 'password' });
  });
});
