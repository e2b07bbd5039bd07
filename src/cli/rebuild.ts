import { theOperator } from '../access/principal.ts';
import { audit } from '../audit/index.ts';
import { rebuildEnvelopes } from '../capture/index.ts';
import { registryOf } from '../organisations/index.ts';
import { rebuildStages } from '../records/index.ts';
import { dropWatch, ProcessLock, rebuildLinks, rebuildPapers } from '../store/index.ts';
import { detectors, Watch } from '../watch/index.ts';
import { withStore } from './store.ts';

export async function rebuildEnvelopesCommand(): Promise<void> {
  await withStore(async (store) => {
    const { events, changed } = await rebuildEnvelopes(store, registryOf(store));
    // Whose an event is decides who sees it.
    await audit(
      store.database,
      { kind: 'rights_changed', principal: theOperator, object: 'envelopes', outcome: 'allowed', details: { events, changed } },
      Date.now(),
    );
    console.log(`${events} 条事件已核对，${changed} 行有变 / ${events} events looked at, ${changed} rows changed`);
  });
}

/** Drops what the watch has found and finds it anew; a server that is running does it by itself. */
export async function rebuildWatchCommand(): Promise<void> {
  await withStore(async (store) => {
    const lock = await ProcessLock.open(store.database, 'watch', () => {});
    try {
      if (!(await lock.take())) {
        await dropWatch(store.database);
        console.log('正在运行的服务会重新监测 / the running server watches anew');
        return;
      }
      const registry = registryOf(store);
      const watch = new Watch({
        store,
        detectors,
        firmsOf: (uris) => registry.partiesOf(uris),
        now: Date.now,
        log: (fields) => console.error(JSON.stringify(fields)),
      });
      await watch.rebuild();
      const events = await watch.catchUp((read, lag) => {
        if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${read} / ${read + lag}`);
      });
      if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
      await watch.save();
      console.log(`${events} 条事件已重新监测 / ${events} events watched anew`);
    } finally {
      await lock.release();
    }
  });
}

export async function rebuildStagesCommand(): Promise<void> {
  await withStore(async (store) => {
    const { events, staged } = await rebuildStages(store);
    console.log(`${events} 条事件已核对，${staged} 条属于某一环节 / ${events} events looked at, ${staged} of a stage`);
  });
}

const tell = (read: number, head: number): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${read} / ${head}${read < head ? '' : '\r\x1b[2K'}`);
};

export async function rebuildLinksCommand(): Promise<void> {
  await withStore(async ({ database }) => {
    const { events, added } = await rebuildLinks(database, tell);
    console.log(`${events} 条事件已核对，补入关联 ${added} 条 / ${events} events looked at, ${added} links added`);
  });
}

export async function rebuildPapersCommand(): Promise<void> {
  await withStore(async ({ database }) => {
    const { events, papers } = await rebuildPapers(database, tell);
    console.log(`${events} 条事件已核对，提到单据 ${papers} 处 / ${events} events looked at, ${papers} mentions of papers`);
  });
}
