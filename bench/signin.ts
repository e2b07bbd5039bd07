/**
 * Scans at a steady 200 requests a second while 200 people try to sign in at once, again and again, from 100 addresses and with right and
 * wrong passwords; against the same without them, in turns of four seconds, so that whatever else the machine does falls on both alike.
 */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { demoDocuments, demoExamples } from '../simulator/demo-city.ts';
import { inFlight } from './lib/crowd.ts';
import { startServer } from './lib/server.ts';
import { median, percentile, report, round } from './lib/setup.ts';

const perSecond = 200;
const seconds = 4;
const rounds = 5;
const token = 'bench-token-of-this-run';

process.env.ZHUISU_ADMIN_TOKEN = token;
const server = await startServer();
const address = `http://127.0.0.1:${server.port}`;
const post = async (path: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify(body),
  });
for (const { document } of demoDocuments()) await post('/epcis/capture', document as object);
const made = await post('/api/v1/accounts', {
  login: 'bench',
  name: 'bench',
  roles: ['security_administrator'],
  organisation: null,
});
if (made.status !== 201) throw new Error(await made.text());
const first = ((await made.json()) as { firstPassword: string }).firstPassword;

async function scans(): Promise<number[]> {
  const times: number[] = [];
  const ask = async (i: number): Promise<void> => {
    const { code } = demoExamples[i % demoExamples.length]!;
    const start = performance.now();
    const response = await fetch(`${address}/t/${encodeURIComponent(code)}`, {
      headers: { accept: 'text/html', authorization: `Bearer ${token}` },
    });
    await response.text();
    if (response.status !== 200) throw new Error(`${code}: ${response.status}`);
    times.push(performance.now() - start);
  };
  const begin = performance.now();
  const open: Promise<void>[] = [];
  for (let i = 0; i < perSecond * seconds; i++) {
    const wait = begin + (i * 1000) / perSecond - performance.now();
    if (wait > 0) await new Promise((next) => setTimeout(next, wait));
    open.push(ask(i));
  }
  await Promise.all(open);
  return times;
}

const crowd = fork(join(import.meta.dirname, 'lib/crowd.ts'), [String(server.port), first], {
  execArgv: ['--disable-warning=ExperimentalWarning'],
});
const answers = new Map<string, number>();

async function besideCrowd(): Promise<number[]> {
  crowd.send('come');
  const times = await scans();
  const told = new Promise<Record<string, number>>((resolve) => crowd.once('message', (message) => resolve(message as never)));
  crowd.send('go');
  for (const [status, count] of Object.entries(await told)) answers.set(status, (answers.get(status) ?? 0) + count);
  return times;
}

await scans();
const alone: number[] = [];
const beside: number[] = [];
for (let each = 0; each < rounds; each++) {
  alone.push(...(await scans()));
  beside.push(...(await besideCrowd()));
}
crowd.disconnect();
await server.stop();
report('signin', {
  'scans a second': perSecond,
  'sign-ins in flight': inFlight,
  'answers to sign-ins by status': Object.fromEntries(answers),
  'scan p50 alone, ms': round(median(alone)),
  'scan p99 alone, ms': round(percentile(alone, 0.99)),
  'scan p50 beside sign-ins, ms': round(median(beside)),
  'scan p99 beside sign-ins, ms': round(percentile(beside, 0.99)),
  'p99 beside in p99 alone': round(percentile(beside, 0.99) / percentile(alone, 0.99)),
});
