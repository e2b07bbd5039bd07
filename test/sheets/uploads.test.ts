import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellsOfExample } from '../../src/sheets/example.ts';
import { headingsOf } from '../../src/sheets/heading.ts';
import { mediaTypes, mostBytes, type TableLine, type TableValue, templateXlsx, writeTable } from '../../src/sheets/index.ts';
import { tableColumns } from '../../src/sheets/template.ts';
import { actors, firmId } from '../access/city.ts';
import { now, type Served, serveApp } from '../http/setup.ts';
import { cellValues, exampleValues, filled, templateNamed } from './files.ts';

let served: Served;
const moment = now;
beforeAll(async () => {
  served = await serveApp({ principalOf: ({ headers }) => actors[String(headers.actor)], now: () => moment });
});
afterAll(() => served.close());

// biome-ignore lint/suspicious/noExplicitAny: answers of the server
type Told = any;

const post = async (stage: string, file: Buffer, type: string = mediaTypes.xlsx, actor = 'operator') =>
  served.app.inject({
    method: 'POST',
    url: `/api/v1/records/${stage}/uploads?name=a.xlsx`,
    headers: { host: 'localhost:8080', 'content-type': type, actor },
    payload: file,
  });
const ended = async (id: string, actor = 'operator'): Promise<Told> => {
  const answer = await served.get(`/api/v1/record-uploads/${id}?wait=60`, { actor });
  return answer.json();
};
const upload = async (stage: string, file: Buffer, type?: string): Promise<Told> => {
  const answer = await post(stage, file, type);
  expect(answer.statusCode, answer.body).toBe(202);
  expect(answer.headers.location).toBe(`/api/v1/record-uploads/${answer.json().id}`);
  return ended(answer.json().id);
};

const check = templateNamed('produce', 'pest_check');
const columns = tableColumns(check);
const values = cellsOfExample(check.stage, check.stage.example);
const at = (key: string): number => headingsOf(check.stage).findIndex((each) => each.key === key);
const pad = (number: number): string => String(number).padStart(2, '0');
/** The moment of a row: each its own, from that day on. */
const timeOf = (day: number, i: number): TableValue => ({
  date: `2026-05-${pad(day + Math.floor(i / 86_400))}T${pad(Math.floor(i / 3_600) % 24)}:${pad(Math.floor(i / 60) % 60)}:${pad(i % 60)}`,
});
/** `wrong`: every how many rows one is. */
const sheetOf = async (day: number, count: number, wrong = 0, format: 'xlsx' | 'csv' = 'xlsx'): Promise<Buffer> => {
  function* lines(): Generator<TableLine[]> {
    for (let i = 0; i < count; i++) {
      const time = wrong > 0 && i % wrong === wrong - 1 ? '昨天' : timeOf(day, i);
      yield [{ cells: values.with(at('time'), time) }];
    }
  }
  const pieces: Buffer[] = [];
  for await (const piece of writeTable(columns, lines(), format, { name: '填报' })) pieces.push(piece);
  return Buffer.concat(pieces);
};
const fileBack = async (id: string, query = '', format = 'xlsx', actor = 'operator'): Promise<Buffer> => {
  const answer = await served.get(`/api/v1/record-uploads/${id}/file.${format}${query}`, { actor });
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  return answer.rawPayload;
};

describe('a sheet of 20,000 rows, one in a hundred wrong', () => {
  let first: Told;
  it('stores the good ones and says of each of the others which cell and why', { timeout: 120_000 }, async () => {
    first = await upload('produce/pest_check', await sheetOf(1, 20_000, 100));
    expect(first).toMatchObject({ state: 'done', rows: 20_000, read: 20_000, stored: 19_800, existing: 0, refused: 200 });
    expect(first.refusals).toHaveLength(20);
    expect(first.refusals[0]).toMatchObject({ row: 102, problems: [{ code: 'cell_invalid', cell: 'A102', came: '昨天' }] });
    const { refusals } = (
      await served.get(`/api/v1/record-uploads/${first.id}/refusals?after=${first.next}&perPage=1000`)
    ).json();
    expect(refusals).toHaveLength(180);
    expect(refusals.at(-1).row).toBe(20_002);
  });

  it('comes back with its refused rows, coloured and explained, is corrected and sent again', { timeout: 120_000 }, async () => {
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load((await fileBack(first.id, '?rows=refused')) as never);
    const sheet = workbook.getWorksheet('填报')!;
    expect((sheet.getRow(1).values as string[]).slice(1, 4)).toEqual(['错误说明', '状态', '时间 *']);
    expect(sheet.rowCount).toBe(202);
    sheet.eachRow((row, number) => {
      if (number < 3) return;
      expect([row.getCell(2).value, row.getCell(3).value]).toEqual(['refused', '昨天']);
      // Named as it stands here, not as it stood in the file that came.
      expect(row.getCell(1).value).toMatch(new RegExp(`单元格 C${number}，.*昨天.*Cell C${number},`, 's'));
      expect((row.getCell(3).fill as exceljs.FillPattern).fgColor?.argb).toBe('FFFDE8E8');
      row.getCell(3).value = new Date(Date.UTC(2026, 5, 1, 0, 0, number));
    });
    const corrected = Buffer.from(await workbook.xlsx.writeBuffer());
    expect(await upload('produce/pest_check', corrected)).toMatchObject({ state: 'done', stored: 200, existing: 0, refused: 0 });
    expect(await upload('produce/pest_check', corrected)).toMatchObject({ state: 'done', stored: 0, existing: 200, refused: 0 });
  });

  it('comes back whole and answers "exists" where it was stored', { timeout: 120_000 }, async () => {
    const whole = await fileBack(first.id);
    expect(await upload('produce/pest_check', whole)).toMatchObject({ rows: 20_000, stored: 0, existing: 19_800, refused: 200 });
  });

  it('is the same as CSV', { timeout: 120_000 }, async () => {
    const csv = await fileBack(first.id, '', 'csv');
    expect(await upload('produce/pest_check', csv, 'text/csv')).toMatchObject({
      rows: 20_000,
      stored: 0,
      existing: 19_800,
      refused: 200,
    });
  });
});

describe('an upload', () => {
  it('of somebody else is not there', async () => {
    const answer = await post('produce/pest_check', await sheetOf(10, 1), mediaTypes.xlsx, 'farm');
    const { id, owner } = answer.json();
    expect(owner).toBe(firmId('farm'));
    expect(await ended(id, 'farm')).toMatchObject({ state: 'done', stored: 1 });
    for (const path of [id, `${id}/refusals`, `${id}/file.xlsx`])
      expect((await served.get(`/api/v1/record-uploads/${path}`, { actor: 'far farm' })).statusCode).toBe(404);
    expect((await served.get('/api/v1/record-uploads', { actor: 'far farm' })).json()).toEqual({ uploads: [] });
    const listed = (await served.get('/api/v1/record-uploads', { actor: 'farm' })).json();
    expect(listed.uploads.map((each: Told) => each.id)).toEqual([id]);
    const reader = await post('produce/pest_check', await sheetOf(10, 1), mediaTypes.xlsx, 'farm reader');
    expect(reader.statusCode).toBe(403);
  });

  it('of one firm does not hold up that of another', { timeout: 60_000 }, async () => {
    const long = (await post('produce/pest_check', await sheetOf(11, 10_000), mediaTypes.xlsx, 'farm')).json();
    const after = (await post('produce/pest_check', await sheetOf(12, 3), mediaTypes.xlsx, 'farm')).json();
    const other = (await post('produce/pest_check', await sheetOf(13, 3), mediaTypes.xlsx, 'far farm')).json();
    expect(await ended(other.id, 'far farm')).toMatchObject({ state: 'done', stored: 3 });
    expect((await served.get(`/api/v1/record-uploads/${long.id}`, { actor: 'farm' })).json().endedAt).toBeUndefined();
    expect((await served.get(`/api/v1/record-uploads/${after.id}`, { actor: 'farm' })).json().state).toBe('waiting');
    expect(await ended(long.id, 'farm')).toMatchObject({ stored: 10_000 });
    expect(await ended(after.id, 'farm')).toMatchObject({ stored: 3 });
  });

  it('is cancelled, keeps what was stored, and can be sent again', { timeout: 60_000 }, async () => {
    const file = await sheetOf(14, 5_000);
    const { id } = (await post('produce/pest_check', file)).json();
    expect((await served.send('DELETE', `/api/v1/record-uploads/${id}`, undefined)).statusCode).toBe(204);
    const over = await ended(id);
    expect(over.state).toBe('cancelled');
    expect(over.stored).toBeLessThan(5_000);
    // The batch that was under way may still be stored.
    const again = await upload('produce/pest_check', file);
    expect(again.stored + again.existing).toBe(5_000);
    expect(again.existing).toBeGreaterThanOrEqual(over.stored);
    await served.send('DELETE', `/api/v1/record-uploads/${again.id}`, undefined);
    const dropped = await served.get(`/api/v1/record-uploads/${again.id}/file.xlsx`);
    expect([dropped.statusCode, dropped.json().code]).toEqual([410, 'upload_gone']);
    expect((await ended(again.id)).stored).toBe(again.stored);
  });

  it('that is refused as a whole stores nothing and says why', async () => {
    const other = await filled(await templateXlsx(templateNamed('produce', 'harvest')), [['x']]);
    const told = await upload('produce/pest_check', other);
    expect(told).toMatchObject({
      state: 'failed',
      read: 0,
      stored: 0,
      problem: { code: 'template_foreign', titleZh: expect.stringContaining('produce/harvest') },
    });
    const file = await served.get(`/api/v1/record-uploads/${told.id}/file.xlsx`);
    expect([file.statusCode, file.json().code]).toEqual([409, 'upload_not_read']);
    const headings = await upload('produce/pest_check', Buffer.from('时间,地块,种植,发生\n1,2,3,4\n'), 'text/csv');
    expect(headings.problem.errors.map(({ code }: Told) => code)).toContain('heading_missing');
  });

  it('comes in a form too, and in nothing else', async () => {
    const file = await sheetOf(15, 2, 0, 'csv');
    const form = Buffer.concat([
      Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="五月.csv"\r\ncontent-type: text/csv\r\n\r\n'),
      file,
      Buffer.from('\r\n--x--\r\n'),
    ]);
    const url = '/api/v1/records/produce/pest_check/uploads';
    const headers = { host: 'localhost:8080', 'content-type': 'multipart/form-data; boundary=x' };
    const sent = await served.app.inject({ method: 'POST', url, headers, payload: form });
    expect(await ended(sent.json().id)).toMatchObject({ state: 'done', name: '五月.csv', stored: 2 });
    const refused = async (payload: Buffer | string, type: string): Promise<unknown[]> => {
      const answer = await served.app.inject({
        method: 'POST',
        url,
        headers: { host: 'localhost:8080', 'content-type': type },
        payload,
      });
      return [answer.statusCode, answer.json().code];
    };
    expect(await refused('--x--\r\n', 'multipart/form-data; boundary=x')).toEqual([400, 'table_unreadable']);
    expect(await refused('[]', 'application/json')).toEqual([415, 'unsupported_media']);
    expect(await refused('', 'text/csv')).toEqual([400, 'table_unreadable']);
    expect(await refused(Buffer.alloc(mostBytes + 1), mediaTypes.xlsx)).toEqual([413, 'body_too_large']);
    expect(
      (await served.app.inject({ method: 'POST', url: '/api/v1/records/produce/none/uploads', headers, payload: form }))
        .statusCode,
    ).toBe(404);
  });

  it('is told by page, the newest first', async () => {
    const all: string[] = [];
    let page = '';
    do {
      const told = (await served.get(`/api/v1/record-uploads?perPage=5${page}`)).json();
      all.push(...told.uploads.map((each: Told) => each.id));
      page = told.nextPage === undefined ? '' : `&page=${told.nextPage}`;
    } while (page !== '');
    const first = (await served.get('/api/v1/record-uploads?perPage=200')).json().uploads;
    expect(all.slice(0, 200)).toEqual(first.map((each: Told) => each.id));
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(10);
  });
});

describe('the rules of a stage', () => {
  const sent = async (category: string, stage: string, but: Record<string, unknown>): Promise<[Told, exceljs.Row]> => {
    const made = templateNamed(category, stage);
    const record = Object.fromEntries(Object.entries({ ...made.stage.example, ...but }).filter(([, value]) => value !== null));
    const row = cellValues(cellsOfExample(made.stage, record));
    const told = await upload(`${category}/${stage}`, await filled(await templateXlsx(made), [exampleValues(made), row]));
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load((await fileBack(told.id)) as never);
    return [told, workbook.getWorksheet('填报')!.getRow(4)];
  };

  it('refuse a row with what they compared, by its number', async () => {
    const [told, row] = await sent('produce', 'shipping', { certificateNo: null, time: '2026-05-10T06:00:00+08:00' });
    const own = told.refusals.find((each: Told) => each.row === 4);
    expect(own.problems).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'rule_blocked', index: 4, rule: 'AG-01' })]),
    );
    expect(row.getCell(2).value).toBe('refused');
    expect(row.getCell(1).value).toMatch(/第 4 条记录不符合规则.*AG-01/s);
  });

  it('that only raise an alarm are told, and the row is stored', async () => {
    const but = { onRoute: false, time: '2026-06-09T06:00:00+08:00' };
    const [told, row] = await sent('dangerous', 'transit_report', but);
    expect(told.refusals).toEqual([]);
    expect(row.getCell(2).value).toBe('stored');
    expect(row.getCell(1).value).toMatch(/EXP-05g：/);
    expect(row.getCell(1).fill?.type === 'pattern' && (row.getCell(1).fill as exceljs.FillPattern).fgColor?.argb).not.toBe(
      'FFFDE8E8',
    );
  });
});
