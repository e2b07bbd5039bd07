/** The same server without group commit: each request is a transaction of its own. A peer to measure against, never to run. */
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { listen } from '../../src/http/server.ts';
import { EventLog, openStore } from '../../src/store/index.ts';

const config = readConfig();
const store = await openStore({ dataDir: config.dataDir });
const log = new EventLog(store.database, Date.now, 1);
const app = buildApp({ ...store, log }, config);
console.log(`EPCIS 2.0 ${await listen(app, config)}`);
process.once('SIGTERM', () => void app.close().then(() => store.close()));
