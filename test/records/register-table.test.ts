/** A register sent as a table: by the headings of its columns, each row with what became of it. */
import exceljs from 'exceljs';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { asActor, now, principalOf, settleCity } from '../access/city.ts';
import { engines } from '../store/stores.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: FastifyInstance;
beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  app = buildApp(opened.store, readConfig({}), () => now, { principalOf });
  await settleCity(opened.store);
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

const register = '/api/v1/registers/rare_earth/quota';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const post = async (type: string, payload: Buffer | string) => {
  const answer = await app.inject({
    method: 'POST',
    url: register,
    headers: { 'content-type': type, ...asActor('operator') },
    payload,
  });
  return { status: answer.statusCode, body: answer.json() };
};
const row = async (key: string) => (await app.inject({ url: `${register}/${key}`, headers: asActor('operator') })).json();

const headings = [
  '指标编号',
  '企业',
  '类别（mining、separation）',
  '年度',
  '指标数量（REO）（KGM）',
  '有效期自',
  '有效期至',
  '登记自',
];
const firm = 'urn:zhuisu:uscc:91419001MA00000154';

test('as CSV: a bad row is told with its line and its column, and the others are stated', async () => {
  const lines = [
    headings.join(','),
    `2026-FL-001,${firm},separation,2026,11200,2026-01-01,2026-12-31,2026-01-01`,
    `2026-FL-002,${firm},separation,2026,"11,2 t",2026-01-01,2026-12-31,2026-01-01`,
    '',
    `2026-FL-003,${firm},separation,2026,5600,2026-01-01,2026-12-31,2026-01-01`,
  ];
  const { status, body } = await post('text/csv', lines.join('\n'));
  expect([status, body.stated, body.refused], JSON.stringify(body)).toEqual([200, 2, 1]);
  expect(body.rows.map((each: { line: number; status: string }) => [each.line, each.status])).toEqual([
    [2, 'stated'],
    [3, 'refused'],
    [5, 'stated'],
  ]);
  expect(body.rows[1].errors[0].title).toMatch(/reoMass.*11,2 t/);
  expect((await row('2026-FL-001')).row).toMatchObject({ enterprise: firm, year: 2026, reoMass: 11_200, until: '2026-12-31' });
  // Sent again it changes nothing.
  expect((await post('text/csv', lines.join('\n'))).body).toMatchObject({ stated: 0, unchanged: 2, refused: 1 });
});

test('as .xlsx: numbers and dates of the sheet, headings in English; a formula is no value', async () => {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('quota');
  sheet.addRow([
    'Number of the quota',
    'Enterprise',
    'kind',
    'Year',
    'Amount in REO',
    'Valid from',
    'Valid until',
    'stated from',
  ]);
  const days = [new Date('2026-01-01T00:00:00Z'), new Date('2026-12-31T00:00:00Z'), new Date('2026-01-01T00:00:00Z')];
  sheet.addRow(['2026-FL-011', firm, 'separation', 2026, 800.5, ...days]);
  sheet.addRow(['2026-FL-012', firm, 'separation', 2026, { formula: '400*2', result: 800 }, ...days]);
  const { status, body } = await post(xlsx, Buffer.from(await book.xlsx.writeBuffer()));
  expect([status, body.stated, body.refused], JSON.stringify(body)).toEqual([200, 1, 1]);
  expect(body.rows[1]).toMatchObject({ line: 3, status: 'refused' });
  expect((await row('2026-FL-011')).row).toMatchObject({ reoMass: 800.5, from: '2026-01-01' });
});

test('a heading that is none refuses the table whole, and says which there are', async () => {
  const { status, body } = await post('text/csv', '指标编号,指标量\n2026-FL-021,1\n');
  expect([status, body.code]).toEqual([400, 'value_invalid']);
  expect(body.detail).toContain('指标量');
  expect(body.detail).toContain('指标数量');
});
