/** The rows that the load writes are those that a capture writes, compared table by table over a sample, rules and register asked for real. */
import { captureEvents } from '../../src/capture/index.ts';
import { registryOf } from '../../src/organisations/index.ts';
import { gateOf } from '../../src/records/index.ts';
import { EventRows, Script } from '../../src/store/index.ts';
import { hubEvents } from './hub.ts';
import { provinceContext } from './province.ts';
import { bulky, register } from './province-load.ts';
import { hubStart, preparedBlock, sampleEvents } from './province-rows.ts';
import { asOwner, withBenchStore } from './setup.ts';

/** Throws with the table that differs; returns how many events were compared. */
export async function checkAgainstCapture(batches = 60, of = 10_000): Promise<number> {
  return withBenchStore(async (store) => {
    const owner = await asOwner(store);
    owner.on('error', () => {});
    await register(owner);
    const hub = hubEvents(hubStart(of));
    const events = sampleEvents(batches, of, [...hub.slice(0, 200), ...hub.slice(-200)]);
    const dump = async (): Promise<Map<string, string>> => {
      const found = new Map<string, string>();
      for (const table of bulky) {
        const { rows } = await owner.query<{ row: string }>(
          `select (to_jsonb(t) - 'record_time')::text as row from ${table} t order by 1`,
        );
        found.set(table, rows.map(({ row }) => row).join('\n'));
      }
      return found;
    };
    const { errors, counts } = await captureEvents(
      store.log,
      { events, context: provinceContext },
      { behaviour: 'proceed', job: false, now: Date.now(), registry: registryOf(store), gate: gateOf(store) },
    );
    if (counts.stored !== events.length) throw new Error(`a capture refuses the sample: ${JSON.stringify(errors[0])}`);
    const captured = await dump();
    // Of these a load writes none: rules are not asked.
    const { rows: told } = await owner.query(
      'select (select count(*) from evaluation) + (select count(*) from rule_due) as rows',
    );
    if (told[0].rows !== '0') throw new Error(`rules have something to say of the sample: ${told[0].rows} rows`);
    await owner.query(`truncate ${bulky.join()}`);
    const tables = new EventRows().filled(preparedBlock(events), 0, 0);
    const statements = ['begin', ...tables.map(([target]) => `copy ${target} from stdin (format binary)`), 'commit'];
    const script = new Script(
      statements.join('; '),
      tables.map(([, rows]) => rows.finish()),
    );
    (owner as unknown as { query(script: Script): void }).query(script);
    await script.done;
    const loaded = await dump();
    for (const [table, rows] of captured) {
      if (rows === '') throw new Error(`the sample has no rows in ${table}`);
      if (loaded.get(table) !== rows) throw new Error(`the load differs from a capture in ${table}`);
    }
    await owner.end();
    return events.length;
  });
}
