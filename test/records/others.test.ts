/**
 * Codes of another firm in the record of a making: under its company prefix, out of a range that was issued to it, under its credit code.
 * By JSON, Excel, CSV and EPCIS alike they are refused, told of column and cell, without its name; where others’ codes are handled, and where
 * it is made for that firm, they are taken.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Principal } from '../../src/access/index.ts';
import type { SimpleRecord } from '../../src/categories/definition.ts';
import { categories } from '../../src/categories/index.ts';
import { checkRecord, eventOf, recordContext } from '../../src/categories/record.ts';
import { columnLetters } from '../../src/sheets/cells.ts';
import { cellsOfExample } from '../../src/sheets/example.ts';
import { headingsOf } from '../../src/sheets/heading.ts';
import { mediaTypes, type TemplateOf, templateXlsx, writeTable } from '../../src/sheets/index.ts';
import { tableColumns } from '../../src/sheets/template.ts';
import { type Served, serveApp } from '../http/setup.ts';
import { gather, templateNamed } from '../sheets/files.ts';
import { typedInto } from '../sheets/typed.ts';

let served: Served;
/** Who records, and whose codes they are. */
let [firm, brand] = ['', ''];
const [firmCode, brandCode] = ['91350100M000100Y43', '915101007130545948'];
/** Codes out of the ranges of the other firm: of a trade item, and of this platform. */
let [serial, own] = ['', ''];
const vendor = '00000000-0000-4000-9000-00000000000a';

beforeAll(async () => {
  const principalOf = ({ headers }: { headers: Readonly<Record<string, unknown>> }): Principal | undefined => {
    const [id, through] = [headers['x-firm'], headers['x-through']];
    if (typeof id !== 'string') return { kind: 'operator', roles: new Set() };
    const acting = { id, kind: 'enterprise', areas: ['419001101'] } as const;
    return {
      kind: 'service',
      organisation: through === undefined ? acting : { ...acting, through: { organisation: String(through), consent: vendor } },
      roles: new Set(['recorder']),
    };
  };
  served = await serveApp({ principalOf });
  firm = await registered('受托食品厂', firmCode);
  brand = await registered('名牌食品集团', brandCode);
  const member = { scheme: 'gs1_prefix', from: '2020-01-01' };
  await stated(firm, { ...member, number: '6912345' });
  await stated(brand, { ...member, number: '6901234' });
  // Within what another holds, and longer: that counts. Its membership has ended.
  await stated(firm, { ...member, number: '690123456' });
  await stated(brand, { ...member, number: '6975737', to: '2025-12-31' });
  serial = await issued('06912345678902');
  own = await issued('散装茶');
});
afterAll(() => served.close());

async function registered(name: string, uscc: string): Promise<string> {
  const body = { name, uscc, form: 'company', areas: ['419001101'], categories: categories.map(({ id }) => id) };
  const made = await served.send('POST', '/api/v1/organisations', body);
  expect(made.statusCode, made.body).toBe(201);
  await served.send('POST', `/api/v1/organisations/${made.json().id}/decisions`, { decision: 'approve' });
  return made.json().id;
}

async function stated(organisation: string, licence: object): Promise<void> {
  const answer = await served.send('POST', `/api/v1/organisations/${organisation}/licences`, licence);
  expect(answer.statusCode, answer.body).toBe(201);
}

async function issued(product: string): Promise<string> {
  const asked = { product, lot: 'L1', quantity: 10, declared: 10 };
  const answer = await served.send('POST', '/api/v1/code-ranges', asked, { 'x-firm': brand, 'idempotency-key': product });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer
    .json()
    .example.address.replace(/^https?:\/\/[^/]+/, 'https://id.gs1.org')
    .replace(/^.*\/t\/ZS/, 'ZS');
}

const head = (): Promise<number> => served.store.log.head();
const gtin = '06901234001013';
const grai = 'https://id.gs1.org/8003/069012340000162601000123';

interface Case {
  readonly what: string;
  readonly stage: string;
  readonly but: () => SimpleRecord;
}

const but = (stage: string, differing: () => SimpleRecord): SimpleRecord => {
  const { example } = templateOf(stage).stage;
  return Object.fromEntries(Object.entries({ ...example, ...differing() }).filter(([, value]) => value !== null));
};
const templateOf = (stage: string): TemplateOf => templateNamed(...(stage.split('/') as [string, string]));

interface Told {
  readonly code: string;
  readonly title: string;
  readonly titleZh: string;
  readonly key?: string;
  readonly cell?: string;
}

async function uploaded(stage: string, file: Buffer, type: string): Promise<{ stored: number; told: Told[] }> {
  const headers = { host: 'localhost:8080', 'content-type': type, 'x-firm': firm };
  const came = await served.app.inject({ method: 'POST', url: `/api/v1/records/${stage}/uploads`, headers, payload: file });
  expect(came.statusCode, came.body).toBe(202);
  const over = (await served.get(`/api/v1/record-uploads/${came.json().id}?wait=60`, { 'x-firm': firm })).json();
  return { stored: over.stored, told: over.refusals.flatMap(({ problems }: { problems: Told[] }) => problems) };
}

type Way = (stage: string, record: SimpleRecord) => Promise<{ stored: number; told: readonly Told[] }>;

const ways: Readonly<Record<string, Way>> = {
  JSON: async (stage, record) => {
    const answer = (await served.send('POST', `/api/v1/records/${stage}`, [record], { 'x-firm': firm })).json();
    return { stored: answer.stored, told: answer.records[0].errors ?? [] };
  },
  Excel: async (stage, record) => {
    const made = templateOf(stage);
    return uploaded(stage, await typedInto(await templateXlsx(made), [cellsOfExample(made.stage, record)]), mediaTypes.xlsx);
  },
  CSV: async (stage, record) => {
    const made = templateOf(stage);
    const lines = [{ cells: cellsOfExample(made.stage, record) }];
    return uploaded(stage, await gather(writeTable(tableColumns(made), [lines], 'csv')), mediaTypes.csv);
  },
  EPCIS: async (stage, record) => {
    const made = templateOf(stage);
    const checked = checkRecord(made.stage, record);
    if ('faults' in checked) throw new Error(JSON.stringify(checked.faults));
    const document = {
      '@context': recordContext,
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-11-20T10:00:00+08:00',
      epcisBody: { eventList: [eventOf(made.stage, checked, made)] },
    };
    const answer = (await served.send('POST', '/epcis/capture', document, { 'x-firm': firm })).json();
    return { stored: answer.stored ?? 0, told: answer.errors ?? [] };
  },
};

const prefix = /厂商识别代码 6901234 登记在另一家单位名下/;
const range = /该编码属于发给另一家单位的码段/;
const theirs: readonly (Case & { readonly key: string; readonly by: RegExp })[] = [
  {
    what: 'a lot of a trade item that is harvested',
    stage: 'produce/harvest',
    key: 'lot',
    but: () => ({ lot: `https://id.gs1.org/01/${gtin}/10/H1` }),
    by: prefix,
  },
  {
    what: 'a lot that is filled',
    stage: 'food/filling',
    key: 'lot',
    but: () => ({ lot: `https://id.gs1.org/01/${gtin}/10/M0602` }),
    by: prefix,
  },
  {
    what: 'a case that is packed',
    stage: 'food/case_packing',
    key: 'parent',
    but: () => ({ parent: 'https://id.gs1.org/00/069012340000000016' }),
    by: prefix,
  },
  {
    what: 'a cylinder that is made',
    stage: 'equipment/cylinder_making',
    key: 'cylinders',
    but: () => ({ cylinders: [grai] }),
    by: prefix,
  },
  {
    what: 'a part that is made',
    stage: 'car_parts/part_production',
    key: 'codes',
    but: () => ({ codes: [`https://id.gs1.org/01/${gtin}/21/A1`] }),
    by: prefix,
  },
  { what: 'a serial out of its range', stage: 'food/coding', key: 'units', but: () => ({ units: [serial] }), by: range },
  {
    what: 'a code of this platform out of its range',
    stage: 'food/coding',
    key: 'units',
    but: () => ({ units: [own] }),
    by: range,
  },
  {
    what: 'a lot under its credit code',
    stage: 'food/production',
    key: 'lot',
    but: () => ({ lot: `urn:zhuisu:lot:${brandCode}:sausage:1` }),
    by: new RegExp(`${brandCode} 是另一家已登记单位的统一社会信用代码`),
  },
];

describe.each(theirs)('$what, in $stage', ({ stage, key, but: differing, by }) => {
  test.each(Object.entries(ways))('is refused by %s, and nothing is stored', async (name, way) => {
    const before = await head();
    const { stored, told } = await way(stage, but(stage, differing));
    expect([stored, told.length], JSON.stringify(told)).toEqual([0, 1]);
    const [problem] = told;
    expect(problem!.titleZh).toMatch(by);
    expect(problem!.title).toMatch(/a (lot )?code of one’s own: /);
    expect(JSON.stringify(problem)).not.toContain('名牌食品集团');
    const column = headingsOf(templateOf(stage).stage).findIndex((each) => each.key === key);
    if (name === 'Excel' || name === 'CSV') expect(problem!.cell).toBe(`${columnLetters(column)}3`);
    else expect(problem!.key).toBe(key);
    expect(await head()).toBe(before);
  });
});

test('one of many is refused by itself, with what may be done instead', async () => {
  const { records } = (
    await served.send(
      'POST',
      '/api/v1/records/food/filling',
      [gtin, '06912345678902'].map((each) =>
        but('food/filling', () => ({ lot: `https://id.gs1.org/01/${each}/10/B2`, foodKind: 'other' })),
      ),
      { 'x-firm': firm },
    )
  ).json();
  expect(records.map(({ status }: { status: string }) => status)).toEqual(['refused', 'stored']);
  expect(records[0].errors[0].titleZh).toContain('受托生产的，请在“委托方”填写该单位');
  expect(records[0].errors[0].title).toContain('If it is made for that firm, name the firm in “Made for”');
});

const taken: readonly Case[] = [
  {
    what: 'made for the firm that is named (委托生产)',
    stage: 'food/filling',
    but: () => ({ lot: `https://id.gs1.org/01/${gtin}/10/C1`, principal: brandCode, foodKind: 'other' }),
  },
  { what: 'codes of its range, made for it', stage: 'food/coding', but: () => ({ units: [serial, own], principal: brandCode }) },
  {
    what: 'a lot under its credit code, made for it',
    stage: 'food/production',
    but: () => ({ lot: `urn:zhuisu:lot:${brandCode}:sausage:2`, principal: brandCode, foodKind: 'other' }),
  },
  {
    what: 'a part of a maker that is named',
    stage: 'car_parts/part_production',
    but: () => ({ codes: [`https://id.gs1.org/01/${gtin}/21/A2`], maker: brandCode }),
  },
  {
    what: 'under a longer prefix of one’s own',
    stage: 'food/filling',
    but: () => ({ lot: 'https://id.gs1.org/01/06901234567892/10/C2', foodKind: 'other' }),
  },
  {
    what: 'under a prefix whose membership had ended',
    stage: 'medical/device_production',
    but: () => ({ registrant: firmCode }),
  },
  {
    what: 'a lot of another firm that is received',
    stage: 'food/goods_receipt',
    but: () => ({ lot: `https://id.gs1.org/01/${gtin}/10/R1` }),
  },
  {
    what: 'a crop of another firm that is sprayed',
    stage: 'inputs/pesticide_use',
    but: () => ({ crop: `urn:zhuisu:lot:${brandCode}:apple:1` }),
  },
  {
    what: 'a cylinder of another firm that is filled',
    stage: 'equipment/filling',
    but: () => ({ cylinder: grai }),
  },
];

test.each(taken)('$what is no code of another firm: $stage', async ({ stage, but: differing }) => {
  const record = but(stage, differing);
  const [status] = (await served.send('POST', `/api/v1/records/${stage}`, [record], { 'x-firm': firm })).json().records;
  const faults = (status.errors ?? []).filter(({ code }: Told) => code === 'record_invalid');
  expect(faults, JSON.stringify(status)).toEqual([]);
});

test('whoever acts for the other firm records its codes', async () => {
  const record = but('food/filling', () => ({ lot: `https://id.gs1.org/01/${gtin}/10/D1`, foodKind: 'other' }));
  const headers = { 'x-firm': brand, 'x-through': vendor };
  const [status] = (await served.send('POST', '/api/v1/records/food/filling', [record], headers)).json().records;
  expect(status.status, JSON.stringify(status)).toBe('stored');
});

test('a company prefix is six to twelve digits', async () => {
  const licence = { scheme: 'gs1_prefix', number: '690-12', from: '2020-01-01' };
  const answer = await served.send('POST', `/api/v1/organisations/${firm}/licences`, licence);
  expect([answer.statusCode, answer.json().path]).toEqual([400, 'number']);
});

test('keys of a company prefix are given out to whoever holds it', async () => {
  const asked = (prefix: string, by: string) =>
    served.send(
      'POST',
      '/api/v1/gs1-keys',
      { prefix, kind: 'sscc', quantity: 1 },
      { 'x-firm': by, 'idempotency-key': `${prefix} ${by}` },
    );
  expect((await asked('6901234', brand)).json().keys[0]).toMatch(/^06901234\d{10}$/);
  expect((await asked('6901234', firm)).statusCode).toBe(403);
});
