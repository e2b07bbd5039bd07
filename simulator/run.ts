/**
 * The city set in motion: into files that can be captured later, or into an installation through its public interface, at once or on an
 * accelerated clock. The truth about its faults is written beside it and sent nowhere.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { shippedProfiles } from '../src/categories/profiles/index.ts';
import { type Document, Refusal, type Zhuisu } from '../src/client/index.ts';
import { cityContext, type Generated, type Registering, type Sent } from './city/index.ts';
import { handIn, handings, type Way } from './ways.ts';

export interface Progress {
  readonly events: number;
  /** From 0 to 1. */
  readonly done: number;
}

/** Events in one document; the least that a server must take. */
const together = 1_000;
const day = 86_400_000;

const documentOf = (events: readonly Sent[], at: number): Document =>
  ({
    '@context': cityContext,
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: new Date(at).toISOString(),
    epcisBody: { eventList: events.map(({ event }) => event) },
  }) as unknown as Document;

/** Events that are recorded one after the other, in lists of at most `together`, each within a day. */
function* batches({ events, begins }: Generated): Generator<{ readonly list: readonly Sent[]; readonly at: number }> {
  let list: Sent[] = [];
  let today = begins;
  for (const sent of events) {
    if (list.length === together || (list.length > 0 && sent.recorded >= today + day)) {
      yield { list, at: list.at(-1)!.recorded };
      list = [];
    }
    while (sent.recorded >= today + day) today += day;
    list.push(sent);
  }
  if (list.length > 0) yield { list, at: list.at(-1)!.recorded };
}

/**
 * Writes `register.json` (organisations, sites, licences), `registers.json` (rows of the registers of categories), `complaints.json`, `scans.json`,
 * `events/NNNNN.json` (EPCIS 2.0 documents in the order in which they are recorded) and `truth.jsonl`.
 */
export async function simulateToFiles(city: Generated, folder: string, told: (progress: Progress) => void): Promise<number> {
  await mkdir(join(folder, 'events'), { recursive: true });
  await writeFile(join(folder, 'register.json'), JSON.stringify(city.register, null, 1));
  let [events, number] = [0, 0];
  for (const { list, at } of batches(city)) {
    const name = `${String(++number).padStart(5, '0')}.json`;
    await writeFile(join(folder, 'events', name), JSON.stringify(documentOf(list, at)));
    events += list.length;
    told({ events, done: (at - city.begins) / (city.ends - city.begins) });
  }
  await writeFile(join(folder, 'registers.json'), JSON.stringify(city.registers, null, 1));
  await writeFile(join(folder, 'complaints.json'), JSON.stringify(city.complaints, null, 1));
  await writeFile(join(folder, 'scans.json'), JSON.stringify(city.scans, null, 1));
  await writeTruth(city, join(folder, 'truth.jsonl'));
  return events;
}

export interface LiveOptions {
  /** Seconds of the city in one second; as fast as it goes unless given. */
  readonly speed?: number | undefined;
  /** Where the truth is written. */
  readonly truth: string;
  /** Those who buy: nobody that is known there. They scan and complain as the public does. */
  readonly consumers: Zhuisu;
}

export interface Outcome {
  readonly events: number;
  /** How they were handed in. */
  readonly ways: ReadonlyMap<Way, number>;
  /** Events that the installation refused, by the code of the refusal: rules that block do so, and the city does what they forbid. */
  readonly refused: ReadonlyMap<string, number>;
  readonly scans: number;
  readonly complaints: number;
  /** Complaints that were refused, by the code of the refusal: an installation takes so many from one address. */
  readonly unheard: ReadonlyMap<string, number>;
}

/** Throws Refusal, Unreachable; what is refused of single events is counted. */
export async function simulateInto(
  zhuisu: Zhuisu,
  city: Generated,
  { speed, truth, consumers }: LiveOptions,
  told: (progress: Progress) => void,
): Promise<Outcome> {
  for (const each of city.register) await registerOne(zhuisu, each);
  const people = new Public(consumers, city);
  let stated = 0;
  const refused = new Map<string, number>();
  const ways = new Map<Way, number>();
  const started = Date.now();
  let events = 0;
  for (const { list, at } of batches(city)) {
    if (speed !== undefined) {
      const due = started + (at - city.begins) / speed;
      if (due > Date.now()) await wait(due - Date.now());
    }
    // What is known beside the log: what rules look up is there before the event that they are asked of.
    await stateRegisters(zhuisu, city.registers.slice(stated));
    stated = city.registers.length;
    for (const handing of handings(list)) {
      ways.set(handing.way, (ways.get(handing.way) ?? 0) + handing.list.length);
      const codes = handing.way === 'events' ? await captureAll(zhuisu, handing.list, at) : await handIn(zhuisu, handing);
      for (const code of codes) refused.set(code, (refused.get(code) ?? 0) + 1);
    }
    events += list.length;
    await people.until(at);
    told({ events, done: (at - city.begins) / (city.ends - city.begins) });
  }
  await people.until(Number.POSITIVE_INFINITY);
  await writeTruth(city, truth);
  const { scans, complaints, unheard } = people;
  return { events, ways, refused, scans, complaints, unheard };
}

/** Codes of what was refused. */
async function captureAll(zhuisu: Zhuisu, list: readonly Sent[], at: number): Promise<string[]> {
  const { events } = await zhuisu.capture(documentOf(list, at), { errorBehaviour: 'proceed' });
  return events.flatMap(({ problems }) => problems[0]?.code ?? []);
}

/** What consumers do, in the order of its time; each waits for the answer, so that a fast city does not overrun the public pages. */
class Public {
  scans = 0;
  complaints = 0;
  readonly unheard = new Map<string, number>();
  readonly #zhuisu: Zhuisu;
  readonly #city: Generated;
  #scanned = 0;
  #complained = 0;

  constructor(zhuisu: Zhuisu, city: Generated) {
    this.#zhuisu = zhuisu;
    this.#city = city;
  }

  /** What they did up to `at`. */
  async until(at: number): Promise<void> {
    const { scans, complaints } = this.#city;
    for (let next = scans[this.#scanned]; next !== undefined && next.at <= at; next = scans[++this.#scanned]) {
      const { thing, area } = next;
      await this.#zhuisu.scan(thing, area.slice(0, 6));
      this.scans++;
    }
    for (let next = complaints[this.#complained]; next !== undefined && next.at <= at; next = complaints[++this.#complained]) {
      const { thing, category, area } = next;
      try {
        await this.#zhuisu.complain({
          kind: 'complaint',
          subject: 'quality',
          told: '买到的商品与往常不同',
          code: thing,
          category,
          area,
        });
        this.complaints++;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        this.unheard.set(error.code, (this.unheard.get(error.code) ?? 0) + 1);
      }
    }
  }
}

const categoryOf = new Map(shippedProfiles.flatMap(({ category, registers }) => registers.map(({ id }) => [id, category])));

async function stateRegisters(zhuisu: Zhuisu, rows: Generated['registers']): Promise<void> {
  for (const [register, own] of Map.groupBy(rows, (each) => each.register)) {
    const category = categoryOf.get(register)!;
    for (let from = 0; from < own.length; from += together) {
      const page = own.slice(from, from + together).map(({ key, row }) => ({ key, row, from: '2000-01-01' }));
      const { refused, rows: statuses } = await zhuisu.records.stateRegister(category, register, page);
      if (refused > 0) throw new Error(`The register ${category}/${register} was refused: ${JSON.stringify(statuses[0])}`);
    }
  }
}

export async function registerOne(zhuisu: Zhuisu, { organisation, site, licences }: Registering): Promise<void> {
  const { id, status } = await zhuisu.registerOrganisation(organisation);
  await zhuisu.addSite(id, site);
  for (const licence of licences) await zhuisu.addLicence(id, licence);
  if (status === 'registered') await zhuisu.decideOnOrganisation(id, { decision: 'approve' });
}

/** A line a fault; times as texts. */
async function writeTruth(city: Generated, file: string): Promise<void> {
  const out = createWriteStream(file);
  const time = (at: number): string => new Date(at).toISOString();
  for (const { at, recordedAt, until, ...truth } of city.truths()) {
    const times = { at: time(at), recordedAt: time(recordedAt), ...(until === undefined ? {} : { until: time(until) }) };
    out.write(`${JSON.stringify({ ...truth, ...times })}\n`);
  }
  await new Promise<void>((resolve, reject) => {
    out.on('error', reject);
    out.end(resolve);
  });
}
