import { demoExamples } from '../../simulator/demo-city.ts';
import { loadDemoCity } from '../../simulator/load.ts';
import { Zhuisu } from '../client/index.ts';
import { type Config, readConfig } from '../config.ts';
import { ZhuisuError } from '../errors.ts';
import { buildApp } from '../http/app.ts';
import { listen } from '../http/server.ts';
import { logHead, openStore, type Store } from '../store/index.ts';
import { stopWithParent } from './parent.ts';
import { loadPatterns } from './patterns.ts';

/** Starts everything and returns when it is told to stop. */
export async function serve(): Promise<void> {
  const config = readConfig();
  await loadPatterns(config);
  const store = await openStore({ dataDir: config.dataDir, databaseUrl: config.databaseUrl, log: (line) => console.log(line) });
  const app = buildApp(store, config);
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= app
      .close()
      .then(() => store.close())
      .then(() => process.exit());
    return stopping;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  stopWithParent(() => void stop());
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
  } catch (error) {
    await app.close();
    await store.close();
    throw error;
  }
}

async function loadDemo(store: Store, config: Config, address: string): Promise<void> {
  if (!config.demo || (await logHead(store.database)) > 0) return;
  const events = await loadDemoCity(new Zhuisu({ baseUrl: address, token: config.adminToken }));
  console.log(`Demo city loaded: ${events} events.`);
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
