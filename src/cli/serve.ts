import { demoDocuments, demoExamples, demoOrganisations } from '../../simulator/demo-city.ts';
import { thisMachine } from '../access/principal.ts';
import { type Config, readConfig } from '../config.ts';
import { ZhuisuError } from '../errors.ts';
import { buildApp } from '../http/app.ts';
import { causeFields, log } from '../http/log.ts';
import { listen } from '../http/server.ts';
import { eraseExpired } from '../persons/index.ts';
import { logHead, openStore, type Store } from '../store/index.ts';
import { stopWithParent } from './parent.ts';
import { loadPatterns } from './patterns.ts';
import { storeOptions } from './store.ts';

/** Starts everything and returns when it is told to stop. */
export async function serve(): Promise<void> {
  const config = readConfig();
  await loadPatterns(config);
  const store = await openStore({ ...storeOptions(config), log: (line) => console.log(line) });
  const app = buildApp(store, config);
  let stopping: Promise<void> | undefined;
  let stopErasing = (): void => {};
  const stop = (): Promise<void> => {
    stopErasing();
    stopping ??= app
      .close()
      .then(() => store.close())
      .then(() => process.exit());
    return stopping;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  stopWithParent(() => void stop());
  // What nobody caught ends the program, without printing the values that its message may quote.
  process.on('uncaughtException', (error) => {
    log('error', 'uncaught', causeFields(error));
    process.exitCode = 1;
    void stop();
  });
  store.database.embedded?.onExit((cause) => {
    if (stopping !== undefined) return;
    console.error(
      `zhuisu: ${new ZhuisuError('database_start_failed', { cause: `it stopped: ${cause}`, log: `${config.dataDir}/postgres.log` }).message}`,
    );
    process.exitCode = 1;
    void stop();
  });
  try {
    const address = await listen(app, config);
    await loadDemo(store, config, address);
    announce(address, config);
    stopErasing = eraseHourly(store);
  } catch (error) {
    await app.close();
    await store.close();
    throw error;
  }
}

/** Personal data whose time is over goes within the hour. A database that is gone is reported by everybody else, and asked again. */
function eraseHourly(store: Store): () => void {
  const erase = (): void => void eraseExpired(store, Date.now(), thisMachine).catch(() => {});
  erase();
  const timer = setInterval(erase, 3_600_000);
  return () => clearInterval(timer);
}

/** The demo enters like everybody else: through the public interface. */
async function loadDemo(store: Store, config: Config, address: string): Promise<void> {
  if (!config.demo || (await logHead(store.database)) > 0) return;
  const post = demoPost(address, config);
  for (const { organisation, site, licences } of demoOrganisations) {
    const { id, status } = await post('/api/v1/organisations', organisation);
    await post(`/api/v1/organisations/${id}/sites`, site);
    for (const licence of licences) await post(`/api/v1/organisations/${id}/licences`, licence);
    if (status === 'registered') await post(`/api/v1/organisations/${id}/decisions`, { decision: 'approve' });
  }
  for (const { document } of demoDocuments()) await post('/epcis/capture', document);
  console.log(`Demo city loaded: ${demoOrganisations.length} organisations, ${await logHead(store.database)} events.`);
}

/** Throws when a part of the demo is refused. */
function demoPost(address: string, { adminToken }: Config) {
  const headers = {
    'content-type': 'application/json',
    ...(adminToken === undefined ? {} : { authorization: `Bearer ${adminToken}` }),
  };
  return async (path: string, body: unknown): Promise<{ id?: string; status?: string }> => {
    const response = await fetch(`${address}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer = (await response.json()) as {
      id?: string;
      status?: string;
      success?: boolean;
      errors?: { detail: string }[];
      detail?: string;
    };
    if (response.ok && answer.success !== false) return answer;
    throw new Error(`The demo was refused at ${path}: ${answer.errors?.[0]?.detail ?? answer.detail}`);
  };
}

function announce(address: string, config: Config): void {
  console.log(`\n  追溯 Zhuisu is ready\n`);
  console.log(`  公众查询 portal    ${address}/`);
  if (config.demo) console.log(`  示例 example       ${address}/t/${encodeURIComponent(demoExamples[0]!.code)}`);
  console.log(`  EPCIS 2.0          ${address}/epcis`);
  console.log(`  API                ${address}/api/v1`);
  console.log(
    `  令牌 sign-in       ${config.adminToken === undefined ? 'none needed from this machine; set ZHUISU_ADMIN_TOKEN to require one' : 'ZHUISU_ADMIN_TOKEN'}`,
  );
  console.log(`\n  Ctrl-C stops it and its database.\n`);
}
