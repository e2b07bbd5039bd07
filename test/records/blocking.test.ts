/**
 * What a failed test or a recall of an ancestor stops: the cause is answered, and the very next shipment of what was made of it, five steps
 * down, is refused. Each cause and each shipment in every way in which something is recorded: as records, as plain EPCIS, as a sheet.
 */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { produce } from '../../src/categories/profiles/produce/index.ts';
import { checkRecord, eventOf, recordContext } from '../../src/categories/record.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { cellsOfExample } from '../../src/sheets/example.ts';
import { type TableLine, writeTable } from '../../src/sheets/index.ts';
import { tableColumns } from '../../src/sheets/template.ts';
import { asActor, now, placeUri, principalOf, settleCity } from '../access/city.ts';
import { templateNamed } from '../sheets/files.ts';
import { engines } from '../store/stores.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: FastifyInstance;
let clock = now;
const minute = 60_000;

beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  app = buildApp(opened.store, readConfig({}), () => clock, { principalOf });
  await settleCity(opened.store);
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

type Fields = Readonly<Record<string, unknown>>;
interface Told {
  readonly stored: boolean;
  /** Ids of the rules that refused it. */
  readonly by: readonly string[];
}

const inject = async (
  method: 'GET' | 'POST',
  url: string,
  type = 'application/json',
  payload?: string | Buffer,
  actor = 'farm',
) => {
  const headers = { ...asActor(actor), ...(payload === undefined ? {} : { 'content-type': type }) };
  const answer = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  expect(answer.statusCode, answer.body.slice(0, 500)).toBeLessThan(300);
  return answer.json();
};
const recordOf = (stage: string, but: Fields): Fields => {
  const { example } = produce.stages.find(({ id }) => id === stage)!;
  const time = new Date(clock).toISOString();
  return Object.fromEntries(
    Object.entries({ ...example, place: placeUri('farm'), time, ...but }).filter(([, value]) => value !== null),
  );
};

interface Problem {
  readonly rule?: string;
}
const rulesIn = (problems: readonly Problem[] = []): string[] => problems.flatMap(({ rule }) => rule ?? []);

/** Each way answers when it is done: a sheet is waited for, as whoever sends it does. */
const ways: Readonly<Record<string, (stage: string, but: Fields) => Promise<Told>>> = {
  async records(stage, but) {
    const told = await inject('POST', `/api/v1/records/produce/${stage}`, undefined, JSON.stringify([recordOf(stage, but)]));
    const [{ status, errors }] = told.records;
    return { stored: status === 'stored', by: rulesIn(errors) };
  },
  async epcis(stage, but) {
    const definition = produce.stages.find(({ id }) => id === stage)!;
    const checked = checkRecord(definition, recordOf(stage, but));
    if ('faults' in checked) throw new Error(JSON.stringify(checked.faults));
    // Plain: it does not say which stage it is.
    const { 'zhuisu:stage': _, ...event } = eventOf(definition, checked, produce);
    const document = {
      '@context': recordContext,
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: new Date(clock).toISOString(),
      epcisBody: { eventList: [event] },
    };
    const answer = await app.inject({
      method: 'POST',
      url: '/epcis/capture',
      headers: { ...asActor('farm'), 'content-type': 'application/json', 'gs1-capture-error-behaviour': 'proceed' },
      payload: JSON.stringify(document),
    });
    expect(answer.statusCode, answer.body).toBe(202);
    const { stored } = answer.json();
    const job = await inject('GET', String(answer.headers.location));
    return { stored: stored === 1, by: rulesIn(job.errors) };
  },
  async sheet(stage, but) {
    const made = templateNamed('produce', stage);
    const record = recordOf(stage, but);
    const lines = function* (): Generator<TableLine[]> {
      yield [{ cells: cellsOfExample(made.stage, record) }];
    };
    const pieces: Buffer[] = [];
    for await (const piece of writeTable(tableColumns(made), lines(), 'csv', { name: '填报' })) pieces.push(piece);
    const { id } = await inject('POST', `/api/v1/records/produce/${stage}/uploads?name=a.csv`, 'text/csv', Buffer.concat(pieces));
    const done = await inject('GET', `/api/v1/record-uploads/${id}?wait=60`);
    expect([done.state, done.rows], JSON.stringify(done)).toEqual(['done', 1]);
    return { stored: done.stored === 1, by: done.refusals.flatMap((each: { problems: Problem[] }) => rulesIn(each.problems)) };
  },
};

const lot = (name: string): string => `urn:zhuisu:lot:91419001MA3X000102:${name}`;
const kilograms = (code: string) => ({ lot: code, lotQuantity: 700, lotUnit: 'KGM' });

/** A harvest and what became of it, step by step: the codes, the harvest first. */
async function made(name: string): Promise<readonly string[]> {
  const codes = ['H', 'in-1', 'out-1', 'in-2', 'out-2', 'in-3'].map((each) => lot(`${name}-${each}`));
  clock += minute;
  expect(await ways.records!('harvest', { crop: lot(`${name}-trees`), ...kilograms(codes[0]!), check: null })).toMatchObject({
    stored: true,
  });
  for (const [i, code] of codes.slice(1).entries()) {
    clock += minute;
    const from = [{ code: codes[i], quantity: 700, unit: 'KGM' }];
    expect(await ways.records!(i % 2 === 0 ? 'inbound_batch' : 'outbound_batch', { from, ...kilograms(code) })).toMatchObject({
      stored: true,
    });
  }
  return codes;
}

let deliveries = 0;
const shipment = (code: string, time = clock): Fields => ({
  lot: code,
  lotQuantity: 5,
  lotUnit: 'KGM',
  delivery: `D-${++deliveries}`,
  time: new Date(time).toISOString(),
});
const ship = (way: string, code: string, time = clock): Promise<Told> => ways[way]!('shipping', shipment(code, time));

type Cause = (way: string, code: string) => Promise<void>;
const stored = async (told: Promise<Told>): Promise<void> => expect(await told).toEqual({ stored: true, by: [] });
let causes = 0;
const recorded: Readonly<Record<string, Cause>> = {
  'a failed test': (way, code) =>
    stored(
      ways[way]!('test', { lot: code, lotQuantity: null, lotUnit: null, sampleNo: `S-${++causes}`, verdict: 'non_conformant' }),
    ),
  'a recall': (way, code) =>
    stored(ways[way]!('recall', { lot: code, lotQuantity: null, lotUnit: null, recallNo: `Z-${++causes}` })),
};
const publish: Cause = async (_, code) => {
  const body = {
    category: 'produce',
    codes: [code],
    level: 1,
    titleZh: '召回农残超标苹果',
    titleEn: 'Recall of apples with residues',
    reason: '抽检农药残留超标',
    instructionsZh: '立即停售、封存',
    instructionsEn: 'Stop selling, set apart',
  };
  const post = (url: string, what: object, actor: string) => inject('POST', url, undefined, JSON.stringify(what), actor);
  const { id } = await post('/api/v1/recalls', body, 'farm recorder');
  await post(`/api/v1/recalls/${id}/confirmations`, { act: 'confirm' }, 'farm');
  await post(`/api/v1/recalls/${id}/acts`, { act: 'publish' }, 'farm recorder');
};

const rows: readonly (readonly [cause: string, way: string, does: Cause])[] = [
  ...Object.entries(recorded).flatMap(([cause, does]) => Object.keys(ways).map((way) => [cause, way, does] as const)),
  ['a published recall', 'the step of the recall', publish],
];

describe('the next shipment of what was made of it', () => {
  it.each(rows)('is refused in every way after %s by %s was answered', { timeout: 120_000 }, async (_, way, does) => {
    const codes = await made(`B${++causes}`);
    const [harvest, last] = [codes[0]!, codes.at(-1)!];
    clock += minute;
    for (const each of Object.keys(ways)) expect([each, await ship(each, last)]).toEqual([each, { stored: true, by: [] }]);
    await does(way, harvest);
    // Nothing lies between the answer and the next request.
    for (const each of Object.keys(ways))
      expect([each, await ship(each, last)]).toEqual([each, { stored: false, by: ['AG-18'] }]);
    // Of the steps between, none goes on either.
    const from = [{ code: codes[3], quantity: 5, unit: 'KGM' }];
    expect(
      (await ways.records!('outbound_batch', { from, lot: lot(`${harvest}-more`), lotQuantity: 5, lotUnit: 'KGM' })).by,
    ).toContain('AG-18b');
  });

  it.each([
    [-4, false],
    [-10, true],
  ])('that says to have left %i minutes before, is it taken: %s', async (minutes, taken) => {
    const codes = await made(`T${minutes}`);
    clock += 30 * minute;
    await recorded['a failed test']!('records', codes[0]!);
    clock += 1_000;
    expect((await ship('records', codes.at(-1)!, clock + minutes * minute)).stored).toBe(taken);
  });

  it('goes again once it is released', async () => {
    const codes = await made('R');
    clock += minute;
    await recorded['a failed test']!('records', codes[0]!);
    expect((await ship('records', codes.at(-1)!)).by).toEqual(['AG-18']);
    clock += minute;
    await stored(ways.records!('release', { lot: codes[0], lotQuantity: null, lotUnit: null }));
    expect((await ship('records', codes.at(-1)!)).stored).toBe(true);
  });
});
