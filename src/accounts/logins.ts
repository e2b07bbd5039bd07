/** Logins and names, as they are compared and shown. */
import { ZhuisuError } from '../errors.ts';

const refuse = (path: string, came: unknown, expected: string): never => {
  throw new ZhuisuError('value_invalid', {
    path,
    came: typeof came === 'string' ? JSON.stringify(came.slice(0, 40)) : typeof came,
    expected,
  });
};

/** NFKC and lower case: 张三 and Zhang.San are as good as zhang.san. */
export function loginOf(came: unknown): string {
  if (typeof came !== 'string' || came.length > 200 || !came.isWellFormed() || /\p{Cc}/u.test(came))
    return refuse('login', came, 'a login');
  return came.normalize('NFKC').trim().toLowerCase();
}

/** A login that may be given: 3 to 64 letters, digits and . _ - @ +. */
export function newLogin(came: unknown): string {
  const login = loginOf(came);
  return /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{2,63}$/u.test(login)
    ? login
    : refuse('login', came, '3 to 64 letters, digits and . _ - @ +');
}

/** One line of text for people. */
export function lineOf(path: string, came: unknown, most = 80): string {
  const line = typeof came === 'string' ? came.normalize('NFC').trim() : '';
  if (line === '' || line.length > most || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(line) || !line.isWellFormed())
    return refuse(path, came, `one line of up to ${most} characters`);
  return line;
}
