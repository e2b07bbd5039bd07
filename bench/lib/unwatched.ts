/** The server without the watch and the timers beside it, which read the log behind its captures. */
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { listen } from '../../src/http/server.ts';
import { openStore } from '../../src/store/index.ts';

const config = readConfig();
const store = await openStore({ dataDir: config.dataDir });
const app = buildApp(store, config);
console.log(`EPCIS 2.0 ${await listen(app, config)}`);
process.once('SIGTERM', () => void app.close().then(() => store.close()));
