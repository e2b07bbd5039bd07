import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serveApp } from './setup.ts';

let served: Served;
beforeAll(async () => {
  served = await serveApp({ env: { ZHUISU_ADMIN_TOKEN: 'a'.repeat(40) } });
});
afterAll(() => served.close());

test.each(['/console', '/console/findings', '/workbench', '/workbench/records'])(
  '%s asks whoever is not signed in to sign in, and comes back',
  async (url) => {
    const answer = await served.stranger('GET', url);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `/sign-in?next=${encodeURIComponent(url)}`]);
  },
);

test('the page lets in no script but ours and no style without its nonce', async () => {
  const { headers, body } = await served.get('/console', { authorization: `Bearer ${'a'.repeat(40)}` });
  const policy = String(headers['content-security-policy']);
  const nonce = /'nonce-([^']+)'/.exec(policy)![1]!;
  expect(body).toContain(`data-nonce="${nonce}"`);
  expect(policy).not.toContain('unsafe-inline');
  expect(body.match(/<script/g)).toHaveLength(1);
  const again = await served.get('/console', { authorization: `Bearer ${'a'.repeat(40)}` });
  expect(String(again.headers['content-security-policy'])).not.toContain(nonce);
});
