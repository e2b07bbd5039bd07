/** Short words for writing the rules of dangerous goods. */
import type { Rule, When } from '../../rules/definition.ts';
import { type Row, ruleOf } from '../../rules/row.ts';

export { alone, held, recorder, told } from '../../rules/row.ts';

/** Without `from`: in force from the beginning of the profile. */
export const row = ({ from = '2026-01-01', ...rest }: Omit<Row, 'from'> & { readonly from?: string }): Rule =>
  ruleOf({ from, ...rest });

export const among = (...groups: readonly string[]): readonly When[] => [{ field: 'group', is: groups }];
export const permitOf = (number: string): string => `urn:zhuisu:document:${number}`;
