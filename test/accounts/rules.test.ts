/** What needs no database: who gives which role, which passwords are refused, how hashes queue, what tokens look like. */
import { describe, expect, test } from 'vitest';
import type { OrganisationKind, Principal, Role } from '../../src/access/index.ts';
import { theOperator, thisMachine } from '../../src/access/principal.ts';
import { placeOf } from '../../src/accounts/budget.ts';
import { Hasher } from '../../src/accounts/password-hash.ts';
import { checkPassword } from '../../src/accounts/password-rules.ts';
import { allRoles, checkGiving, checkRoles, checkTouching, needsSecondFactor } from '../../src/accounts/rules.ts';
import { newSecret, stepOf } from '../../src/accounts/second-factor.ts';
import { Turns } from '../../src/accounts/turns.ts';
import { apiToken, isApiToken, recoveryCodes, recoveryCodeTyped } from '../../src/accounts/words.ts';
import { ZhuisuError } from '../../src/errors.ts';
import { nextOf } from '../../src/http/accounts/requests.ts';
import { codeAt } from './browser.ts';

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'fine';
  } catch (error) {
    if (error instanceof ZhuisuError) return error.code;
    throw error;
  }
};

const person = (role: Role, kind?: OrganisationKind, id = 'home', more: Partial<Principal> = {}): Principal => ({
  kind: 'person',
  account: `${role}-account`,
  roles: new Set([role]),
  ...(kind === undefined ? {} : { organisation: { id, kind, areas: [] } }),
  ...more,
});
const security = person('security_administrator');
const system = person('system_administrator');
const audit = person('audit_administrator');
const farmHead = person('organisation_administrator', 'enterprise', 'farm');
const bureauHead = person('organisation_administrator', 'department', 'bureau');
const recorder = person('recorder', 'enterprise', 'farm');

describe('rights', () => {
  const places = { installation: null, department: 'bureau', enterprise: 'farm', vendor: 'vendor' } as const;
  type Place = keyof typeof places;

  // Giver: role at place → answer.
  const cases: readonly [string, Principal, Role, Place, string][] = [
    ['the security administrator', security, 'system_administrator', 'installation', 'fine'],
    ['the security administrator', security, 'security_administrator', 'installation', 'fine'],
    ['the security administrator', security, 'audit_administrator', 'department', 'fine'],
    ['the security administrator', security, 'organisation_administrator', 'department', 'fine'],
    ['the security administrator', security, 'organisation_administrator', 'enterprise', 'fine'],
    ['the security administrator', security, 'official', 'department', 'rights_beyond'],
    ['the security administrator', security, 'recorder', 'enterprise', 'rights_beyond'],
    ['the system administrator', system, 'system_administrator', 'installation', 'not_allowed'],
    ['the system administrator', system, 'organisation_administrator', 'department', 'not_allowed'],
    ['the audit administrator', audit, 'audit_administrator', 'installation', 'not_allowed'],
    ['the audit administrator', audit, 'reader', 'enterprise', 'not_allowed'],
    ['the head of a farm', farmHead, 'recorder', 'enterprise', 'fine'],
    ['the head of a farm', farmHead, 'reader', 'enterprise', 'fine'],
    ['the head of a farm', farmHead, 'organisation_administrator', 'enterprise', 'fine'],
    ['the head of a farm', farmHead, 'recorder', 'vendor', 'not_allowed'],
    ['the head of a farm', farmHead, 'security_administrator', 'installation', 'not_allowed'],
    ['the head of a farm', farmHead, 'official', 'department', 'not_allowed'],
    ['the head of a bureau', bureauHead, 'official', 'department', 'fine'],
    ['the head of a bureau', bureauHead, 'inspector', 'department', 'fine'],
    ['the head of a bureau', bureauHead, 'organisation_administrator', 'department', 'rights_beyond'],
    ['the head of a bureau', bureauHead, 'audit_administrator', 'department', 'rights_beyond'],
    ['a recorder', recorder, 'recorder', 'enterprise', 'not_allowed'],
    ['this machine', thisMachine, 'reader', 'enterprise', 'person_needed'],
    ['the bootstrap token', theOperator, 'security_administrator', 'installation', 'fine'],
    ['a token', { ...farmHead, scopes: new Set(['query']) }, 'recorder', 'enterprise', 'person_needed'],
    ['a service', { ...farmHead, kind: 'service' }, 'recorder', 'enterprise', 'person_needed'],
    [
      'a vendor acting for the farm',
      person('organisation_administrator', 'enterprise', 'farm', {
        organisation: { id: 'farm', kind: 'enterprise', areas: [], through: { organisation: 'vendor', consent: 'c' } },
      }),
      'recorder',
      'enterprise',
      'person_needed',
    ],
  ];
  test.each(cases)('%s gives (%#): %o', (_, giver, role, place, answer) => {
    expect(codeOf(() => checkGiving(giver, { organisation: places[place], place, roles: [] }, [role]))).toBe(answer);
  });

  test('nobody changes their own, whatever the role', () => {
    for (const each of [security, system, audit, farmHead, bureauHead, recorder]) {
      const target = {
        id: each.account!,
        organisation: each.organisation?.id ?? null,
        place: each.organisation?.kind ?? ('installation' as const),
        roles: [...each.roles],
      };
      for (const role of allRoles) expect(codeOf(() => checkGiving(each, target, [role]))).toBe('rights_own');
      expect(codeOf(() => checkTouching(each, target))).toBe('rights_own');
    }
  });

  test('the three stand alone: of all pairs only those without them may be held by one', () => {
    const three = new Set<Role>(['system_administrator', 'security_administrator', 'audit_administrator']);
    for (const one of allRoles)
      for (const other of allRoles) {
        if (one === other) continue;
        const answer = codeOf(() => checkRoles([one, other], 'department'));
        expect(answer, `${one} and ${other}`).toBe(three.has(one) || three.has(other) ? 'roles_exclude' : 'fine');
      }
  });

  test.each([
    ['official', 'enterprise'],
    ['inspector', 'vendor'],
    ['system_administrator', 'enterprise'],
    ['audit_administrator', 'township'],
    ['organisation_administrator', 'installation'],
    ['recorder', 'installation'],
  ] as const)('a %s does not belong in: %s', (role, place) => {
    expect(codeOf(() => checkRoles([role], place))).toBe('role_unfit');
  });

  test.each([
    ['security_administrator', 'installation', true],
    ['organisation_administrator', 'department', true],
    ['organisation_administrator', 'zone', true],
    ['organisation_administrator', 'enterprise', false],
    ['inspector', 'department', false],
    ['recorder', 'enterprise', false],
  ] as const)('a %s in: %s needs a second factor: %s', (role, place, needed) => {
    expect(needsSecondFactor([role], place)).toBe(needed);
  });
});

describe('passwords', () => {
  test.each([
    ['harvest lantern 47 orchard', 'fine'],
    ['山谷里的灯笼照着四棵老梨树和一口井', 'fine'],
    ['xK9#mQ2$vL7p', 'fine'],
    ['short one', 'password_short'],
    ['密码', 'password_short'],
    ['password1234', 'password_common'],
    ['Password2026!', 'password_common'],
    ['passwordpassword', 'password_common'],
    ['aaaaaaaaaaaaaaaa', 'password_common'],
    ['abcabcabcabcabc', 'password_common'],
    ['123456789012', 'password_common'],
    ['qwertyuiop123', 'password_common'],
    ['1qaz2wsx3edc4rfv', 'password_common'],
    ['woaini5201314', 'password_common'],
    ['zhuisu-admin-2026', 'password_common'],
    ['iloveyou20261124', 'password_common'],
    ['............', 'password_common'],
    ['li.wei-orchard', 'password_personal'],
    ['orchard 2026 li.wei', 'password_personal'],
    ['北山果园北山果园北山果园', 'password_common'],
    ['北山果园2026北山果园', 'password_common'],
    ['tab\there and more', 'value_invalid'],
    ['x'.repeat(257), 'value_invalid'],
    [12_345_678_901_234, 'value_invalid'],
    [null, 'value_invalid'],
  ])('%s: %s', (password, answer) => {
    expect(codeOf(() => checkPassword(password, ['li.wei-orchard', '北山果园']))).toBe(answer);
  });

  test('are hashed with the figures in force, and each with its own salt', async () => {
    const hasher = new Hasher();
    const [one, two] = [await hasher.hash('harvest lantern'), await hasher.hash('harvest lantern')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(two);
    expect(await hasher.verify('harvest lantern', two)).toBe(true);
    expect(await hasher.verify('harvest lanterm', two)).toBe(false);
    expect(await hasher.verify('harvest lantern', undefined)).toBe(false);
  });
});

describe('the turns of those who sign in', () => {
  const limits = { atOnce: 1, waiting: 4, each: 2 };
  const ask = (turns: Turns, from: string, known = false, work = async () => 'done') =>
    turns.take({ known, from }, work).catch((error: ZhuisuError) => error.code);

  test('are refused beyond a bound, and the rest is answered', async () => {
    const turns = new Turns(limits);
    let most = 0;
    let open = 0;
    const work = async (): Promise<string> => {
      most = Math.max(most, ++open);
      await new Promise((next) => setImmediate(next));
      open--;
      return 'done';
    };
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => ask(turns, `place ${i}`, false, work)));
    expect(answers.filter((answer) => answer === 'rate_limited')).toHaveLength(15);
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(5);
    expect([most, open, turns.waiting]).toEqual([1, 0, 0]);
    expect(await ask(turns, 'later')).toBe('done');
  });

  test('are given back by who fails', async () => {
    const turns = new Turns(limits);
    for (let i = 0; i < 10; i++)
      await expect(turns.take({ known: false, from: 'here' }, () => Promise.reject(new Error('broken')))).rejects.toThrow(
        'broken',
      );
    expect(await ask(turns, 'here')).toBe('done');
  });

  test('of one place cannot be all of them', async () => {
    const turns = new Turns(limits);
    const flood = Promise.all(Array.from({ length: 50 }, () => ask(turns, 'attacker')));
    expect(await ask(turns, 'farmer')).toBe('done');
    expect((await flood).filter((answer) => answer === 'done')).toHaveLength(2);
  });

  test('come first to a known device, which has places of its own', async () => {
    const turns = new Turns({ ...limits, each: 100 });
    const order: string[] = [];
    const note = async (name: string, known: boolean): Promise<void> => {
      if ((await ask(turns, name, known)) === 'done') order.push(name);
    };
    await Promise.all([...Array.from({ length: 20 }, (_, i) => note(`stranger ${i}`, false)), note('known', true)]);
    expect(order.slice(0, 2)).toEqual(['stranger 0', 'known']);
  });
});

describe('tokens and codes', () => {
  test('an API token is recognised, and one that was mistyped is not', () => {
    const token = apiToken();
    expect(token).toMatch(/^zs_[0-9A-Za-z]{49}$/);
    expect(isApiToken(token)).toBe(true);
    for (let at = 3; at < token.length; at++) {
      const other = token[at] === 'a' ? 'b' : 'a';
      expect(isApiToken(token.slice(0, at) + other + token.slice(at + 1)), `position ${at}`).toBe(false);
    }
    for (const rubbish of ['', 'zs_', token.slice(0, -1), `${token}x`, token.toUpperCase(), ` ${token}`])
      expect(isApiToken(rubbish)).toBe(false);
  });

  test('recovery codes are different and survive being typed', () => {
    const codes = recoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) {
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
      expect(recoveryCodeTyped(` ${code.toLowerCase().replaceAll('-', '').replaceAll('0', 'o').replaceAll('1', 'l')} `)).toBe(
        code,
      );
    }
  });

  test('the codes of RFC 6238 appendix B, its last six digits', () => {
    const secret = Buffer.from('12345678901234567890');
    for (const [seconds, code] of [
      [59, '287082'],
      [1_111_111_109, '081804'],
      [1_111_111_111, '050471'],
      [1_234_567_890, '005924'],
      [2_000_000_000, '279037'],
    ] as const) {
      expect(stepOf(secret, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
      expect(stepOf(secret, code, (seconds + 30) * 1000)).toBe(Math.floor(seconds / 30));
      expect(stepOf(secret, code, (seconds + 60) * 1000)).toBeUndefined();
    }
  });

  test('rubbish is no code', () => {
    const secret = newSecret();
    for (const typed of ['', '12345', '1234567', 'abcdef', '१२३४५६', '1e5', '-12345', ' '])
      expect(stepOf(secret, typed, 0)).toBeUndefined();
    expect(codeAt('JBSWY3DPEHPK3PXP', 0)).toMatch(/^\d{6}$/);
  });
});

describe('where things come from and go to', () => {
  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:db8:1:3::9', '2001:db8:1:3'],
    ['rubbish', 'unknown'],
  ])('the place of %s is %s', (address, place) => {
    expect(placeOf(address)).toBe(place);
  });

  test.each(['//x', '/\\x', 'x', 'javascript:alert(1)', '/a\nb', '/a b', '/a"b', '/<', undefined, 5, '/' + 'a'.repeat(600)])(
    '%s leads nowhere',
    (next) => {
      expect(nextOf(next)).toBeUndefined();
    },
  );
});
