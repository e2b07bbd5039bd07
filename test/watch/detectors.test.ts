/** Each detector on a small history that is wrong, and on one like it that is not; and what closes what it told. */
import { describe, expect, it } from 'vitest';
import type { Complaint } from '../../src/watch/definition.ts';
import { Notes } from '../../src/watch/findings.ts';
import { detectors } from '../../src/watch/index.ts';
import { cases } from './histories.ts';
import { amounts, type Line, lot, observed, toldOf, when } from './history.ts';
import { days, firm, inspectedLift, maintained, received, shipped } from './pieces.ts';

describe('each detector', () => {
  for (const { detector, says, wrong, right, closes, around } of cases) {
    const known = detectors.find(({ id }) => id === detector)!;
    it(`${detector} tells: ${says}`, () => {
      const told = toldOf(known, wrong, around);
      expect(told.map(({ detector: id, resolvedAt }) => [id, resolvedAt])).toEqual([[detector, null]]);
      expect(told[0]!.toldZh).toMatch(/[\u4e00-\u9fff]/);
      expect(toldOf(known, right, around)).toEqual([]);
    });
    if (closes !== undefined)
      it(`${detector} is closed by a record that comes late`, () => {
        const told = toldOf(known, [...wrong, ...closes], around);
        expect(told).toHaveLength(1);
        expect(told[0]!.resolvedAt).not.toBeNull();
      });
  }

  it('knows a licence as missing where those who do the same have one', () => {
    const known = detectors.find(({ id }) => id === 'no_licence_known')!;
    const licensed = ['b', 'c', 'd', 'e'].map((name) => firm(name, ['food'], ['food']));
    const firms = [...licensed, firm('a', ['food']), firm('f', ['food'])];
    const sells = (by: string, at: string): Line => ({
      at,
      by,
      category: 'food',
      event: observed('retail_selling', amounts({ A: 1 })),
    });
    const stores = (by: string, at: string): Line => ({
      at,
      by,
      category: 'food',
      event: observed('sensor_reporting', { epcList: [] }),
    });
    const lines = ['b', 'c', 'd', 'e'].map((by) => sells(by, '0'));
    const around = { firms };
    expect(toldOf(known, [...lines, sells('a', '1')], around).map(({ organisation }) => organisation)).toEqual([firms[4]!.id]);
    // Who does something else is not compared with them.
    expect(toldOf(known, [...lines, stores('f', '1')], around)).toEqual([]);
  });

  it('says of what is past its inspection whether whoever inspected it still records', () => {
    const known = detectors.find(({ id }) => id === 'inspection_overdue')!;
    const others = (last: number): Line[] =>
      days(0, last).map((n) => ({ at: `${n}.09:00`, by: 'b', event: inspectedLift(`${n + 2}`, '2027-03-12') }));
    const own: readonly Line[] = [
      { at: '0', by: 'b', event: inspectedLift('1', '2026-03-20') },
      { at: '5', event: maintained('1', {}) },
    ];
    const told = (last: number) => toldOf(known, [...others(last), ...own], { until: '45' }).map(({ toldZh }) => toldZh);
    expect(told(40)).toEqual([expect.not.stringContaining('检验者近期没有任何记录')]);
    expect(told(9)).toEqual([expect.stringContaining('检验者近期没有任何记录')]);
  });

  it('tells once of all that is sent to a firm while it records nothing, until the last of it is written up', () => {
    const known = detectors.find(({ id }) => id === 'delivery_not_confirmed')!;
    const sent = days(0, 4).map((n): Line => ({ at: `${n}`, event: shipped({ [`L${n}`]: 10 }, `N${n}`) }));
    const came = (n: number, recorded: string): Line => ({
      ...{ at: `${n}.12:00`, recorded, by: 'b' },
      event: received({ [`L${n}`]: 10 }, `N${n}`),
    });
    const told = (lines: readonly Line[]) =>
      toldOf(known, [...sent, ...lines]).map(({ count, resolvedAt, toldZh }) => [count, resolvedAt !== null, toldZh]);
    expect(told([came(0, '0.13:00')])).toEqual([[4, false, expect.stringContaining('起无任何记录，其间 4 次发货无人确认')]]);
    expect(told([came(0, '0.13:00'), ...[1, 2, 3].map((n) => came(n, '20'))])[0]!.slice(0, 2)).toEqual([4, false]);
    expect(told([came(0, '0.13:00'), ...[1, 2, 3, 4].map((n) => came(n, '20'))])[0]!.slice(0, 2)).toEqual([4, true]);
    // One that goes on recording has forgotten each of them for itself.
    const goesOn = days(0, 20).map((n): Line => ({ at: `${n}.15:00`, by: 'b', event: observed('storing', amounts({ X: 1 })) }));
    expect(told([came(0, '0.13:00'), ...goesOn]).map(([count]) => count)).toEqual([1, 1, 1, 1]);
  });

  it('asks more of a firm that is silent while its fellows are more silent than they use to be', () => {
    const known = detectors.find(({ id }) => id === 'gone_silent')!;
    const sells = (by: string, n: number): Line => ({
      ...{ at: `${n}`, by, category: 'food' },
      event: observed('retail_selling', amounts({ A: 1 })),
    });
    const fellows = ['b', 'c', 'd', 'e', 'f', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
    // Each is usually missing one day in seven; then some of them for five days, one after the other.
    const usual = (by: string, i: number, until: number) =>
      days(0, until)
        .filter((n) => (n + i) % 7 !== 0)
        .map((n) => sells(by, n));
    const alone = ['a', ...fellows].flatMap((by, i) => usual(by, i, by === 'a' ? 70 : 78));
    const together = ['a', ...fellows].flatMap((by, i) =>
      usual(by, i, 78).filter(({ at }) => (i % 3 === 0 ? Number(at) <= 70 : true)),
    );
    const told = (lines: readonly Line[]) => toldOf(known, lines, { until: '76.20:00' }).map(({ organisation }) => organisation);
    expect(told(alone.filter(({ at }) => Number(at) <= 76))).toHaveLength(1);
    expect(told(together.filter(({ at }) => Number(at) <= 76))).toEqual([]);
  });

  it('knows many complaints about one product from the few that there always are, and tells the maker', async () => {
    const detector = detectors.find(({ id }) => id === 'complaint_cluster')!;
    const complained = (n: number, name: string): Complaint => ({
      number: `${String(n).padStart(6, '0')} ${name}`,
      madeAt: when(`${n}`),
      thing: lot(name, name.startsWith('B') ? '06901234567908' : undefined),
      category: 'food',
      area: '419001',
    });
    // One a week of each of two products; then ten of one in five days.
    const usual = days(0, 20).flatMap((week) => [complained(7 * week, 'A'), complained(7 * week + 3, 'B')]);
    const all = [...usual, ...days(148, 152).flatMap((n) => [complained(n, 'BAD'), complained(n, 'BAD')])];
    const tell = async (complaints: readonly Complaint[]) => {
      const notes = new Notes();
      const report = notes.reporter(detector, () => 1);
      let shown = 0;
      const roster = { firms: () => [], firm: () => undefined, positionOf: () => undefined, takenOver: () => false };
      const running = detector.begin(
        {
          parameters: detector.parameters,
          roster,
          alarms: async () => [],
          complaints: async () => {
            shown += 10;
            return complaints.slice(shown - 10, shown);
          },
        },
        undefined,
      );
      while (await running.aside!(report));
      return notes.applied(new Map());
    };
    // Another bad lot of the same product is a matter of its own, a few days later and a month later.
    for (const later of [4, 30]) {
      const again = days(148 + later, 152 + later).flatMap((n) => [complained(n, 'BAD2'), complained(n, 'BAD2')]);
      const both = await tell([...all, ...again].sort((a, b) => a.madeAt - b.madeAt));
      expect(both).toHaveLength(2);
      expect(both[1]!.evidence.subjects).toContain(lot('BAD2', '06901234567908'));
    }
    expect(await tell(usual)).toEqual([]);
    const told = await tell(all);
    expect(told.map(({ category, count, evidence }) => [category, count > 0, evidence.subjects])).toEqual([
      ['food', true, expect.arrayContaining([lot('BAD', '06901234567908')])],
    ]);
  });

  it('is told as it was when it was told, whatever a detector adds to its lists later', () => {
    const notes = new Notes();
    const events = ['urn:test:event:1'];
    const told = { zh: '一', en: 'one' };
    notes.reporter(detectors[0]!, () => 1).open({ cause: 'c', at: 0, events, told });
    events.push('urn:test:event:2');
    expect(notes.applied(new Map())[0]!.evidence.events).toEqual(['urn:test:event:1']);
  });

  it('has its rule, data, basis and what resolves it in both languages, and an id of its own', () => {
    expect(new Set(detectors.map(({ id }) => id)).size).toBe(detectors.length);
    for (const { id, rule, data, resolves, basis } of detectors)
      for (const words of [rule, data, resolves]) {
        expect(words.zh, id).toMatch(/[\u4e00-\u9fff]/);
        expect(words.en.length, id).toBeGreaterThan(8);
        expect(basis.text.length, id).toBeGreaterThan(4);
      }
  });
});
