/** The public lists: exposures by due process, a search that forgives, recalls that follow the log, downloads that say the same. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoDocuments, demoExamples, demoOrganisations } from '../../simulator/demo-city.ts';
import { categories } from '../../src/categories/index.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { fitOf, initialsOf } from '../../src/organisations/index.ts';
import { type FindingRow, saveWatch } from '../../src/store/index.ts';
import { findingId } from '../../src/watch/index.ts';
import { asActor, firmId, now, principalOf, settleCity } from '../access/city.ts';
import { engines } from '../store/stores.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: FastifyInstance;
const clock = now;
const day = 86_400_000;
const local = { host: 'localhost:8080', 'content-type': 'application/json' };
let factory: string;

const finding = (cause: string, organisation: string, category: string, dueAt: number): FindingRow => ({
  id: findingId('gone_silent', cause),
  detector: 'gone_silent',
  cause,
  family: 'coverage',
  gravity: 'high',
  organisation,
  category,
  area: '419001102',
  openedAt: now - 40 * day,
  lastAt: now - 20 * day,
  resolvedAt: null,
  dueAt,
  count: 1,
  toldZh: '比对的事实不公开',
  toldEn: 'facts compared',
  resolvedZh: null,
  resolvedEn: null,
  evidence: { subjects: [], events: [] },
  through: 1,
});

beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  app = buildApp(opened.store, readConfig({}), () => clock, { principalOf });
  await settleCity(opened.store);
  for (const { organisation, site } of demoOrganisations) {
    const made = await app.inject({
      method: 'POST',
      url: '/api/v1/organisations',
      headers: local,
      payload: JSON.stringify(organisation),
    });
    const { id } = made.json() as { id: string };
    if (organisation.name.includes('果汁')) factory = id;
    for (const [path, body] of [
      ['sites', site],
      ['decisions', { decision: 'approve' }],
    ] as const)
      await app.inject({
        method: 'POST',
        url: `/api/v1/organisations/${id}/${path}`,
        headers: local,
        payload: JSON.stringify(body),
      });
  }
  for (const { document } of demoDocuments())
    await app.inject({
      method: 'POST',
      url: '/epcis/capture',
      headers: { ...local, 'content-type': 'application/ld+json' },
      payload: JSON.stringify(document),
    });
  await saveWatch(
    opened.store.database,
    [
      finding('late', factory, 'food', now - day),
      finding('in time', factory, 'food', now + day),
      finding('danger', firmId('cap maker'), 'dangerous', now - day),
    ],
    [],
    now,
  );
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

let host = 0;
const page = async (url: string) => {
  const answer = await app.inject({
    url,
    headers: { accept: 'text/html' },
    remoteAddress: `2001:db8:2:${(++host).toString(16)}::1`,
  });
  expect(answer.statusCode, url).toBe(200);
  expect(Buffer.byteLength(answer.body), url).toBeLessThan(60_000);
  return answer.body;
};
const post = (actor: string, url: string, body: object) =>
  app.inject({
    method: 'POST',
    url,
    headers: { ...asActor(actor), 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  });
const act = (actor: string, cause: string, body: object) =>
  post(actor, `/api/v1/findings/${findingId('gone_silent', cause)}/acts`, body);
const expose = (actor: string, cause: string, reason = '责令整改期满后仍未上传追溯记录') =>
  post(actor, '/api/v1/exposures', { finding: findingId('gone_silent', cause), reason, advice: '购买时请索取凭证' });
const bottle = `/t/${encodeURIComponent(demoExamples[0]!.code)}`;

describe('an exposure', () => {
  it('is refused before the finding is confirmed, before its time is up, and to who does not lead', async () => {
    expect((await expose('market regulator', 'late')).json().code).toBe('exposure_refused');
    await act('market regulator', 'late', { act: 'confirm' });
    await act('market regulator', 'in time', { act: 'confirm' });
    expect((await expose('market regulator', 'in time')).json().code).toBe('exposure_refused');
    expect((await expose('agriculture', 'late')).statusCode).toBe(404);
    expect((await expose('farm', 'late')).json().code).toBe('not_allowed');
    expect((await expose('public', 'late')).json().code).toBe('not_signed_in');
    expect((await expose('market regulator', 'late', '短')).json().path).toBe('reason');
    expect(await page('/warnings')).toContain('目前没有公开曝光');
  });

  it('stands on the list and on the pages of what the firm made, with department and day, until it is withdrawn with a reason', async () => {
    expect(await page(bottle)).not.toContain('class="warnline"');
    const made = (await expose('market regulator', 'late')).json();
    expect(made).toMatchObject({
      department: { zh: '济源市市场监督管理局' },
      state: 'confirmed',
      publishedAt: '2026-11-24T04:00:00.000Z',
    });
    expect((await expose('market regulator', 'late')).json().code).toBe('exposure_standing');
    const list = await page('/warnings');
    for (const told of ['轵城果汁', '责令整改期满后仍未上传追溯记录', '购买时请索取凭证', '济源市市场监督管理局', '2026-11-24'])
      expect(list).toContain(told);
    expect(list).not.toContain('比对的事实不公开');
    expect(await page(bottle)).toContain('class="warnline"');
    const url = `/api/v1/exposures/${made.id}/withdrawal`;
    expect((await post('agriculture', url, { reason: '与我无关也撤' })).statusCode).toBe(404);
    expect((await post('market regulator', url, { reason: '' })).json().path).toBe('reason');
    expect((await post('market regulator', url, { reason: '企业已补录并经复核' })).json()).toMatchObject({
      withdrawnReason: '企业已补录并经复核',
    });
    expect((await post('market regulator', url, { reason: '再撤一次看看' })).json().code).toBe('exposure_standing');
    expect(await page(bottle)).not.toContain('class="warnline"');
    expect(await page('/warnings')).toContain('目前没有公开曝光');
  });

  it('goes from the list and from the pages when the department finds that the finding does not hold', async () => {
    expect((await expose('market regulator', 'late')).statusCode).toBe(201);
    expect(await page(bottle)).toContain('class="warnline"');
    await act('market regulator', 'late', { act: 'dismiss', reason: '记录在另一系统，已核实' });
    expect(await page('/warnings')).toContain('目前没有公开曝光');
    expect(await page(bottle)).not.toContain('class="warnline"');
  });

  it('of dangerous goods is for whoever has a function in them, and says name and fact alone', async () => {
    await act('police', 'danger', { act: 'confirm' });
    expect((await expose('agriculture', 'danger')).statusCode).toBe(404);
    expect((await expose('police', 'danger')).statusCode).toBe(201);
    const { exposures } = (await app.inject({ url: '/api/v1/exposures?category=dangerous' })).json();
    expect(Object.keys(exposures[0]).sort()).toEqual(
      'advice area category department id organisationName publishedAt reason since state stateName title'.split(' '),
    );
  });
});

describe('the search of enterprises', () => {
  const name = '王屋红苹果专业合作社（演示）';
  it.each([
    ['苹果专业合作社', 0],
    ['王屋红苹果', 0],
    [' 王屋 红苹果 ', 0],
    ['whpg', 1],
    ['xyz', undefined],
    ['wwhpg', 1],
    ['WWHPG', 1],
    ['wwhpgzyhzs', 1],
    ['wwhbgzyhzs', 3],
    ['王屋红平果', 2],
    ['王屋苹果专业', 2],
    ['王屋红苹果园专业', 2],
    ['红平', undefined],
    ['轵城果汁', undefined],
    ['', 0],
  ])('finds it by %j: %s', (query, fit) => expect(fitOf(query, name, initialsOf(name))).toBe(fit));

  it.each([
    ['王屋红苹果', ['王屋红苹果专业合作社（演示）']],
    ['王屋红平果', ['王屋红苹果专业合作社（演示）']],
    ['zcgz', ['轵城果汁有限公司（演示）']],
    ['zcgx', ['轵城果汁有限公司（演示）']],
    ['家庭农场', ['承留溪畔家庭农场（演示）', '邵原坡上家庭农场（演示）']],
    ['没有这一家', []],
  ])('answers %s with %j, as page and as JSON', async (query, found) => {
    const answer = (await app.inject({ url: `/api/v1/public/enterprises?q=${encodeURIComponent(query)}` })).json();
    expect((answer.enterprises as { name: string }[]).map((each) => each.name).sort()).toEqual([...found].sort());
    const body = await page(`/enterprises?q=${encodeURIComponent(query)}&category=`);
    for (const each of found) expect(body).toContain(each);
  });

  it('pages to the end without leaving anybody out or twice', async () => {
    const names: string[] = [];
    for (let url: string | undefined = '/api/v1/public/enterprises?perPage=3'; url !== undefined; ) {
      const answer: Awaited<ReturnType<typeof app.inject>> = await app.inject({ url });
      names.push(...(answer.json().enterprises as { name: string }[]).map((each) => each.name));
      url = /<([^>]+)>; rel="next"/.exec(String(answer.headers.link ?? ''))?.[1];
    }
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(12);
    // Firms in closed categories alone and natural persons are not on it.
    for (const hidden of ['cap maker', 'quarry', 'an old peddler']) expect(names).not.toContain(hidden);
  });
});

describe('recalls', () => {
  it('follow the log: what is recalled stands there, what was released goes', async () => {
    const { recalls } = (await app.inject({ url: '/api/v1/public/recalls' })).json();
    expect(recalls).toEqual([
      expect.objectContaining({ mark: 'CL0928', day: '2026-10-20', reason: expect.stringContaining('苯醚甲环唑') }),
    ]);
    const { thing } = recalls[0] as { thing: string };
    const page_ = `/t/${encodeURIComponent(thing)}`;
    expect(await page(page_)).toContain('已召回');
    const release = {
      '@context': [
        'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
        { zhuisu: 'https://ns.zhuisu.example/epcis/' },
      ],
      type: 'ObjectEvent',
      eventTime: '2026-11-20T10:00:00+08:00',
      eventTimeZoneOffset: '+08:00',
      action: 'OBSERVE',
      bizStep: 'inspecting',
      quantityList: [{ epcClass: thing, quantity: 900, uom: 'KGM' }],
      persistentDisposition: { unset: ['recalled'] },
      'zhuisu:category': 'produce',
    };
    await app.inject({ method: 'POST', url: '/epcis/events', headers: local, payload: JSON.stringify(release) });
    expect((await app.inject({ url: '/api/v1/public/recalls' })).json().recalls).toEqual([]);
    expect(await page('/recalls')).toContain('目前没有登记的召回');
  });
});

describe('the directory and the figures', () => {
  it('hold every product with its source, marked as verified or not', async () => {
    const { products } = (await app.inject({ url: '/api/v1/public/products' })).json();
    expect(products).toHaveLength(shippedProfiles.flatMap((each) => each.products).length);
    const body = await page('/products');
    for (const { zh, basis } of products as { zh: string; basis: { verified: boolean } }[])
      expect(body, String(basis)).toContain(zh);
    expect(body).toContain('已核对');
  });

  it('count what is there', async () => {
    const [{ count: records }] = (await opened.store.database.query('select count(*)::int as count from event')) as [
      { count: number },
    ];
    const figures = (await app.inject({ url: '/api/v1/public/statistics' })).json();
    expect(figures).toMatchObject({ records, exposures: 1, recalls: 0 });
    expect(figures.categories.map(({ id }: { id: string }) => id)).toEqual(categories.map(({ id }) => id));
    expect(figures.categories.find(({ id }: { id: string }) => id === 'dangerous')).toMatchObject({
      records: null,
      enterprises: null,
    });
    await page('/statistics');
  });
});

describe('open data', () => {
  it.each(['enterprises', 'exposures', 'recalls', 'products', 'statistics'])(
    '%s say the same as CSV and as JSON',
    async (name) => {
      const csv = await app.inject({ url: `/open-data/${name}.csv` });
      expect(csv.headers['content-type']).toContain('text/csv');
      expect(csv.body.startsWith('\ufeff')).toBe(true);
      const json = (await app.inject({ url: `/open-data/${name}.json` })).json();
      expect(json.licence).toBe('CC-BY-4.0');
      expect(csv.body.trimEnd().split('\r\n')).toHaveLength(json.rows.length + 1);
      expect(await page('/open-data')).toContain(`/open-data/${name}.csv`);
    },
  );

  it('keeps a formula a text, and is not there under other names', async () => {
    const { database } = opened.store;
    await database.query(
      `insert into organisation (id, kind, form, name, status, areas, categories, address, version, registered_at, changed_at)
       values ('00000000-0000-4000-8000-00000000f000', 'enterprise', 'company', $1, 'active', '{419001}', '{food}', '', 1, now(), now())`,
      ['=1+1"quoted",comma'],
    );
    await database.query('update organisation_version set version = version + 1');
    expect((await app.inject({ url: '/open-data/enterprises.csv' })).body).toContain(`"'=1+1""quoted"",comma"`);
    for (const file of ['accounts.csv', 'enterprises.xml', '..%2Fkeys.json', 'enterprises'])
      expect((await app.inject({ url: `/open-data/${file}` })).statusCode, file).toBe(404);
  });
});

describe('the code of a unit that was sold', () => {
  const item = (serial: number) => `/01/19521055300108/21/JX26${String(serial).padStart(4, '0')}`;

  /** Scans by another process of the same installation, which writes what it counted when it ends. */
  async function scanned(serial: number, times: number, at: number, area = ''): Promise<void> {
    const other = buildApp(opened.store, readConfig({}), () => at, { principalOf });
    for (let i = 0; i < times; i++) {
      const url = `${item(serial)}${area === '' ? '' : `?area=${area}`}`;
      const answer = await other.inject({
        url,
        headers: { accept: 'text/html' },
        remoteAddress: `2001:db8:3:${i.toString(16)}::1`,
      });
      expect(answer.statusCode).toBe(200);
    }
    await other.close();
  }

  it('says so, and says when it is looked up unusually often on several days', async () => {
    const first = await page(item(2));
    expect(first).toContain('<h1>这一件已经售出</h1>');
    expect(first).toContain('class="verdict sold"');
    await scanned(2, 30, now);
    expect(await page(item(2)), 'one day is a family').toContain('class="verdict sold"');
    await scanned(2, 1, now + day);
    await scanned(2, 1, now + 2 * day);
    const after = await page(item(2));
    expect(after).toContain('<h1>这一件已售出，又在别处出现</h1>');
    expect(after).toContain('查询 32 次以上');
    const sale = { codes: [`https://id.gs1.org${item(2)}`] };
    expect((await post('platform', '/api/v1/sale-states', sale)).json().items[0]).toMatchObject({
      sale: 'stopped',
      verdict: 'sold',
    });
  });

  it('or in several areas, where the scans name them', async () => {
    for (const area of ['419001', '410100', '410300']) await scanned(13, 1, now, area);
    const told = (await page(item(13))).replace(/<[^>]*>/g, '');
    expect(told).toContain('这一件已售出，又在别处出现');
    expect(told).toContain('此前查询 3 次，在 1 天里；地点：410100 1 次、410300 1 次、济源市 1 次');
  });

  it('keeps the code, the day and the count, and nothing of who looked', async () => {
    const rows = await opened.store.database.query<Record<string, unknown>>('select * from scan_count');
    for (const row of rows) expect(Object.keys(row).sort()).toEqual(['area', 'day', 'scans', 'thing']);
    expect(rows.every(({ thing }) => String(thing).includes('/21/'))).toBe(true);
    // Lots are sold in parts all the time: nobody counts those.
    await page(bottle);
    expect(rows.some(({ thing }) => String(thing).includes('J261014'))).toBe(false);
  });
});
