/**
 * What the guide shows of each stage is what comes: the request and the row of a sheet, copied from the page, sent to a running server as a
 * registered firm would send them, first where nothing is on record, then after the requests that the page says go before.
 */
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withCreditCheck } from '../../simulator/demo/keys.ts';
import type { Principal } from '../../src/access/index.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { mediaTypes } from '../../src/sheets/index.ts';
import { forgetStages } from '../../src/store/index.ts';
import { type Served, serveApp, now as today } from '../http/setup.ts';
import { filled } from '../sheets/files.ts';
import { owner } from '../store/stores.ts';
import { type Command, type Outcome, readGuide } from './guide.ts';

const clock = { now: today };
let served: Served;
let admin: pg.Client;
/** uuid of the firm that sends, known by the code that the examples of rules have for whoever records. */
let firm: string;
const recorder = 'https://id.gs1.org/417/6901234000016';
const minute = 60_000;

beforeAll(async () => {
  const operator: Principal = { kind: 'operator', roles: new Set() };
  const principalOf = ({ headers }: { headers: Readonly<Record<string, unknown>> }): Principal => {
    const id = headers['x-test-firm'];
    if (typeof id !== 'string') return operator;
    return { kind: 'service', organisation: { id, kind: 'enterprise', areas: ['419001101'] }, roles: new Set(['recorder']) };
  };
  served = await serveApp({ now: () => clock.now, principalOf });
  admin = await owner(served.store);
});
afterAll(async () => {
  await admin.end();
  await served.close();
});

async function empty(): Promise<void> {
  const tables = `event event_identity link event_party event_place event_stage stage_value evaluation rule_due paper register_row licence_statement
    licence organisation_identifier organisation_change organisation`;
  const all = tables.split(/\s+/).map((table) => `delete from ${table}`);
  await admin.query(`${all.join('; ')}; update organisation_version set version = version + 1`);
  forgetStages(served.store.database);
  served.store.parties.forget();
  // Before everything that is told, and after the rules of access began.
  clock.now = Date.UTC(2019, 0, 1);
  firm = await registered({ name: '记录企业', uscc: withCreditCheck('91419001MA990001'), identifiers: [recorder] });
}

async function registered(more: object): Promise<string> {
  const asked = {
    kind: 'enterprise',
    form: 'company',
    areas: ['419001101'],
    categories: shippedProfiles.map(({ category }) => category),
  };
  const made = await served.send('POST', '/api/v1/organisations', { ...asked, ...more });
  expect(made.statusCode, made.body).toBe(201);
  const { id } = made.json();
  const approved = await served.send('POST', `/api/v1/organisations/${id}/decisions`, { decision: 'approve' });
  expect(approved.statusCode, approved.body).toBe(200);
  return id;
}

const asFirm = () => ({ 'x-test-firm': firm });

/** What is said to go before, sent in its order: papers and rows by those who state them, records by the firm right after they happened. */
async function goBefore({ title, method, path, body }: Command): Promise<void> {
  if (path.startsWith('/api/v1/records/')) {
    clock.now = Date.parse(String(body.time)) + minute;
    const sent = await served.send('POST', path, body, asFirm());
    expect([title, sent.statusCode], sent.body).toEqual([title, 201]);
    return;
  }
  const holder = title.startsWith('许可') ? title.split(' · ')[1]! : undefined;
  const id =
    holder === undefined || holder.startsWith('本单位')
      ? firm
      : await registered({ name: '持证主体', uscc: holder.replace('urn:zhuisu:uscc:', '') });
  const url = path.replace('/ID/', `/${id}/`);
  const headers = { host: 'localhost:8080', 'content-type': 'application/json' };
  const stated = await served.app.inject({ method, url, headers, payload: JSON.stringify(body) });
  expect([title, stated.statusCode < 300], stated.body).toEqual([title, true]);
}

interface Told {
  readonly rule: string;
  readonly severity: string;
  readonly outcome: string;
  readonly told: { readonly en: string };
}
const lineOf = ({ rule, severity, outcome, told }: Told): string =>
  `${rule} ${outcome === 'unknown' ? outcome : severity}: ${told.en}`;

/** What comes of the request; whole: of a refusal too every rule that does not hold. */
async function sent({ path, body }: Command): Promise<Outcome & { readonly eventID: string }> {
  clock.now = Date.parse(String(body.time)) + minute;
  const one = await served.send('POST', path, body, asFirm());
  if (one.statusCode === 201) return { refused: false, told: (one.json().rules ?? []).map(lineOf), eventID: one.json().eventID };
  expect(one.statusCode, one.body).toBe(400);
  const [status] = (await served.send('POST', path, [body], asFirm())).json().records;
  expect(status.status).toBe('refused');
  return { refused: true, told: (status.rules ?? []).map(lineOf), eventID: '' };
}

const asShown = ({ refused, told }: Outcome): Outcome => ({ refused, told });

async function uploaded(
  path: string,
  file: Buffer,
  type: string,
): Promise<{ stored: number; existing: number; refused: number }> {
  const headers = { host: 'localhost:8080', 'content-type': type, ...asFirm() };
  const came = await served.app.inject({ method: 'POST', url: `${path}/uploads`, headers, payload: file });
  expect(came.statusCode, came.body).toBe(202);
  return (await served.get(`/api/v1/record-uploads/${came.json().id}?wait=60`, asFirm())).json();
}

const stages = shippedProfiles.flatMap(({ category, stages: all }) => all.map(({ id }) => ({ category, id })));

describe.each(stages)('$category/$id', ({ category, id }) => {
  test('is recorded by JSON, Excel and CSV as its page says', async () => {
    clock.now = today;
    const page = readGuide((await served.get(`/docs/${category}/${id}`)).body);
    const files = `/api/v1/categories/${category}/stages/${id}`;
    const template = (await served.get(`${files}/template.xlsx`)).rawPayload;

    await empty();
    const alone = await sent(page.example);
    expect(asShown(alone)).toEqual(page.alone);
    expect(page.grounded === undefined, 'what goes before is shown of what is refused alone').toBe(!alone.refused);
    let recorded = alone;
    if (page.grounded !== undefined) {
      await empty();
      for (const each of page.before) await goBefore(each);
      recorded = await sent(page.example);
      expect(asShown(recorded)).toEqual(page.grounded);
    }
    expect(recorded.refused).toBe(false);

    // The same event: a row that says the same is on record already.
    const { path } = page.example;
    const again = { existing: 1, stored: 0, refused: 0 };
    expect(await uploaded(path, await exampleFilledIn(template), mediaTypes.xlsx), 'the row of the template').toMatchObject(
      again,
    );
    const csv = [[...page.row.keys()], [...page.row.values()]].map((cells) => cells.map(quoted).join(',')).join('\r\n');
    expect(await uploaded(path, Buffer.from(csv), mediaTypes.csv), 'the row of the page').toMatchObject(again);
  });
});

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The row of the sheet 示例, copied into the sheet 填报. */
const exampleFilledIn = (template: Buffer): Promise<Buffer> =>
  filled(template, [], (sheet, workbook) => {
    workbook
      .getWorksheet('示例')!
      .getRow(3)
      .eachCell(({ value }, column) => {
        sheet.getRow(3).getCell(column).value = value;
      });
  });
