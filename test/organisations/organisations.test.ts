/** Organisations: registered, reviewed, changed, closed, listed. */
// biome-ignore-all lint/suspicious/noExplicitAny: answers are read as they come
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoDocuments, demoExamples, demoOrganisations } from '../../simulator/demo-city.ts';
import { bodyId } from '../../src/organisations/index.ts';
import { firm, json, openRegister } from './registering.ts';

let register: Awaited<ReturnType<typeof openRegister>>;
const post: typeof register.post = (...said) => register.post(...said);
const patch: typeof register.patch = (...said) => register.patch(...said);
const registered: typeof register.registered = (...said) => register.registered(...said);
const decided: typeof register.decided = (...said) => register.decided(...said);

beforeAll(async () => {
  register = await openRegister();
});
afterAll(() => register.served.close());

describe('an organisation', () => {
  it('is registered once, whatever how often it comes', async () => {
    const first = await post('/api/v1/organisations', firm);
    expect(first.statusCode).toBe(201);
    expect(json(first)).toMatchObject({ ...firm, kind: 'enterprise', form: 'company', status: 'registered', version: 1 });
    const again = await post('/api/v1/organisations', firm);
    expect([again.statusCode, json(again).id]).toEqual([200, json(first).id]);
    const other = await post('/api/v1/organisations', { ...firm, name: '别的名字' });
    expect(json(other)).toMatchObject({ status: 409, code: 'organisation_exists', id: json(first).id });
    expect((await register.served.get(json(first).id === undefined ? '' : (first.headers.location as string))).statusCode).toBe(
      200,
    );
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
    const { changes } = json(await register.served.get(`/api/v1/organisations/${id}/history`));
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
      const answer = json(await register.served.get(`/api/v1/organisations?perPage=7${page}`));
      for (const { id } of answer.organisations) names.add(id);
      if (answer.nextPage === undefined) break;
      page = `&page=${answer.nextPage}`;
    }
    const all = json(await register.served.get('/api/v1/organisations?perPage=200')).organisations;
    expect(names.size).toBe(all.length);
    const found = async (query: string): Promise<string[]> =>
      json(await register.served.get(`/api/v1/organisations?perPage=200&${query}`)).organisations.map((each: any) => each.name);
    expect(await found('area=419001109&kind=enterprise')).toEqual(['王家农场']);
    expect(await found('q=91419001ma00000154')).toEqual(['轵城果汁有限公司']);
    expect(await found(`q=${encodeURIComponent('公安')}`)).toEqual(['济源市公安局']);
    expect(await found('category=rare_earth&kind=department&status=active')).toContain('济源市工业和信息化局');
    expect(await found('area=110000')).toEqual([]);
  });

  it.each(['status=x', 'kind=%00', 'area=x', 'perPage=0', 'page=x', 'category=x', 'status=active&status=closed', 'q=%00'])(
    'refuses %s',
    async (query) => {
      expect((await register.served.get(`/api/v1/organisations?${query}`)).statusCode).toBe(400);
    },
  );

  it('shows the public names, areas, categories and states of enterprises alone', async () => {
    const uscc = '9144030071526726XG';
    const id = await registered({ ...firm, uscc, name: '沁河烟花有限公司', categories: ['dangerous'] });
    await decided(id, 'approve');
    const farmer = await registered({ form: 'natural_person', name: '李某某', areas: ['419001109'], categories: ['produce'] });
    await decided(farmer, 'approve');
    const answer = await register.served.stranger('GET', '/api/v1/organisations/public?perPage=200');
    const { organisations } = json(answer);
    expect(organisations).toContainEqual({
      name: '轵城果汁有限公司',
      areas: [{ code: '419001102', zh: '轵城镇', en: 'Zhicheng Town' }],
      categories: ['food'],
      status: 'active',
      statusName: { zh: '正常', en: 'active' },
    });
    expect(answer.body).not.toMatch(/烟花|李某某|91419001|商务局|"id"/);
    expect(json(await register.served.stranger('GET', '/api/v1/organisations/public?category=dangerous')).organisations).toEqual(
      [],
    );
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
      expect((await register.served.stranger(method, url, method === 'POST' ? {} : undefined)).statusCode, url).toBe(401);
  });
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
    const [shop] = json(
      await register.served.get(`/api/v1/organisations?q=${encodeURIComponent('天坛邻里便利店')}`),
    ).organisations;
    const says = async (name: string): Promise<boolean> =>
      (await register.served.get(`/t/${encodeURIComponent(demoExamples[0]!.code)}`, { accept: 'text/html' })).body.includes(name);
    expect([await says('天坛邻里便利店（演示）'), await says('天坛邻里超市（演示）')]).toEqual([true, false]);
    await patch(shop.id, { name: '天坛邻里超市（演示）' });
    expect([await says('天坛邻里便利店（演示）'), await says('天坛邻里超市（演示）')]).toEqual([false, true]);
    const states = async (day: string) =>
      json(await register.served.get(`/api/v1/organisations/${shop.id}?at=${day}`)).licences[0].state;
    expect([await states('2026-09-30'), await states('2026-10-01')]).toEqual(['valid', 'expired']);
  });
});
