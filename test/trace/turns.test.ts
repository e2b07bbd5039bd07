/** Long computing lets others have their turn, and is the same computing. */
import { describe, expect, it } from 'vitest';
import { atOnce, inTurns, type Steps } from '../../src/trace/turns.ts';

function* slow(steps: number): Steps<number> {
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    for (const end = performance.now() + 4; performance.now() < end; ) sum += 0;
    sum += i;
    yield;
  }
  return sum;
}

describe('computing in turns', () => {
  it('answers as at once, and others have their turn meanwhile', async () => {
    let turns = 0;
    let done = false;
    const others = (): void => {
      turns++;
      if (!done) setImmediate(others);
    };
    setImmediate(others);
    const found = await inTurns(slow(60));
    done = true;
    expect(found).toBe(atOnce(slow(60)));
    expect(turns).toBeGreaterThan(5);
  });

  it('ends when nobody waits for it any more', async () => {
    let asked = 0;
    const gone = (): void => {
      if (++asked === 2) throw new Error('nobody waits');
    };
    await expect(inTurns(slow(10_000), gone)).rejects.toThrow('nobody waits');
  });
});
