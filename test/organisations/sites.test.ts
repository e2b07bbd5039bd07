/** Sites, and the URIs by which events name organisations and sites. */
// biome-ignore-all lint/suspicious/noExplicitAny: answers are read as they come
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partiesOf } from '../../src/organisations/index.ts';
import { firm, json, openRegister } from './registering.ts';

let register: Awaited<ReturnType<typeof openRegister>>;
const post: typeof register.post = (...said) => register.post(...said);
const registered: typeof register.registered = (...said) => register.registered(...said);
const decided: typeof register.decided = (...said) => register.decided(...said);

beforeAll(async () => {
  register = await openRegister();
});
afterAll(() => register.served.close());

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
    expect((await partiesOf(register.served.store, uris)).size).toBe(0);
    await decided(id, 'approve');
    const parties = await partiesOf(register.served.store, uris);
    expect([...parties.keys()]).toEqual(uris.filter((uri) => uri !== 'urn:uuid:0'));
    expect(parties.get(uris[0]!)).toMatchObject({ organisation: id, area: '419001102', name: '果汁厂' });
    expect(parties.get(uris[0]!)).not.toHaveProperty('site');
    for (const uri of [uris[1]!, uris[3]!, uris[4]!])
      expect(parties.get(uri)).toMatchObject({ organisation: id, site, area: '419001102' });
    expect((await partiesOf(register.served.store, [`urn:uuid:${site.toUpperCase()}`])).size).toBe(1);
    expect((await partiesOf(register.served.store, ['urn:zhuisu:uscc:91440300192317458F'])).size).toBe(1);
    expect((await partiesOf(register.served.store, [])).size).toBe(0);
  });

  it('are remembered no longer than they hold', async () => {
    await post(`/api/v1/organisations/${id}/sites`, { id: site, kind: 'plant', name: '轵城果汁车间', area: '济水街道' });
    expect((await partiesOf(register.served.store, [place])).get(place)?.area).toBe('419001002');
    const url = `/api/v1/organisations/${id}/identifiers`;
    const gone = await register.served.app.inject({
      method: 'DELETE',
      url: `${url}?uri=${encodeURIComponent(place)}`,
      headers: { host: 'localhost:8080' },
    });
    expect(gone.statusCode).toBe(204);
    expect((await partiesOf(register.served.store, [place])).size).toBe(0);
    expect(json(await post(url, { uri: gln, site }))).toEqual({ uri: place });
    expect((await partiesOf(register.served.store, [place])).get(place)?.site).toBe(site);
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
