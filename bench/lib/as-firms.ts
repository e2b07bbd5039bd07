/** The server with its watch, where the header `bench-firm` (uuid) says for whom is asked; without it asks the operator. */
import type { Principal } from '../../src/access/index.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { listen } from '../../src/http/server.ts';
import { openStore } from '../../src/store/index.ts';
import { Watching } from '../../src/watch/index.ts';
import { areaOf } from './province.ts';

const config = readConfig();
const { dataDir } = config;
const store = await openStore({ dataDir });
const watching = new Watching({ store, database: { dataDir }, log: (fields) => console.error(JSON.stringify(fields)) });
const principalOf = ({ headers }: { headers: Readonly<Record<string, unknown>> }): Principal | undefined => {
  const id = headers['bench-firm'];
  if (typeof id !== 'string') return undefined;
  // Of this machine itself, so that how often one may ask is not what is measured.
  return { kind: 'machine', organisation: { id, kind: 'enterprise', areas: [areaOf(0)] }, roles: new Set(['recorder']) };
};
const app = buildApp(store, config, Date.now, { watching, principalOf });
const address = await listen(app, config);
watching.start();
console.log(`EPCIS 2.0 ${address}`);
process.once('SIGTERM', () => void Promise.all([app.close(), watching.stop()]).then(() => store.close()));
