/** What counts as found, what follows, what is false: the measure itself is measured. */
import { describe, expect, it } from 'vitest';
import { type Found, match } from '../../bench/watch/matching.ts';
import type { Truth } from '../../simulator/city/index.ts';

const day = 86_400_000;
const fault = (kind: string, expected: readonly string[], more: Partial<Truth> = {}): Truth => ({
  id: 'F1',
  kind,
  at: 10 * day,
  recordedAt: 10 * day,
  organisation: 'firm',
  place: 'site',
  others: ['other'],
  subjects: ['lot'],
  events: ['event'],
  expected,
  ...more,
});
const found = (detector: string, more: Partial<Found> = {}): Found => ({
  id: 'f1',
  detector,
  organisation: 'firm',
  openedAt: 11 * day,
  foundAt: 12 * day,
  resolvedAt: null,
  subjects: [],
  events: [],
  told: '',
  ...more,
});

const missing = fault('missing_receipt', ['delivery_not_confirmed']);
const silent = fault('silent_firm', ['gone_silent'], { subjects: [], events: [], until: 40 * day });

/** Fault, finding, what it is. */
const cases: readonly (readonly [string, Truth, Found, 'hit' | 'follow' | 'false'])[] = [
  ['names its lot, by the detector expected', missing, found('delivery_not_confirmed', { subjects: ['lot'] }), 'hit'],
  ['names its event', missing, found('delivery_not_confirmed', { events: ['event'] }), 'hit'],
  ['concerns the other end', missing, found('delivery_not_confirmed', { subjects: ['lot'], organisation: 'other' }), 'hit'],
  ['concerns a third firm', missing, found('delivery_not_confirmed', { subjects: ['lot'], organisation: 'third' }), 'follow'],
  ['names its lot, by another detector', missing, found('more_than_there_was', { subjects: ['lot'] }), 'follow'],
  ['names nothing of it', missing, found('delivery_not_confirmed', { subjects: ['elsewhere'] }), 'false'],
  ['was there before it', missing, found('delivery_not_confirmed', { subjects: ['lot'], foundAt: 9 * day }), 'false'],
  ['of the firm, while it lasts', silent, found('gone_silent'), 'hit'],
  ['of another firm', silent, found('gone_silent', { organisation: 'third' }), 'false'],
  ['long after it was over', silent, found('gone_silent', { openedAt: 60 * day, foundAt: 60 * day }), 'false'],
  ['what follows from it', silent, found('delivery_not_confirmed', { subjects: ['any'] }), 'follow'],
  ['what does not follow from it', silent, found('sold_twice', { subjects: ['any'] }), 'false'],
];

describe('a finding', () => {
  for (const [says, truth, finding, expected] of cases)
    it(`${expected}: ${says}`, () => {
      const { detectors, recall, precision } = match([truth], [finding]);
      const { hits, consequences, wrong } = detectors[0]!;
      expect({ hit: hits, follow: consequences, false: wrong.length }).toEqual({ hit: 0, follow: 0, false: 0, [expected]: 1 });
      expect(recall).toBe(expected === 'hit' ? 1 : 0);
      expect(precision).toBe(expected === 'false' ? 0 : 1);
    });
});
