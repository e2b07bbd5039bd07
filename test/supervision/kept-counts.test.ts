/** Counts that are kept say for which moment they are true, and end when that is no longer so. */
import { describe, expect, it } from 'vitest';
import { keptCounts } from '../../src/supervision/index.ts';

function counting() {
  const state = { now: 1_000_000, decided: 'd1', log: 'l1', counted: 0, fails: false };
  const keep = keptCounts(
    async () => ({ decided: state.decided, log: state.log }),
    () => state.now,
  );
  const ask = (key = 'a') =>
    keep(key, async (at) => {
      if (state.fails) throw new Error('no database');
      return { at, n: ++state.counted };
    });
  return { state, ask };
}

describe('a count', () => {
  const begun = 1_000_000;
  /** What is so when it is asked again, and whether it is counted anew. */
  const changes: readonly [string, { readonly now?: number; readonly log?: string; readonly decided?: string }, boolean][] = [
    ['nothing happened', {}, false],
    ['a moment passed', { now: begun + 59_000 }, false],
    ['a minute passed', { now: begun + 60_000 }, true],
    ['the log grew just now', { log: 'l2' }, false],
    ['the log grew and a while passed', { log: 'l2', now: begun + 15_000 }, true],
    ['something was decided', { decided: 'd2' }, true],
    ['the clock went back', { now: begun - 1 }, true],
  ];
  it.each(changes)('when %s', async (_, change, anew) => {
    const { state, ask } = counting();
    const first = await ask();
    Object.assign(state, change);
    const second = await ask();
    expect(second.told.n).toBe(anew ? 2 : 1);
    // Whatever is told says of when it is.
    expect([first.at, second.at]).toEqual([begun, anew ? state.now : begun]);
    expect(second.told.at).toBe(second.at);
  });

  it('is made once for those who ask together, apart for each question, and again after a failure', async () => {
    const { state, ask } = counting();
    const all = await Promise.all([ask('a'), ask('a'), ask('b'), ask('a')]);
    expect(all.map(({ told }) => told.n)).toEqual([1, 1, 2, 1]);
    state.fails = true;
    await expect(ask('c')).rejects.toThrow('no database');
    state.fails = false;
    expect((await ask('c')).told.n).toBe(3);
  });
});
