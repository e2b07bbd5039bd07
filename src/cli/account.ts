/** Accounts at the command line, for whoever runs the machine: the first administrator, and what was lost. */
import { text } from 'node:stream/consumers';
import { type Role, theOperator } from '../access/principal.ts';
import {
  checkNewAccount,
  checkPassword,
  type Desk,
  giveFirstPassword,
  openDesk,
  resetSecondFactor,
  storeAccount,
} from '../accounts/index.ts';
import { readConfig } from '../config.ts';
import { ZhuisuError } from '../errors.ts';
import { actingOf } from '../organisations/index.ts';
import { accountByLogin, accountsOf } from '../store/index.ts';
import { withStore } from './store.ts';

export interface CreateOptions {
  readonly name?: string;
  readonly role?: readonly string[];
  readonly organisation?: string;
}

const withDesk = (work: (desk: Desk) => Promise<void>): Promise<void> => {
  const { jurisdiction } = readConfig();
  return withStore((store) =>
    work(openDesk({ store, now: Date.now, actingOf: (organisation) => actingOf(store, jurisdiction, organisation) })),
  );
};

/** The password comes from the terminal or standard input: arguments are seen by every user of the machine. */
export function accountCreate(login: string, options: CreateOptions): Promise<void> {
  return withDesk(async (desk) => {
    const wish = await checkNewAccount(desk, {
      login,
      name: options.name ?? login,
      roles: options.role ?? ['security_administrator' satisfies Role],
      organisation: options.organisation ?? null,
    });
    const password = await passwordTyped();
    checkPassword(password, [wish.login, wish.name]);
    const { account } = await storeAccount(desk, theOperator, wish, password);
    console.log(`${account.login}: ${account.roles.join(', ')} (${account.id}). Sign in at /sign-in.`);
  });
}

export function accountList(): Promise<void> {
  return withDesk(async ({ database }) => {
    for (let after = ''; ; ) {
      const rows = await accountsOf(database, undefined, 200, after);
      for (const { login, name, roles, status, organisation, totp } of rows)
        console.log(
          [login, name, roles.join(',') || '–', status, organisation ?? '–', totp === null ? '' : '2FA'].join('\t').trimEnd(),
        );
      if (rows.length < 200) return;
      after = rows.at(-1)!.login;
    }
  });
}

async function idOf(desk: Desk, login: string): Promise<string> {
  const account = await accountByLogin(desk.database, login.normalize('NFKC').trim().toLowerCase());
  if (account === undefined) throw new ZhuisuError('not_found', { came: `account ${login.slice(0, 64)}` });
  return account.id;
}

/** A new first password, which is printed; its owner chooses another at the next sign-in. */
export function accountReset(login: string, { secondFactor = false }: { readonly secondFactor?: boolean }): Promise<void> {
  return withDesk(async (desk) => {
    const id = await idOf(desk, login);
    if (secondFactor) await resetSecondFactor(desk, theOperator, id);
    const { firstPassword } = await giveFirstPassword(desk, theOperator, id);
    console.log(`${login}: ${firstPassword}`);
  });
}

async function passwordTyped(): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).split(/\r?\n/)[0]!;
  const first = await typed('密码 password: ');
  const again = await typed('再输入一次 once more: ');
  if (first === again) return first;
  throw new ZhuisuError('value_invalid', { path: 'password', came: 'two different ones', expected: 'the same twice' });
}

/** Without showing it. */
function typed(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve, reject) => {
    let line = '';
    const end = (): void => {
      stdin.setRawMode(false);
      stdin.pause();
      stdin.off('data', take);
      stderr.write('\n');
    };
    const take = (signs: string): void => {
      for (const sign of signs) {
        if (sign === '\r' || sign === '\n') {
          end();
          resolve(line);
          return;
        }
        if (sign === '\u0003' || sign === '\u0004') {
          end();
          reject(new ZhuisuError('value_invalid', { path: 'password', came: 'nothing', expected: 'a password' }));
          return;
        }
        line = sign === '\u007f' || sign === '\b' ? [...line].slice(0, -1).join('') : line + sign;
      }
    };
    stdin.on('data', take);
  });
}
