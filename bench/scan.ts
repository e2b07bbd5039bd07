/** The page a scan opens, at a steady 200 requests a second for 20 seconds, sent whether or not the earlier ones are answered. */
import { demoDocuments, demoExamples } from '../simulator/demo-city.ts';
import { startServer } from './lib/server.ts';
import { median, percentile, report, round } from './lib/setup.ts';

const perSecond = 200;
const seconds = 20;
const server = await startServer();
const address = `http://127.0.0.1:${server.port}`;
for (const { document } of demoDocuments()) {
  await fetch(`${address}/epcis/capture`, {
    method: 'POST',
    headers: { 'content-type': 'application/ld+json' },
    body: JSON.stringify(document),
  });
}
const times: number[] = [];
const ask = async (i: number): Promise<void> => {
  const { code } = demoExamples[i % demoExamples.length]!;
  const start = performance.now();
  const response = await fetch(`${address}/t/${encodeURIComponent(code)}`, { headers: { accept: 'text/html' } });
  await response.text();
  if (response.status !== 200) throw new Error(`${code}: ${response.status}`);
  times.push(performance.now() - start);
};
for (let i = 0; i < 400; i++) await ask(i);
times.length = 0;
const begin = performance.now();
const open: Promise<void>[] = [];
for (let i = 0; i < perSecond * seconds; i++) {
  const due = begin + (i * 1000) / perSecond;
  const wait = due - performance.now();
  if (wait > 0) await new Promise((next) => setTimeout(next, wait));
  open.push(ask(i));
}
await Promise.all(open);
await server.stop();
report('scan', {
  'requests a second': perSecond,
  'p50, ms': round(median(times)),
  'p99, ms': round(percentile(times, 0.99)),
  'p99 in p50': round(percentile(times, 0.99) / median(times)),
});
