/** Where deliveries may go: addresses in every spelling, names that lead inside, and what the operator allows. */
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { Sender } from '../../src/subscriptions/post.ts';
import { Allowed, checkTarget, notPublic, targetOf } from '../../src/subscriptions/target.ts';
import { receiver } from './receiver.ts';

const none = new Allowed([]);
const inside = new Allowed(
  readConfig({ ZHUISU_WEBHOOK_ALLOW: '127.0.0.1, 10.2.0.0/16 hooks.internal,fd00:1::/32' }).webhookAllow,
);

const refused: readonly string[] = [
  // Loopback, in decimal, octal, hexadecimal and short.
  'https://127.0.0.1/',
  'https://127.1/',
  'https://127.255.255.254/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.0.0.1/',
  'https://0177.0.0.1/',
  'https://017700000001/',
  'https://127.0.0.1:65535/',
  'https://%31%32%37.0.0.1/',
  'https://127。0。0。1/',
  'https://①②⑦.0.0.1/',
  'https://[::1]/',
  'https://[0:0:0:0:0:0:0:1]/',
  // Unspecified, broadcast, reserved.
  'https://0.0.0.0/',
  'https://0/',
  'https://[::]/',
  'https://255.255.255.255/',
  'https://240.0.0.1/',
  'https://192.0.2.1/',
  'https://198.18.0.1/',
  // Private, shared (CGNAT), link-local with the metadata of clouds.
  'https://10.0.0.1/',
  'https://167772161/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.1.1/',
  'https://0xc0a80101/',
  'https://100.64.0.1/',
  'https://100.127.255.255/',
  'https://100.100.100.200/',
  'https://169.254.0.1/',
  'https://169.254.169.254/latest/meta-data',
  'https://0xa9fea9fe/',
  'https://168.63.129.16/',
  'https://192.0.0.192/',
  // Multicast.
  'https://224.0.0.1/',
  'https://239.255.255.255/',
  'https://[ff02::1]/',
  // IPv6: unique local, link-local, site-local, documentation, discard; IPv4 inside it.
  'https://[fc00::1]/',
  'https://[fd00:ec2::254]/',
  'https://[fe80::1]/',
  'https://[fec0::1]/',
  'https://[2001:db8::1]/',
  'https://[100::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:8.8.8.8]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b:1::a00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[2001:0:7f00:1::]/',
  'https://[4000::1]/',
  // Not an address to deliver to.
  'http://8.8.8.8/',
  'ftp://8.8.8.8/',
  'file:///etc/passwd',
  'https://user:secret@8.8.8.8/',
  'https://user@8.8.8.8/',
  'https://8.8.8.8/#part',
  'https://',
  '/hook',
  `https://8.8.8.8/${'x'.repeat(2_000)}`,
];
const accepted: readonly string[] = [
  'https://8.8.8.8/',
  'https://8.8.8.8:8443/hook?x=1',
  'https://134744072/',
  'https://100.63.255.255/',
  'https://100.128.0.1/',
  'https://172.32.0.1/',
  'https://[2400:3200::1]/',
  'https://[2606:4700::1111]:9/',
];

describe('without anything allowed', () => {
  test.each(refused)('%s is refused', (dest) => {
    expect(() => targetOf(dest, none)).toThrow(/Nothing is delivered to/);
  });
  test.each(accepted)('%s is accepted', (dest) => {
    expect(targetOf(dest, none).url.protocol).toBe('https:');
  });

  test('a password in the URL is not repeated', () => {
    expect(() => targetOf('https://user:secret@8.8.8.8/', none)).toThrow(/^(?!.*secret)/);
  });

  test('a name that leads inside is refused when subscribing and when connecting', async () => {
    await expect(checkTarget('https://localhost/', none)).rejects.toThrow(/Nothing is delivered.*loopback/);
    await expect(checkTarget('https://name.that.is.not.there.invalid/', none)).rejects.toThrow(/Nothing is delivered/);
    const sender = new Sender();
    const answer = await sender.post(targetOf('https://localhost:9/', none), {}, [], new AbortController().signal);
    expect(answer).toEqual({ failure: expect.stringMatching(/no address that may be spoken to \(.*loopback/) });
    sender.close();
  });

  test('text that is no address is not public', () => {
    expect(notPublic('localhost')).toBe('not an address');
  });
});

describe('what the operator allows', () => {
  const allowed: readonly string[] = [
    'http://127.0.0.1:9/',
    'http://2130706433/',
    'https://[::ffff:127.0.0.1]/',
    'http://10.2.255.1/',
    'https://[fd00:1::5]/',
    'http://hooks.internal/',
    'http://HOOKS.internal./',
  ];
  test.each(allowed)('%s is accepted', (dest) => {
    expect(targetOf(dest, inside).url.href).toBeTruthy();
  });
  test.each(['http://127.0.0.2/', 'https://10.3.0.1/', 'https://[fd00:2::5]/', 'http://8.8.8.8/'])('%s is refused', (dest) => {
    expect(() => targetOf(dest, inside)).toThrow(/Nothing is delivered to/);
  });

  test('a name is connected to only where its address is allowed, and over http only inside', async () => {
    const to = await receiver();
    const sender = new Sender();
    const post = (allow: string) =>
      sender.post(
        targetOf(`http://localhost:${to.port}/`, new Allowed([allow])),
        {},
        [Buffer.from('{}')],
        new AbortController().signal,
      );
    expect(await post('127.0.0.1')).toEqual({ status: 204 });
    expect(await post('localhost')).toEqual({ status: 204 });
    sender.close();
    expect(await post('10.0.0.0/8')).toEqual({ failure: expect.stringMatching(/no address that may be spoken to/) });
    sender.close();
    await to.close();
  });

  test.each(['10.2.0.0/33', '1.2.3', 'a b/c', 'http://x', '300.1.1.1'])('the setting %s makes no sense', (came) => {
    expect(() => readConfig({ ZHUISU_WEBHOOK_ALLOW: came })).toThrow(/ZHUISU_WEBHOOK_ALLOW is/);
  });
});
