/** Secrets and numbers of persons are put wherever a sender can put something; then everything that the program wrote is searched. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, removeFolder, serve, stop, temporaryFolder } from '../start/servers.ts';

let dataDir: string;
let running: Running;
let owner: pg.Client;
const adminToken = 'admin-token-9f8e7d6c5b4a';
beforeAll(async () => {
  dataDir = await temporaryFolder();
  running = await serve(dataDir, { ZHUISU_ADMIN_TOKEN: adminToken, ZHUISU_ACCESS_LOG: '1' });
  const socket = readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[4]!;
  owner = new pg.Client({ host: socket, user: 'zhuisu', database: 'zhuisu' });
  owner.on('error', () => {});
  await owner.connect();
});
afterAll(async () => {
  await owner.end().catch(() => {});
  await stop(running);
  await removeFolder(dataDir);
});

/** Made up; the right check character is worked out, so that the program takes it for somebody's. */
let count = 0;
const planted: string[] = [adminToken];
function person(): string {
  count++;
  const first = `11010519900${3 + (count % 7)}${String((count % 28) + 1).padStart(2, '0')}${String(count).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(first[i]), 0);
  const code = first + '10X98765432'[sum % 11];
  planted.push(code);
  return code;
}
function secret(): string {
  const text = `s3cret${++count}x`;
  planted.push(text);
  return text;
}
const both = (): string => `${secret()}-${person()}`;

async function send(method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(running.address + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body }),
  });
  await response.text();
  return response.status;
}
const asOperator = { authorization: `Bearer ${adminToken}` };
const event = (more: object): string =>
  JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { example: 'https://ns.example.com/' }],
    type: 'ObjectEvent',
    eventTime: '2026-05-01T08:00:00Z',
    eventTimeZoneOffset: '+08:00',
    action: 'OBSERVE',
    epcList: ['urn:test:1'],
    ...more,
  });

test('nothing that a sender wrote is printed', async () => {
  const statuses: [string, number][] = [];
  const note = async (what: string, status: Promise<number>): Promise<void> => void statuses.push([what, await status]);
  const headers = {
    authorization: `Bearer ${secret()}`,
    cookie: `session=${secret()}; id=${person()}`,
    'user-agent': both(),
    referer: `https://example.com/${both()}`,
    'x-request-id': secret(),
    'x-forwarded-for': '203.0.113.9',
    'x-api-key': secret(),
    accept: `text/html;x=${secret()}`,
  };
  await note('headers', send('GET', `/${both()}?token=${secret()}&id=${person()}`, undefined, headers));
  await note(
    'basic',
    send('GET', '/epcis/events', undefined, { authorization: `Basic ${Buffer.from(secret()).toString('base64')}` }),
  );
  await note('path', send('GET', `/t/${person()}`, undefined, { accept: 'text/html' }));
  await note('query', send('GET', `/api/v1/trace?code=${person()}`));
  await note('not found', send('GET', `/api/v1/${both()}`));
  await note('search', send('GET', `/epcis/events?EQ_eventID=${both()}&GE_recordTime=${secret()}`, undefined, asOperator));
  await note('broken body', send('POST', '/epcis/capture', `{"password":"${secret()}","id":"${person()}`, asOperator));
  await note('wrong type', send('POST', '/epcis/capture', both(), { ...asOperator, 'content-type': `text/${secret()}` }));
  await note('extension', send('POST', '/epcis/events', event({ 'example:note': both() }), asOperator));
  await note('wrong event', send('POST', '/epcis/events', event({ action: both(), [secret()]: person() }), asOperator));
  await note('stored', send('POST', '/epcis/events', event({ 'example:note': secret() }), asOperator));
  await note('person', send('POST', '/api/v1/persons', JSON.stringify({ kind: 'identity_number', value: person() }), asOperator));
  await note(
    'no person',
    send('POST', '/api/v1/persons', JSON.stringify({ kind: 'identity_number', value: both() }), asOperator),
  );
  await note(
    'too large',
    send('POST', '/api/v1/persons', JSON.stringify({ kind: 'name', value: both().repeat(500) }), asOperator),
  );
  await note('reveal', send('POST', `/api/v1/persons/${person()}/reveal`, JSON.stringify({ reason: both() }), asOperator));
  await note('undecodable', send('GET', `/%E0%A4%A/${both()}`));

  // Bytes that are no HTTP.
  await new Promise<void>((done) => {
    const { port } = new URL(running.address);
    const socket = connect(Number(port), '127.0.0.1', () => socket.end(`GARBAGE ${both()}\r\nX: ${secret()}\r\n\r\n`));
    socket.on('close', () => done()).on('error', () => done());
    socket.resume();
  });

  // A database that refuses a value, quoting it: as a type, as a constraint whose detail is the row, as a missing table.
  await owner.query('alter table code_link alter column title type int using 0');
  await note(
    'value refused',
    send(
      'POST',
      '/api/v1/links',
      JSON.stringify({ code: '06901234567892', linkType: 'gs1:pip', href: 'https://example.com/', title: both() }),
      asOperator,
    ),
  );
  await owner.query(`alter table named_query add constraint never check (name = 'never')`);
  const query = (name: string): string =>
    JSON.stringify({ name, query: { eventType: ['ObjectEvent'], EQ_eventID: [`urn:test:${secret()}`] } });
  await note('row refused', send('POST', '/epcis/queries', query(`q${secret()}`), asOperator));
  await owner.query('alter table named_query rename to gone');
  await note('no table', send('POST', '/epcis/queries', query(`q${secret()}`), asOperator));
  // What is stored is damaged: reading it fails in this program, with an error that quotes it.
  await owner.query(`update event set doc = '{"x":' || $1`, [both()]);
  await note('inner error', send('GET', '/api/v1/trace?code=urn:test:1', undefined, asOperator));

  const wanted: Record<string, number> = {
    'value refused': 500,
    'row refused': 500,
    'no table': 500,
    'inner error': 500,
    stored: 201,
  };
  for (const [what, status] of statuses) {
    if (what in wanted) expect([what, status]).toEqual([what, wanted[what]]);
    else expect([what, status < 500], String(status)).toEqual([what, true]);
  }
  await stop(running);
  const output = running.output();
  const postgres = readFileSync(join(dataDir, 'postgres.log'), 'utf8');
  // What was wanted is there: a line for each failure, with the request and the place in the program.
  const lines = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.filter(({ level }) => level === 'error').length).toBeGreaterThanOrEqual(4);
  for (const line of lines.filter(({ level }) => level === 'error'))
    expect(line).toMatchObject({
      what: 'internal',
      request: expect.any(String),
      route: expect.any(String),
      at: expect.any(Array),
    });
  expect(lines.filter(({ what }) => what === 'request').length).toBeGreaterThanOrEqual(statuses.length - 1);
  const found = planted.filter(
    (text) => output.includes(text) || postgres.includes(text) || output.includes(encodeURIComponent(text)),
  );
  expect(found).toEqual([]);
  expect(planted.length).toBeGreaterThan(40);
});

test('the audit log holds none of the numbers of persons either', async () => {
  const again = await serve(dataDir, { ZHUISU_ADMIN_TOKEN: adminToken });
  try {
    const client = new pg.Client({
      host: readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[4]!,
      user: 'zhuisu',
      database: 'zhuisu',
    });
    await client.connect();
    const { rows } = await client.query<{ content: string }>('select content from audit_entry');
    await client.end();
    expect(rows.length).toBeGreaterThan(1);
    const text = rows.map(({ content }) => content).join('\n');
    expect(planted.filter((each) => /^\d{17}/.test(each) && text.includes(each))).toEqual([]);
    expect(text).not.toContain(adminToken);
  } finally {
    await stop(again);
  }
});
