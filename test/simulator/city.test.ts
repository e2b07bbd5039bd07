/** The city that the watch is measured against: the same for the same seed, in order, valid, and wrong only where its truth says so. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultKinds, type Generated, generate } from '../../simulator/city/index.ts';
import { chainOrganisations, demoOrganisations } from '../../simulator/demo-city.ts';
import { simulateToFiles } from '../../simulator/run.ts';
import { categories } from '../../src/categories/index.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { recognise } from '../../src/codes/index.ts';
import { checkEvent, isEvent, personalData } from '../../src/events/index.ts';
import { detectors } from '../../src/watch/index.ts';

const small = { firms: 60, days: 40, rate: 0.02 };
const digestOf = (city: Generated): string => {
  const hash = createHash('sha256');
  for (const { recorded, firm, event } of city.events) hash.update(`${recorded} ${firm.id} ${JSON.stringify(event)}\n`);
  hash.update(JSON.stringify([city.register, city.registers, city.truths()]));
  return hash.digest('hex');
};

describe('a simulated city', () => {
  it('is the same for the same seed, and another for another', () => {
    const first = digestOf(generate({ ...small, seed: 'a' }));
    expect(digestOf(generate({ ...small, seed: 'a' }))).toBe(first);
    expect(digestOf(generate({ ...small, seed: 'b' }))).not.toBe(first);
  });

  it('shares no code with the demo city, so that both can be registered in one installation', () => {
    const codesOf = ({ organisation, sites }: { organisation: object; sites: readonly object[] }): string[] =>
      [organisation, ...sites].flatMap((each) => {
        const { id, uscc, identifiers = [] } = each as { id?: string; uscc?: string; identifiers?: string[] };
        return [id, uscc, ...identifiers].filter((code) => code !== undefined);
      });
    const demo = [...demoOrganisations, ...chainOrganisations()].flatMap(codesOf);
    expect(demo.length).toBeGreaterThan(100);
    const own = generate({ firms: 7_900, days: 1, seed: 'a' }).register.flatMap(({ organisation, site }) =>
      codesOf({ organisation, sites: [site] }),
    );
    expect(new Set(own).size).toBe(own.length);
    const taken = new Set(demo);
    expect(own.filter((code) => taken.has(code))).toEqual([]);
    // Nor prefixes, from which products and logistic units are numbered.
    const prefixes = new Set(demo.flatMap((code) => /952\d{4}/.exec(code) ?? []));
    expect(own.flatMap((code) => /952\d{4}/.exec(code) ?? []).filter((prefix) => prefixes.has(prefix))).toEqual([]);
  });

  it('gives its events in the order in which they are recorded, each valid, without personal data, of every category', () => {
    const city = generate({ ...small, seed: 'c' });
    let last = city.begins;
    const found = new Set<string>();
    const ids = new Set<string>();
    let count = 0;
    for (const { recorded, event: sent } of city.events) {
      const event: unknown = sent;
      expect(recorded).toBeGreaterThanOrEqual(last);
      last = recorded;
      if (!isEvent(event)) expect(checkEvent(event)).toEqual([]);
      else if (personalData(event).length > 0) expect(event).toBe('free of personal data');
      found.add(String(sent['zhuisu:category']));
      ids.add(String(sent.eventID));
      count++;
    }
    expect(last).toBeLessThan(city.ends);
    expect(ids.size).toBe(count);
    expect([...found].sort()).toEqual(categories.map(({ id }) => id).sort());
  });

  it('knows of each fault when, by whom and of what it is, and that it happened within the run', () => {
    const city = generate({ ...small, seed: 'd' });
    const recorded = new Set<string>();
    for (const { event } of city.events) recorded.add(String(event.eventID));
    const firms = new Set(city.register.map(({ organisation }) => organisation.id));
    expect(city.truths().length).toBeGreaterThan(30);
    const sites = new Set(city.register.flatMap(({ site }) => site.identifiers ?? []));
    for (const { kind, at, recordedAt, organisation, place, subjects, events } of city.truths()) {
      expect(sites).toContain(place);
      const { byFirm } = faultKinds.find(({ id }) => id === kind)!;
      expect(firms.has(organisation), kind).toBe(true);
      expect(at, kind).toBeGreaterThanOrEqual(city.begins);
      expect(recordedAt, kind).toBeLessThan(city.ends);
      expect(byFirm === true || subjects.length + events.length > 0, kind).toBe(true);
    }
  });

  it('has nothing wrong with it at the rate of nought', () => {
    const city = generate({ ...small, seed: 'e', rate: 0 });
    for (const _ of city.events);
    expect(city.truths()).toEqual([]);
  });

  it('registers firms under credit codes that are well formed', () => {
    for (const { organisation } of generate({ ...small, seed: 'f' }).register)
      expect(recognise(organisation.uscc!).some(({ scheme, structure }) => scheme === 'uscc' && structure === 'valid')).toBe(
        true,
      );
  });

  it('expects of each kind of fault a detector or a rule that there is, or says why none sees it', () => {
    const rules = new Set(shippedProfiles.flatMap((profile) => profile.rules.map(({ id }) => `rule:${id}`)));
    const known = new Set([...detectors.map(({ id }) => id), ...rules]);
    expect(faultKinds.length).toBeGreaterThan(40);
    for (const { id, expected, also = [], unseen } of faultKinds) {
      expect(expected.length > 0 || unseen !== undefined, id).toBe(true);
      for (const each of [...expected, ...also]) expect(known.has(each), `${id}: ${each}`).toBe(true);
    }
  });

  it('goes into files: the register, documents to capture, the truth', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zhuisu-city-'));
    try {
      const city = generate({ firms: 30, days: 4, seed: 'g', rate: 0.05, quiet: 0, rest: 0 });
      const count = await simulateToFiles(city, folder, () => {});
      const names = await readdir(join(folder, 'events'));
      const documents = await Promise.all(
        names.map(async (name) => JSON.parse(await readFile(join(folder, 'events', name), 'utf8'))),
      );
      expect(documents.flatMap((document) => document.epcisBody.eventList)).toHaveLength(count);
      const truth = (await readFile(join(folder, 'truth.jsonl'), 'utf8')).trim().split('\n');
      expect(truth.map((line) => JSON.parse(line).id)).toEqual(city.truths().map(({ id }) => id));
      expect(JSON.parse(await readFile(join(folder, 'register.json'), 'utf8'))).toHaveLength(city.register.length);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
