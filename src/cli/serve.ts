import type { FastifyInstance } from 'fastify';
import { demoExamples } from '../../simulator/demo-city.ts';
import { loadDemoCity } from '../../simulator/load.ts';
import { thisMachine } from '../access/principal.ts';
import { Zhuisu } from '../client/index.ts';
import { type Config, readConfig } from '../config.ts';
import { ZhuisuError } from '../errors.ts';
import { buildApp } from '../http/app.ts';
import { causeFields, log } from '../http/log.ts';
import { listen } from '../http/server.ts';
import { eraseExpired } from '../persons/index.ts';
import { recheckDue } from '../records/index.ts';
import { logHead, mergeParts, openStore, type Store } from '../store/index.ts';
import { followLateLots, isReadinessDue, logMissing, readinessCheck, remindSilent, takeInLate } from '../supervision/index.ts';
import { Watching } from '../watch/index.ts';
import { demoSignIns, makeDemoAccounts, shownSignIns } from './demo-accounts.ts';
import { stopWithParent } from './parent.ts';
import { loadPatterns } from './patterns.ts';
import { storeOptions } from './store.ts';

/** Starts everything and returns when it is told to stop. */
export async function serve(): Promise<void> {
  const config = readConfig();
  await loadPatterns(config);
  const store = await openStore({ ...storeOptions(config), log: (line) => console.log(line) });
  const watching = new Watching({
    store,
    database: storeOptions(config),
    log: (fields) => log('warn', 'watch', { ...fields }),
  });
  const app = buildApp(store, config, Date.now, { watching });
  let stopping: Promise<void> | undefined;
  const timers: (() => void)[] = [];
  const stop = (): Promise<void> => {
    for (const end of timers) end();
    stopping ??= Promise.all([app.close(), watching.stop()])
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
    const signIns = await loadDemo(app, store, config, address);
    watching.start();
    announce(address, config, signIns);
    timers.push(eraseHourly(store), recheckByTheMinute(store), recallsByTheMinute(store), partsByTheMinute(store));
  } catch (error) {
    await app.close();
    await watching.stop();
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

/** Rules that fail by silence are asked within a minute of the end of their time; one round at a time. */
function recheckByTheMinute(store: Store): () => void {
  let asking = false;
  // A few at a time, each with the moment of its asking: the watch reads what was found in the order of these moments.
  const all = async (): Promise<void> => {
    for (let more = true; more; ) ({ more } = await recheckDue(store, Date.now(), 200));
  };
  const recheck = (): void => {
    if (asking) return;
    asking = true;
    void all()
      .catch((error: unknown) => log('error', 'recheck', causeFields(error)))
      .finally(() => {
        asking = false;
      });
  };
  recheck();
  const timer = setInterval(recheck, 60_000);
  return () => clearInterval(timer);
}

/**
 * What a process that ended left out of the log is written, lots of recalled ranges that it left without lists get them; the silent are
 * reminded and reported; once a night drawn lots are measured.
 * One round at a time. Two processes of a database do nothing twice, but for the nightly check, of which there are then two rows.
 */
function recallsByTheMinute(store: Store): () => void {
  let asking = false;
  const followed = new Map<string, number>();
  const ask = async (): Promise<void> => {
    const now = Date.now();
    await logMissing(store, now);
    await takeInLate(store, now);
    await followLateLots(store, now, followed);
    await remindSilent(store, now);
    if (await isReadinessDue(store, now)) await readinessCheck(store, now);
  };
  const round = (): void => {
    if (asking) return;
    asking = true;
    void ask()
      .catch((error: unknown) => log('error', 'recalls', causeFields(error)))
      .finally(() => {
        asking = false;
      });
  };
  round();
  const timer = setInterval(round, 60_000);
  return () => clearInterval(timer);
}

/** Full parts of the log's tables are merged beside everything else; one round at a time. The result ends it, between two steps of a merge. */
function partsByTheMinute(store: Store): () => void {
  let merging = false;
  let stopped = false;
  const merge = (): void => {
    if (merging) return;
    merging = true;
    void mergeParts(store.database, () => stopped)
      .catch((error: unknown) => stopped || log('error', 'parts', causeFields(error)))
      .finally(() => {
        merging = false;
      });
  };
  merge();
  const timer = setInterval(merge, 60_000);
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}

/** The demo enters like everybody else: through the public interface. Returns who may sign in, when they were made now. */
async function loadDemo(app: FastifyInstance, store: Store, config: Config, address: string): Promise<string> {
  if (!config.demo || (await logHead(store.database)) > 0) return '';
  const { organisations, events } = await loadDemoCity(new Zhuisu({ baseUrl: address, token: config.adminToken }));
  await makeDemoAccounts(app.desk, config, organisations);
  console.log(`Demo city loaded: ${organisations.size} organisations, ${events} events.`);
  return shownSignIns(config);
}

function announce(address: string, config: Config, signIns: string): void {
  console.log(`\n  追溯 Zhuisu is ready\n`);
  console.log(`  公众查询 portal    ${address}/`);
  if (config.demo) console.log(`  示例 example       ${address}/t/${encodeURIComponent(demoExamples[0]!.code)}`);
  console.log(`  EPCIS 2.0          ${address}/epcis`);
  console.log(`  API                ${address}/api/v1`);
  console.log(`  登录 sign-in       ${address}/sign-in`);
  console.log(
    `  令牌 token         ${config.adminToken === undefined ? 'none needed from this machine; set ZHUISU_ADMIN_TOKEN to require one' : 'ZHUISU_ADMIN_TOKEN'}`,
  );
  if (signIns !== '')
    console.log(`\n  演示账号 demo sign-ins, kept in ${demoSignIns(config)}:\n\n${signIns.replace(/^/gm, '    ').trimEnd()}`);
  console.log(`\n  Ctrl-C stops it and its database.\n`);
}
