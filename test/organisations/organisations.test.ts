// biome-ignore-all lint/suspicious/noExplicitAny: answers are read as they come
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { demoDocuments, demoExamples, demoOrganisations } from '../../simulator/demo-city.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { jiyuan } from '../../src/jurisdictions/index.ts';
import { actingOf, bodyId, licenceAt, partiesOf, seedJurisdiction } from '../../src/organisations/index.ts';
import { organisationById, type StatementRow } from '../../src/store/index.ts';
import { now, type Served, serveApp } from '../http/setup.ts';

let served: Served;
beforeAll(async () => {
  served = await serveApp();
  await served.app.ready();
});
afterAll(() => served.close());

describe('the bodies of the jurisdiction', () => {
  it('are organisations from the start, with the names of today', async () => {
    const { database } = served.store;
    expect(await organisationById(database, bodyId('jiyuan', 'agriculture'))).toMatchObject({
      kind: 'department',
      name: '济源市农业农村局',
      status: 'active',
      areas: ['419001'],
      department: 'agriculture',
    });
    expect(await organisationById(database, bodyId('jiyuan', 'food_drug'))).toMatchObject({ status: 'closed' });
    expect(await organisationById(database, bodyId('jiyuan', 'town-101'))).toMatchObject({
      kind: 'township',
      areas: ['419001101'],
    });
  });

  it('are seeded once, and follow the file of the jurisdiction', async () => {
    expect(await seedJurisdiction(served.store, jiyuan, now)).toBe(0);
    const [first, ...others] = jiyuan.departments;
    const renamed = {
      ...jiyuan,
      departments: [{ ...first!, names: [{ zh: '济源市商贸局', en: 'Trade', source: 'test', verified: false }] }, ...others],
    };
    expect(await seedJurisdiction(served.store, renamed, now)).toBe(1);
    expect((await organisationById(served.store.database, bodyId('jiyuan', 'commerce')))?.name).toBe('济源市商贸局');
    expect(await seedJurisdiction(served.store, jiyuan, now)).toBe(1);
    expect(await seedJurisdiction(served.store, { ...jiyuan, departments: others }, now)).toBe(1);
    expect((await organisationById(served.store.database, bodyId('jiyuan', 'commerce')))?.status).toBe('closed');
    expect(await seedJurisdiction(served.store, jiyuan, now)).toBe(1);
  });

  it('act with the mandate of the file', async () => {
    expect(await actingOf(served.store, jiyuan, bodyId('jiyuan', 'commerce'))).toMatchObject({
      kind: 'department',
      areas: ['419001'],
      mandate: { coordinates: true, leads: [], joins: expect.arrayContaining(['produce']) },
    });
    expect((await actingOf(served.store, jiyuan, bodyId('jiyuan', 'market')))?.mandate?.leads).toEqual([
      'food',
      'medical',
      'equipment',
    ]);
    expect(await actingOf(served.store, jiyuan, bodyId('jiyuan', 'food_drug'))).toBeUndefined();
    expect(await actingOf(served.store, jiyuan, bodyId('jiyuan', 'insurance'))).not.toHaveProperty('mandate');
  });
});

const json = (response: { json: () => unknown }) => response.json() as Record<string, any>;
const patch = (id: string, payload: object) =>
  served.app.inject({
    method: 'PATCH',
    url: `/api/v1/organisations/${id}`,
    headers: { host: 'localhost:8080', 'content-type': 'application/json' },
    payload: JSON.stringify(payload),
  });
const post = async (url: string, payload: unknown) => served.send('POST', url, payload);
const firm = { name: '轵城果汁有限公司', uscc: '91419001MA00000154', areas: ['419001102'], categories: ['food'] };
const registered = async (body: object): Promise<string> => json(await post('/api/v1/organisations', body)).id;
const decided = (id: string, decision: string, reason?: string) =>
  post(`/api/v1/organisations/${id}/decisions`, { decision, reason });

describe('an organisation', () => {
  it('is registered once, whatever how often it comes', async () => {
    const first = await post('/api/v1/organisations', firm);
    expect(first.statusCode).toBe(201);
    expect(json(first)).toMatchObject({ ...firm, kind: 'enterprise', form: 'company', status: 'registered', version: 1 });
    const again = await post('/api/v1/organisations', firm);
    expect([again.statusCode, json(again).id]).toEqual([200, json(first).id]);
    const other = await post('/api/v1/organisations', { ...firm, name: '别的名字' });
    expect(json(other)).toMatchObject({ status: 409, code: 'organisation_exists', id: json(first).id });
    expect((await served.get(json(first).id === undefined ? '' : (first.headers.location as string))).statusCode).toBe(200);
  });

  it.each([
    ['a credit code with a wrong check character', { uscc: '91419001MA00000155' }, 'uscc', /校验位为 5，应为 4.*expected 4/],
    ['a credit code of another form', { uscc: '9141900' }, 'uscc', /18/],
    ['no credit code', { uscc: undefined }, 'uscc', /18/],
    ['an area that does not exist', { areas: ['419001999'] }, 'areas[0]', /区划/],
    ['a village of a township that does not exist', { areas: ['419001999001'] }, 'areas[0]', /区划/],
    ['no area', { areas: [] }, 'areas', /区划/],
    ['a category that does not exist', { categories: ['toys'] }, 'categories[0]', /produce/],
    ['a kind that the jurisdiction names', { kind: 'department' }, 'kind', /enterprise/],
    ['a form that does not exist', { form: 'guild' }, 'form', /family_farm/],
    ['a name of one letter', { name: 'x' }, 'name', /2/],
    ['a name in two lines', { name: '甲\n乙' }, 'name', /单行文本/],
    ['an identifier that is none', { identifiers: ['x'] }, 'identifiers[0]', /GLN/],
    ['a GLN with a wrong check digit', { identifiers: ['6901234567890'] }, 'identifiers[0]', /GLN/],
  ])('is refused with %s', async (_, wrong, path, expected) => {
    const answer = json(await post('/api/v1/organisations', { ...firm, ...wrong }));
    expect(answer).toMatchObject({ status: 400, code: 'value_invalid', path });
    expect(`${answer.titleZh}. ${answer.title}`).toMatch(expected);
  });

  it.each([
    ['uscc', { form: 'natural_person', uscc: '11010519491231002X' }],
    ['name', { form: 'natural_person', uscc: undefined, name: '张三 11010519491231002x' }],
    ['address', { address: '身份证11010519491231002X' }],
    ['personToken', { form: 'natural_person', uscc: undefined, personToken: '11010519491231002X' }],
    ['identifiers[0]', { identifiers: ['urn:id:11010519491231002X'] }],
  ])('is refused with the identity number of a person in %s, which is stored nowhere', async (path, wrong) => {
    const answer = await post('/api/v1/organisations', { ...firm, name: '某人', ...wrong });
    expect(json(answer)).toMatchObject({ status: 400, code: 'person_number_refused', path });
    expect(answer.body).not.toContain('11010519491231002');
  });

  it('goes through its life, and refuses what is not possible, naming what is', async () => {
    const id = await registered({ ...firm, uscc: '91419001MA0000023Y' });
    const states: string[] = [];
    const step = async (decision: string, reason?: string) => states.push(json(await decided(id, decision, reason)).status);
    expect(json(await decided(id, 'suspend', 'x'))).toMatchObject({
      code: 'transition_refused',
      state: 'registered',
      expected: 'approve, refuse, close',
    });
    expect(json(await decided(id, 'refuse'))).toMatchObject({ code: 'value_invalid', path: 'reason' });
    await step('refuse', '材料不全');
    states.push(json(await patch(id, { address: '轵城镇 1 号' })).status);
    await step('approve');
    await step('suspend', '整改');
    await step('resume', '整改完成');
    await step('close', '停业');
    expect(json(await patch(id, { name: '新名' }))).toMatchObject({ code: 'transition_refused', expected: 'reopen' });
    await step('reopen', '复业');
    await step('approve');
    expect(states).toEqual(['refused', 'registered', 'active', 'suspended', 'active', 'closed', 'registered', 'active']);
    const { changes } = json(await served.get(`/api/v1/organisations/${id}/history`));
    expect(changes.map((each: { action: string }) => each.action)).toEqual([
      'register',
      'refuse',
      'resubmit',
      'approve',
      'suspend',
      'resume',
      'close',
      'reopen',
      'approve',
    ]);
    expect(changes[2]).toMatchObject({
      actor: 'machine',
      before: { address: '', status: 'refused' },
      after: { address: '轵城镇 1 号', status: 'registered' },
    });
  });

  it('is changed on the version that was seen', async () => {
    const id = await registered({ ...firm, uscc: '91419001MA0000031R' });
    const changed = await patch(id, { name: '新名称', areas: ['济水街道'], version: 1 });
    expect(json(changed)).toMatchObject({ name: '新名称', areas: ['419001002'], version: 2, uscc: '91419001MA0000031R' });
    expect(json(await patch(id, { name: '又名', version: 1 }))).toMatchObject({ code: 'version_changed', expected: 2 });
    expect(json(await patch(id, { uscc: 'x' }))).toMatchObject({ code: 'value_invalid', path: 'uscc' });
    expect(json(await patch(id, { areas: [] }))).toMatchObject({ code: 'value_invalid', path: 'areas' });
    const commerce = bodyId('jiyuan', 'commerce');
    expect(json(await patch(commerce, { name: '新名' }))).toMatchObject({ code: 'body_fixed' });
    expect(json(await decided(commerce, 'close', 'x'))).toMatchObject({ code: 'body_fixed' });
  });

  it('in a batch has a status of its own', async () => {
    const organisations = [
      { ...firm },
      { ...firm, uscc: '91419001MA00000A9R', name: '新企业' },
      { ...firm, uscc: '123' },
      7,
      { name: '王家农场', form: 'family_farm', areas: ['419001109'] },
      { ...firm, name: '不同' },
    ];
    const { items } = json(await post('/api/v1/organisations', { organisations }));
    expect(items.map((each: any) => each.problem?.code ?? each.status)).toEqual([
      'exists',
      'created',
      'value_invalid',
      'value_invalid',
      'created',
      'organisation_exists',
    ]);
    expect(json(await post('/api/v1/organisations', { organisations: 'x' }))).toMatchObject({ path: 'organisations' });
  });
});

describe('the list', () => {
  it('is filtered, and turned page by page without a gap', async () => {
    const names = new Set<string>();
    let page = '';
    for (let turns = 0; turns < 50; turns++) {
      const answer = json(await served.get(`/api/v1/organisations?perPage=7${page}`));
      for (const { id } of answer.organisations) names.add(id);
      if (answer.nextPage === undefined) break;
      page = `&page=${answer.nextPage}`;
    }
    const all = json(await served.get('/api/v1/organisations?perPage=200')).organisations;
    expect(names.size).toBe(all.length);
    const found = async (query: string): Promise<string[]> =>
      json(await served.get(`/api/v1/organisations?perPage=200&${query}`)).organisations.map((each: any) => each.name);
    expect(await found('area=419001109&kind=enterprise')).toEqual(['王家农场']);
    expect(await found('q=91419001ma00000154')).toEqual(['轵城果汁有限公司']);
    expect(await found(`q=${encodeURIComponent('公安')}`)).toEqual(['济源市公安局']);
    expect(await found('category=rare_earth&kind=department&status=active')).toContain('济源市工业和信息化局');
    expect(await found('area=110000')).toEqual([]);
  });

  it.each(['status=x', 'kind=%00', 'area=x', 'perPage=0', 'page=x', 'category=x', 'status=active&status=closed', 'q=%00'])(
    'refuses %s',
    async (query) => {
      expect((await served.get(`/api/v1/organisations?${query}`)).statusCode).toBe(400);
    },
  );

  it('shows the public names, areas, categories and states of enterprises alone', async () => {
    const uscc = '9144030071526726XG';
    const id = await registered({ ...firm, uscc, name: '沁河烟花有限公司', categories: ['dangerous'] });
    await decided(id, 'approve');
    const farmer = await registered({ form: 'natural_person', name: '李某某', areas: ['419001109'], categories: ['produce'] });
    await decided(farmer, 'approve');
    const answer = await served.stranger('GET', '/api/v1/organisations/public?perPage=200');
    const { organisations } = json(answer);
    expect(organisations).toContainEqual({
      name: '轵城果汁有限公司',
      areas: [{ code: '419001102', zh: '轵城镇', en: 'Zhicheng Town' }],
      categories: ['food'],
      status: 'active',
      statusName: { zh: '正常', en: 'active' },
    });
    expect(answer.body).not.toMatch(/烟花|李某某|91419001|商务局|"id"/);
    expect(json(await served.stranger('GET', '/api/v1/organisations/public?category=dangerous')).organisations).toEqual([]);
    for (const [method, url] of [
      ['GET', '/api/v1/organisations'],
      ['POST', '/api/v1/organisations'],
      ['GET', `/api/v1/organisations/${id}`],
      ['GET', `/api/v1/organisations/${id}/history`],
      ['POST', `/api/v1/organisations/${id}/decisions`],
      ['POST', `/api/v1/organisations/${id}/sites`],
      ['POST', `/api/v1/organisations/${id}/identifiers`],
      ['DELETE', `/api/v1/organisations/${id}/identifiers?uri=x`],
      ['POST', `/api/v1/organisations/${id}/licences`],
      ['GET', '/api/v1/licences'],
      ['GET', `/api/v1/licences/${id}`],
      ['POST', `/api/v1/licences/${id}/statements`],
      ['POST', '/api/v1/organisations/import'],
    ] as const)
      expect((await served.stranger(method, url, method === 'POST' ? {} : undefined)).statusCode, url).toBe(401);
  });
});

describe('sites and identifiers', () => {
  const gln = '9529998000010';
  const place = `https://id.gs1.org/414/${gln}`;
  let id: string;
  let site: string;

  it('name the organisation, the site and its area', async () => {
    id = await registered({ ...firm, uscc: '91440300192317458F', name: '果汁厂', identifiers: ['9529998000003'] });
    const added = await post(`/api/v1/organisations/${id}/sites`, {
      kind: 'plant',
      name: '轵城果汁车间',
      area: '419001102',
      latitude: 35.04,
      longitude: 112.6,
      identifiers: ['urn:epc:id:sgln:9529998.00001.0'],
    });
    site = json(added).id;
    expect(added.statusCode).toBe(201);
    const uris = [
      'https://id.gs1.org/417/9529998000003',
      place,
      'urn:uuid:0',
      `${place}/254/7`,
      'urn:epc:id:sgln:9529998.00001.0',
    ];
    // Who was never approved is nobody.
    expect((await partiesOf(served.store, uris)).size).toBe(0);
    await decided(id, 'approve');
    const parties = await partiesOf(served.store, uris);
    expect([...parties.keys()]).toEqual(uris.filter((uri) => uri !== 'urn:uuid:0'));
    expect(parties.get(uris[0]!)).toMatchObject({ organisation: id, area: '419001102', name: '果汁厂' });
    expect(parties.get(uris[0]!)).not.toHaveProperty('site');
    for (const uri of [uris[1]!, uris[3]!, uris[4]!])
      expect(parties.get(uri)).toMatchObject({ organisation: id, site, area: '419001102' });
    expect((await partiesOf(served.store, [`urn:uuid:${site.toUpperCase()}`])).size).toBe(1);
    expect((await partiesOf(served.store, ['urn:zhuisu:uscc:91440300192317458F'])).size).toBe(1);
    expect((await partiesOf(served.store, [])).size).toBe(0);
  });

  it('are remembered no longer than they hold', async () => {
    await post(`/api/v1/organisations/${id}/sites`, { id: site, kind: 'plant', name: '轵城果汁车间', area: '济水街道' });
    expect((await partiesOf(served.store, [place])).get(place)?.area).toBe('419001002');
    const url = `/api/v1/organisations/${id}/identifiers`;
    const gone = await served.app.inject({
      method: 'DELETE',
      url: `${url}?uri=${encodeURIComponent(place)}`,
      headers: { host: 'localhost:8080' },
    });
    expect(gone.statusCode).toBe(204);
    expect((await partiesOf(served.store, [place])).size).toBe(0);
    expect(json(await post(url, { uri: gln, site }))).toEqual({ uri: place });
    expect((await partiesOf(served.store, [place])).get(place)?.site).toBe(site);
  });

  it('belong to one alone', async () => {
    const other = await registered({ ...firm, uscc: '91330100799655058B', name: '别家' });
    expect(json(await post(`/api/v1/organisations/${other}/identifiers`, { uri: place }))).toMatchObject({
      status: 409,
      code: 'identifier_taken',
    });
    expect(
      json(await post(`/api/v1/organisations/${other}/sites`, { name: '场所', area: '419001', identifiers: [gln] })),
    ).toMatchObject({ code: 'identifier_taken' });
    expect(json(await post(`/api/v1/organisations/${other}/sites`, { id: site, name: '场所' }))).toMatchObject({
      code: 'identifier_taken',
    });
    expect(
      json(await post('/api/v1/organisations', { ...firm, uscc: '91350100M000100Y43', identifiers: [place] })),
    ).toMatchObject({
      code: 'identifier_taken',
    });
  });

  it.each([
    ['latitude', { latitude: 91, longitude: 0 }],
    ['longitude', { latitude: 35 }],
    ['latitude', { latitude: '35', longitude: 112 }],
    ['kind', { kind: 'castle' }],
    ['area', { area: '月球' }],
    ['name', { name: '' }],
    ['id', { id: 'x' }],
  ])('name %s when it is wrong', async (path, wrong) => {
    expect(json(await post(`/api/v1/organisations/${id}/sites`, { name: '场所', ...wrong }))).toMatchObject({ path });
  });
});

describe('a licence', () => {
  let id: string;
  let licence: string;
  const asked = async (query: string) => json(await served.get(`/api/v1/licences/${licence}${query}`)).state;

  it('is checked against its scheme, and registered for one firm', async () => {
    id = await registered({ ...firm, uscc: '915101007130545948', name: '酒厂' });
    const url = `/api/v1/organisations/${id}/licences`;
    const number = 'SC11532139200465';
    const answer = json(await post(url, { number, from: '2018-01-01', to: '2022-12-31', categories: ['food'] }));
    expect(answer).toMatchObject({ outcome: 'created', scheme: 'sc', number });
    licence = answer.id;
    expect(json(await post(url, { number, from: '2018-01-01', to: '2022-12-31', categories: ['food'] })).outcome).toBe('exists');
    expect(json(await post(url, { scheme: 'sc', number: 'SC11532139200466', from: '2018-01-01' }))).toMatchObject({
      code: 'licence_invalid',
      cause: expect.stringMatching(/应为 5.*expected 5/),
    });
    expect(json(await post(url, { scheme: 'jy', number, from: '2018-01-01' }))).toMatchObject({ code: 'licence_invalid' });
    expect(json(await post(url, { number, from: '2018-02-30' }))).toMatchObject({ path: 'from' });
    expect(json(await post(url, { number, from: '2018-02-01', to: '2018-01-31' }))).toMatchObject({ path: 'to' });
    const other = await registered({ ...firm, uscc: '913411253367961888', name: '别的酒厂' });
    expect(json(await post(`/api/v1/organisations/${other}/licences`, { number, from: '2018-01-01' }))).toMatchObject({
      code: 'licence_taken',
    });
    expect(json(await post(url, { scheme: 'other', number: '豫济收 0001', from: '2018-01-01' }))).toMatchObject({
      scheme: 'other',
    });
  });

  it('has the state of the day, and history is not overwritten', async () => {
    expect(await asked('?at=2017-12-31')).toBe('not_yet');
    expect(await asked('?at=2018-01-01')).toBe('valid');
    expect(await asked('?at=2022-12-31')).toBe('valid');
    expect(await asked('?at=2023-01-01')).toBe('expired');
    expect(await asked('?at=2020-06-01&known=2019-01-01')).toBe('unknown');
    const url = `/api/v1/licences/${licence}/statements`;
    expect((await post(url, { status: 'suspended', from: '2020-03-01' })).statusCode).toBe(400);
    await post(url, { status: 'suspended', from: '2020-03-01', reason: '飞行检查' });
    await post(url, { status: 'valid', from: '2020-09-01', to: '2022-12-31', reason: '恢复' });
    await post(url, { status: 'valid', from: '2023-01-01', to: '2027-12-31', reason: '延续' });
    const at = async (day: string) => asked(`?at=${day}`);
    expect(
      await Promise.all(['2020-02-29', '2020-03-01', '2020-08-31', '2020-09-01', '2024-01-01', '2028-01-01'].map(at)),
    ).toEqual(['valid', 'suspended', 'suspended', 'valid', 'valid', 'expired']);
    const { statements } = json(await served.get(`/api/v1/licences/${licence}`));
    expect(statements.map((each: any) => [each.status, each.from, each.to])).toEqual([
      ['valid', '2018-01-01', '2022-12-31'],
      ['suspended', '2020-03-01', '2022-12-31'],
      ['valid', '2020-09-01', '2022-12-31'],
      ['valid', '2023-01-01', '2027-12-31'],
    ]);
    const seen = json(await served.get(`/api/v1/organisations/${id}?at=2020-05-01`));
    expect(seen.licences.find((each: any) => each.id === licence)).toMatchObject({ state: 'suspended', ruleVerified: true });
    expect(json(await served.get('/api/v1/licences?number=SC11532139200465&at=2020-05-01')).licences).toMatchObject([
      { state: 'suspended' },
    ]);
  });

  it.each(['?at=yesterday', '?known=x', '?at=2020-02-30'])('refuses %s', async (query) => {
    expect((await served.get(`/api/v1/licences/${licence}${query}`)).statusCode).toBe(400);
  });
});

test('a province of two cities is served from its file alone', async () => {
  const config = readConfig({ ZHUISU_JURISDICTION: join(import.meta.dirname, '../jurisdictions/province.json') });
  const app = buildApp(served.store, config, () => now);
  const local = { host: 'localhost:8080', 'content-type': 'application/json' };
  const answer = json(await app.inject({ url: '/api/v1/jurisdiction', headers: local }));
  expect([answer.id, ...answer.children.map((each: any) => each.id)]).toEqual(['beihe', 'yunling', 'hukou']);
  expect(await organisationById(served.store.database, bodyId('yunling', 'tea'))).toMatchObject({
    name: '云岭市特色农业局',
    areas: ['990100'],
    jurisdiction: 'yunling',
  });
  const acting = await actingOf(served.store, config.jurisdiction, bodyId('yunling', 'tea'));
  expect(acting?.mandate).toMatchObject({ leads: ['produce'], functions: ['fields', 'tea_tax'], coordinates: false });
  const send = async (areas: string[]) =>
    json(
      await app.inject({
        method: 'POST',
        url: '/api/v1/organisations',
        headers: local,
        payload: JSON.stringify({ name: '石门茶场', form: 'family_farm', areas }),
      }),
    );
  expect(await send(['石门街道'])).toMatchObject({ areas: ['990102009'], status: 'registered' });
  expect(await send(['990101001'])).toMatchObject({ path: 'areas[0]', expected: '990102009' });
  const inCity = json(await app.inject({ url: '/api/v1/organisations?area=990100&kind=enterprise', headers: local }));
  expect(inCity.organisations.map((each: any) => each.name)).toEqual(['石门茶场']);
  await app.close();
});

test('the jurisdiction is told as it was on a day', async () => {
  const at = async (day: string) => json(await served.stranger('GET', `/api/v1/jurisdiction?at=${day}`));
  const [then, today] = [await at('2018-06-01'), await at('2026-11-24')];
  const named = (answer: any, id: string) => answer.departments.find((each: any) => each.id === id)?.zh;
  expect([named(then, 'agriculture'), named(today, 'agriculture')]).toEqual(['济源市农牧局', '济源市农业农村局']);
  expect([named(then, 'market'), named(today, 'food_drug')]).toEqual([undefined, undefined]);
  const food = (answer: any) => answer.categories.find((each: any) => each.id === 'food').leads;
  expect([food(then), food(today)]).toEqual([['food_drug'], ['market']]);
  expect(today.departments.find((each: any) => each.id === 'market').verified).toBe(false);
});

describe('the firms of the demo city', () => {
  it('register through the interface, with sites and licences, and name the pages', async () => {
    for (const { organisation, site, licences } of demoOrganisations) {
      const id = await registered(organisation);
      expect((await post(`/api/v1/organisations/${id}/sites`, site)).statusCode, JSON.stringify(site)).toBe(201);
      expect((await post(`/api/v1/organisations/${id}/sites`, site)).statusCode).toBe(200);
      for (const licence of licences)
        expect((await post(`/api/v1/organisations/${id}/licences`, licence)).statusCode, JSON.stringify(licence)).toBe(201);
      expect((await decided(id, 'approve')).statusCode).toBe(200);
    }
    for (const { document } of demoDocuments()) expect((await post('/epcis/capture', document)).statusCode).toBe(202);
    const [shop] = json(await served.get(`/api/v1/organisations?q=${encodeURIComponent('天坛邻里便利店')}`)).organisations;
    const says = async (name: string): Promise<boolean> =>
      (await served.get(`/t/${encodeURIComponent(demoExamples[0]!.code)}`, { accept: 'text/html' })).body.includes(name);
    expect([await says('天坛邻里便利店（演示）'), await says('天坛邻里超市（演示）')]).toEqual([true, false]);
    await patch(shop.id, { name: '天坛邻里超市（演示）' });
    expect([await says('天坛邻里便利店（演示）'), await says('天坛邻里超市（演示）')]).toEqual([false, true]);
    const states = async (day: string) => json(await served.get(`/api/v1/organisations/${shop.id}?at=${day}`)).licences[0].state;
    expect([await states('2026-09-30'), await states('2026-10-01')]).toEqual(['valid', 'expired']);
  });
});

describe('what is known of a licence', () => {
  const said = (knownAt: number, status: string, from: string, to?: string): StatementRow => ({
    knownAt,
    actor: 'a',
    status,
    from,
    ...(to === undefined ? {} : { to }),
    categories: [],
    products: [],
    issuer: '',
    reason: '',
  });
  const history = [
    said(10, 'valid', '2018-01-01', '2022-12-31'),
    said(20, 'suspended', '2020-03-01', '2020-05-31'),
    // Learnt later: it was never suspended in May, and was revoked from 2021.
    said(30, 'valid', '2020-05-01', '2020-05-31'),
    said(40, 'revoked', '2021-01-01'),
  ];
  it.each([
    ['2020-05-15', 9, 'unknown'],
    ['2020-05-15', 10, 'valid'],
    ['2020-05-15', 20, 'suspended'],
    ['2020-05-15', 30, 'valid'],
    ['2020-03-15', 40, 'suspended'],
    ['2021-06-01', 39, 'valid'],
    ['2021-06-01', 40, 'revoked'],
    ['2030-01-01', 39, 'expired'],
    ['2030-01-01', 40, 'revoked'],
    ['2017-12-31', 40, 'not_yet'],
  ])('on %s as known at %d: %s', (day, known, state) => {
    expect(licenceAt(history, day, known).state).toBe(state);
  });
});
