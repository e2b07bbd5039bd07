/** Strangers at /register, the official who reviews them, and what each of them sends and gets. */
import { expect } from 'vitest';
import { theOperator } from '../../src/access/principal.ts';
import { storeAccount } from '../../src/accounts/index.ts';
import { bodyId } from '../../src/organisations/index.ts';
import { type Served, serveApp } from './setup.ts';

export const uscc = '91419001MA3X000102';
export const password = 'pear ladder 82 monsoon';

/** Of all who ask here; open before anything is asked. */
export let served: Served;

/** With an official of the department that reviews farms. */
export async function openRegister(): Promise<void> {
  served = await serveApp();
  await served.app.ready();
  await storeAccount(
    served.app.desk,
    theOperator,
    { login: 'agri', name: '农业局 王', kind: 'person', organisation: bodyId('jiyuan', 'agriculture'), roles: ['official'] },
    password,
  );
}

let host = 0;
export const stranger = (): string => `2001:db8:2:${(++host).toString(16)}::1`;
export const form = 'application/x-www-form-urlencoded';

export const good = {
  form: 'family_farm',
  name: '玉泉湖家庭农场',
  area: '419001001',
  categories: 'produce',
  site: '湖边果园',
  password,
  again: password,
  consent: 'yes',
};
export type Fields = Readonly<Record<string, string | readonly string[]>>;

export const bodyOf = (fields: Fields): string =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each as string])),
  ).toString();

export async function blank(): Promise<{ key: string; login: string; body: string }> {
  const { body } = await served.app.inject({ url: '/register', remoteAddress: stranger(), headers: { accept: 'text/html' } });
  return {
    key: /name="key" value="([^"]+)"/.exec(body)![1]!,
    login: /id="login"[^>]*value="([^"]+)"/.exec(body)![1]!,
    body,
  };
}

export const send = (fields: Fields, headers: Record<string, string> = {}, remoteAddress = stranger()) =>
  served.app.inject({
    method: 'POST',
    url: '/register',
    remoteAddress,
    headers: { 'content-type': form, accept: 'text/html', 'sec-fetch-site': 'same-origin', ...headers },
    payload: bodyOf(fields),
  });

export const cookiesOf = (answer: { headers: Record<string, unknown> }): string =>
  [answer.headers['set-cookie'] as string | string[]]
    .flat()
    .map((each) => each.split(';')[0])
    .join('; ');

export const get = (url: string, cookie: string) =>
  served.app.inject({ url, remoteAddress: stranger(), headers: { accept: 'text/html', cookie } });
export const ask = (method: 'GET' | 'POST', url: string, cookie: string, payload?: unknown) =>
  served.app.inject({
    method,
    url,
    remoteAddress: stranger(),
    headers: {
      cookie,
      'sec-fetch-site': 'same-origin',
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  });

export async function signIn(login: string) {
  const answer = await served.app.inject({
    method: 'POST',
    url: '/sign-in',
    remoteAddress: stranger(),
    headers: { 'content-type': form, 'sec-fetch-site': 'same-origin', accept: 'text/html' },
    payload: bodyOf({ login, password }),
  });
  return { cookie: cookiesOf(answer), to: String(answer.headers.location), status: answer.statusCode };
}

/** How many of everything that registering makes. */
export async function counted() {
  const [row] = await served.store.database.query<Record<string, number>>(
    `select (select count(*)::int from organisation where jurisdiction is null) as organisations, (select count(*)::int from account) as accounts,
       (select count(*)::int from site) as sites, (select count(*)::int from organisation_change c join organisation o on o.id = c.organisation
         where o.jurisdiction is null) as changes`,
  );
  return row!;
}

export async function decided(name: string, decision: 'approve' | 'refuse' | 'resubmit', reason = '') {
  const { cookie } = await signIn('agri');
  const list = await get(`/console/registrations${decision === 'resubmit' ? '?status=refused' : ''}`, cookie);
  const line = new RegExp(`/console/registrations/([0-9a-f-]{36})">${name}`).exec(list.body);
  expect(line, `${name} waits`).not.toBeNull();
  const path = `/console/registrations/${line![1]}`;
  const page = await get(path, cookie);
  const token = /name="form" value="([^"]+)"/.exec(page.body)![1]!;
  const version = /name="version" value="(\d+)"/.exec(page.body)![1]!;
  const done = await served.app.inject({
    method: 'POST',
    url: `${path}/decisions`,
    remoteAddress: stranger(),
    headers: { 'content-type': form, cookie, 'sec-fetch-site': 'same-origin', accept: 'text/html' },
    payload: bodyOf({ form: token, version, decision, reason }),
  });
  expect(done.statusCode).toBe(303);
  return { list: list.body, page: page.body };
}

export const event = (name: string) => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-11-24T03:00:00Z',
  epcisBody: {
    eventList: [
      {
        type: 'ObjectEvent',
        action: 'ADD',
        bizStep: 'commissioning',
        epcList: [`urn:example:${name}`],
        eventTime: '2026-11-24T02:00:00Z',
        eventTimeZoneOffset: '+08:00',
      },
    ],
  },
});
export const capture = (cookie: string, name: string) =>
  served.app.inject({
    method: 'POST',
    url: '/epcis/capture',
    remoteAddress: stranger(),
    headers: { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    payload: JSON.stringify(event(name)),
  });
