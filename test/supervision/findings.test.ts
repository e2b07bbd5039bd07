/** Findings through the interface, from each role’s side. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { type FindingRow, saveWatch } from '../../src/store/index.ts';
import { findingId } from '../../src/watch/index.ts';
import { asActor, type FirmName, firmId, now, principalOf, settleCity } from '../access/city.ts';
import { engines } from '../store/stores.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: FastifyInstance;
let clock = now;
const figures = {
  ...{ watches: true, lag: 7, cursor: 12, front: 12 },
  stopped: [{ detector: 'late_upload', message: 'no such member', seq: 9, attempts: 2, retryAt: now + 60_000 }],
};
const day = 86_400_000;

const finding = (cause: string, firm: FirmName, category: string, area: string, openedAt: number): FindingRow => ({
  id: findingId('delivery_not_confirmed', cause),
  detector: 'delivery_not_confirmed',
  cause,
  family: 'continuity',
  gravity: 'medium',
  organisation: firmId(firm),
  category,
  area,
  openedAt,
  lastAt: openedAt,
  resolvedAt: null,
  dueAt: openedAt + 10 * day,
  count: 1,
  toldZh: '1 项无人确认',
  toldEn: '1 not confirmed',
  resolvedZh: null,
  resolvedEn: null,
  evidence: { subjects: ['urn:x:1'], events: ['urn:uuid:1'] },
  through: 1,
});
const own = finding('a', 'farm', 'produce', '419001109', now - 20 * day);
const rows = [
  own,
  finding('b', 'farm', 'produce', '419001109', now - 2 * day),
  finding('c', 'far farm', 'produce', '410100', now - 3 * day),
  finding('d', 'cap maker', 'dangerous', '419001100', now - 4 * day),
  finding('e', 'factory', 'food', '419001102', now - 5 * day),
];

beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  app = buildApp(opened.store, readConfig({}), () => clock, { principalOf, watching: { figures, listen: () => {} } });
  await settleCity(opened.store);
  await saveWatch(opened.store.database, rows, [], now);
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

const get = (actor: string, url: string) => app.inject({ url, headers: asActor(actor) });
const post = (actor: string, url: string, body: unknown) =>
  app.inject({
    method: 'POST',
    url,
    headers: { ...asActor(actor), 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  });
const causes = (ids: readonly string[]): string =>
  rows
    .filter(({ id }) => ids.includes(id))
    .map(({ cause }) => cause)
    .join('');
const seen = async (actor: string, query = ''): Promise<string> => {
  const answer = await get(actor, `/api/v1/findings${query}`);
  if (answer.statusCode !== 200) return answer.json().code as string;
  return causes((answer.json().findings as { id: string }[]).map(({ id }) => id));
};

describe('findings', () => {
  it.each([
    ['farm', 'ab'],
    ['far farm', 'c'],
    ['agriculture', 'abe'],
    ['market regulator', 'abde'],
    ['police', 'd'],
    ['commerce', 'abce'],
    ['operator', 'abcde'],
    ['factory', 'e'],
    ['shop', ''],
    ['public', 'not_signed_in'],
    ['bank', 'not_allowed'],
  ])('are seen by %s as far as duty goes: %s', async (actor, expected) => {
    expect(await seen(actor)).toBe(expected);
  });

  it('are narrowed by filters, counted by the same, and paged to the end', async () => {
    expect(await seen('operator', '?category=produce,food&overdue=true')).toBe('a');
    expect(await seen('operator', '?area=4190')).toBe('abde');
    expect(await seen('operator', '?overdue=maybe')).toBe('parameter_invalid');
    for (const query of ['?state=zz', '?family=zz', '?gravity=zz', '?state=new,zz'])
      expect(await seen('operator', query)).toBe('parameter_invalid');
    expect(await seen('operator', '?nothing=1')).toBe('parameter_unknown');
    const counts = (await get('agriculture', '/api/v1/findings/counts?by=organisation&category=produce')).json().counts;
    expect(counts).toEqual([{ value: firmId('farm'), name: expect.any(String), count: 2, open: 2, overdue: 1 }]);
    const ids: string[] = [];
    for (let url: string | undefined = '/api/v1/findings?perPage=2'; url !== undefined; ) {
      const page = await get('operator', url);
      ids.push(...(page.json().findings as { id: string }[]).map(({ id }) => id));
      url = /<([^>]+)>; rel="next"/.exec(String(page.headers.link ?? ''))?.[1];
    }
    expect(ids).toEqual([...rows].sort((x, y) => y.openedAt - x.openedAt).map(({ id }) => id));
  });

  it('go from new to closed: ordered by the department, answered with proof by the firm, checked', async () => {
    const url = `/api/v1/findings/${own.id}`;
    expect((await post('farm', `${url}/acts`, { act: 'confirm' })).json().code).toBe('not_allowed');
    // It joins the category, so it may read what it does not decide about.
    expect((await get('market regulator', url)).json().open).toEqual([]);
    expect((await post('market regulator', `${url}/acts`, { act: 'confirm' })).json()).toMatchObject({
      status: 403,
      code: 'finding_of_others',
    });
    const many = await post('market regulator', '/api/v1/findings/acts', { ids: [own.id], act: 'confirm' });
    expect(many.json().items).toMatchObject([{ id: own.id, status: 'refused', problem: { code: 'finding_of_others' } }]);
    expect((await get('agriculture', url)).json().open).toContain('order');
    expect((await get('farm', url)).json().open).toEqual(['answer', 'rectify']);
    expect((await post('agriculture', `${url}/acts`, { act: 'order', reason: '请补录收货' })).json().path).toBe('due');
    const due = new Date(now + 5 * day).toISOString();
    expect((await post('agriculture', `${url}/acts`, { act: 'order', reason: '请补录收货', due })).json()).toMatchObject({
      state: 'ordered',
      due,
      version: 1,
    });
    const png = Buffer.from('89504e470d0a1a0a', 'hex');
    const proof = (type: string, payload: Buffer) =>
      app.inject({
        method: 'POST',
        url: `${url}/proofs?name=收货单`,
        headers: { ...asActor('farm'), 'content-type': type },
        payload,
      });
    expect((await proof('image/png', Buffer.from('GIF89a'))).json().code).toBe('proof_refused');
    const kept = (await proof('image/png', png)).json() as { id: string };
    expect((await get('agriculture', `${url}/proofs/${kept.id}`)).rawPayload).toEqual(png);
    expect((await get('shop', `${url}/proofs/${kept.id}`)).statusCode).toBe(404);
    expect((await post('farm', `${url}/answers`, { act: 'rectify', reason: '已补录并核对库存' })).json().state).toBe('rectified');
    expect((await post('agriculture', `${url}/acts`, { act: 'close', version: 1 })).json().code).toBe('finding_changed');
    expect((await post('agriculture', `${url}/acts`, { act: 'close', version: 2 })).json().state).toBe('closed');
    expect((await post('agriculture', `${url}/acts`, { act: 'order', reason: '再次整改', due })).json().code).toBe(
      'finding_step',
    );
    expect((await proof('image/png', png)).json()).toMatchObject({ code: 'finding_step', came: 'proof' });
    const missing = await post('agriculture', `${url}/acts`, { act: 'reopen' });
    expect(missing.json().title).toBe('reason: came nothing, expected 4 to 1,000 characters');
    const whole = (await get('agriculture', url)).json();
    expect(whole.acts.map(({ act }: { act: string }) => act)).toEqual(['order', 'rectify', 'close']);
    expect(whole.proofs).toHaveLength(1);
  });

  it('are summed up for each role by its duty', async () => {
    const { detectors, ...sums } = (await get('agriculture', '/api/v1/digest?hours=72')).json();
    expect(sums).toMatchObject({ opened: 1, resolved: 0, open: 2, dueSoon: 0, overdue: 0 });
    expect(detectors).toMatchObject([{ detector: 'delivery_not_confirmed', opened: 1, open: 2 }]);
    expect((await get('farm', '/api/v1/digest')).json()).toMatchObject({ opened: 0, open: 1 });
    expect((await get('bank', '/api/v1/digest')).json().code).toBe('not_allowed');
  });

  it('are decided about many at a time, each with its own outcome; dismissals lower the precision of the detector', async () => {
    const ids = [rows[1]!.id, rows[2]!.id, own.id];
    const { items } = (
      await post('agriculture', '/api/v1/findings/acts', { ids, act: 'dismiss', reason: '对方已纸质签收' })
    ).json();
    expect(items.map(({ status, problem }: { status: string; problem?: { code: string } }) => problem?.code ?? status)).toEqual([
      'done',
      'not_found',
      'finding_step',
    ]);
    const { detectors } = (await get('agriculture', '/api/v1/detectors')).json();
    expect(detectors.find(({ id }: { id: string }) => id === 'delivery_not_confirmed')).toMatchObject({
      dismissed: 1,
      upheld: 1,
      precision: 0.5,
    });
  });

  it('come with how far the watch is, and which detectors threw: what these said is for the operator alone', async () => {
    const watch = async (actor: string) => (await get(actor, '/api/v1/detectors')).json().watch;
    const stopped = {
      detector: 'late_upload',
      title: { zh: '上传不及时', en: 'Recorded late' },
      ...{ seq: 9, attempts: 2, retryAt: new Date(now + 60_000).toISOString() },
    };
    expect(await watch('agriculture')).toEqual({ watches: true, lag: 7, stopped: [stopped] });
    expect(await watch('operator')).toEqual({ watches: true, lag: 7, stopped: [{ ...stopped, message: 'no such member' }] });
    const metrics = (await app.inject('/metrics')).body;
    expect(metrics).toMatch(/^zhuisu_watch_lag_events 7$/m);
    expect(metrics).toMatch(/^zhuisu_watch_detector_failures{detector="late_upload"} 2$/m);
  });

  it('are put back to what they were by whoever took the last step, soon after it, with both steps in the course and in the audit log', async () => {
    const id = rows[2]!.id;
    const url = `/api/v1/findings/${id}`;
    const act = (actor: string, body: object) => post(actor, `${url}/acts`, body);
    const told = async () =>
      (await get('operator', url)).json() as { state: string; due: string; open: string[]; acts: { act: string }[] };
    const before = await told();
    const due = new Date(clock + 5 * day).toISOString();
    await act('operator', { act: 'order', reason: '请补录收货记录', due });
    expect(await told()).toMatchObject({ state: 'ordered', due, open: expect.arrayContaining(['undo']) });
    expect((await act('operator', { act: 'undo', version: 7 })).json().code).toBe('finding_changed');
    expect((await act('operator', { act: 'undo' })).json()).toMatchObject({ state: before.state, due: before.due });
    const { acts, open } = await told();
    expect([acts.map((each) => each.act).slice(-2), open.includes('undo')]).toEqual([['order', 'undo'], false]);
    expect((await act('operator', { act: 'undo' })).json().code).toBe('finding_undo');
    const { rows: kept } = await opened.store.database
      .query<{ content: string }>(`select content from audit_entry where content like '%' || $1 || '%' order by seq`, [id])
      .then((found) => ({ rows: found }));
    expect(kept.map(({ content }) => (JSON.parse(content) as { reason: string }).reason).slice(-2)).toEqual([
      'order: 请补录收货记录',
      'undo: ',
    ]);
  });

  it('are not put back by somebody else, after somebody did something, nor when it is long ago', async () => {
    const [mine, answered, old] = [rows[1]!, own, rows[4]!].map(({ id }) => id) as [string, string, string];
    const undo = async (actor: string, id: string) =>
      (await post(actor, `/api/v1/findings/${id}/acts`, { act: 'undo' })).json().code;
    expect((await post('agriculture', `/api/v1/findings/${mine}/acts`, { act: 'confirm' })).statusCode).toBe(201);
    expect(await undo('operator', mine)).toBe('finding_undo');
    await post('agriculture', `/api/v1/findings/${answered}/acts`, { act: 'reopen', reason: '复查又见同样问题' });
    await post('farm', `/api/v1/findings/${answered}/answers`, { act: 'answer', reason: '已说明情况' });
    expect(await undo('agriculture', answered)).toBe('finding_undo');
    await post('operator', `/api/v1/findings/${old}/acts`, { act: 'confirm' });
    clock += 11 * 60_000;
    expect(await undo('operator', old)).toBe('finding_undo');
    clock = now;
    // Of many at once each is put back that can be.
    const { items } = (await post('agriculture', '/api/v1/findings/acts', { ids: [mine, answered], act: 'undo' })).json();
    expect(items.map(({ status, problem }: { status: string; problem?: { code: string } }) => problem?.code ?? status)).toEqual([
      'done',
      'finding_undo',
    ]);
    await post('agriculture', `/api/v1/findings/${answered}/acts`, { act: 'close' });
  });

  it('stay decided when they are found anew', async () => {
    await opened.store.database.query('delete from finding');
    await saveWatch(opened.store.database, rows, [], now);
    expect((await get('agriculture', `/api/v1/findings/${own.id}`)).json().state).toBe('closed');
  });
});
