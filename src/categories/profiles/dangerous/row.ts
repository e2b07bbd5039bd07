/** Short words for writing the rules of dangerous goods. */
import type { When } from '../../rules/definition.ts';

export { alone, held, permitOf, recorder, row, told } from '../row.ts';
export const among = (...groups: readonly string[]): readonly When[] => [{ field: 'group', is: groups }];
