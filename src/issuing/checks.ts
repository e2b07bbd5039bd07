/** What requests for codes are checked with. */
import { ZhuisuError } from '../errors.ts';

export const oneLine = /^[^\u0000-\u001f\u007f]{1,80}$/;

/** Throws value_invalid unless it holds. */
export function required(holds: boolean, path: string, came: unknown, expected: string): void {
  if (!holds) throw new ZhuisuError('value_invalid', { path, came: JSON.stringify(came)?.slice(0, 60) ?? 'nothing', expected });
}
