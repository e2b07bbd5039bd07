/** Which categories somebody may define: those that the department leads, and a closed one where it has a function in it. */
import { type Category, categories } from '../../../src/categories/index.ts';
import type { OwnAccount } from '../../../src/contract/index.ts';

/** Functions in dangerous goods, the closed category (济政办〔2018〕10号 section 四（六）); the server decides by its own rules. */
export const closedFunctions: readonly string[] = [
  'dangerous_flow',
  'explosives_industry',
  'work_safety',
  'hazardous_waste',
  'road_transport',
  'dangerous_product_quality',
];

/** Without an account this machine itself looks: it may define all. */
export function chargeOf(me: OwnAccount | null | undefined): readonly Category[] {
  if (me === null || me === undefined) return categories;
  const { leads = [], functions = [] } = me.organisation?.mandate ?? {};
  const inClosed = functions.some((each) => closedFunctions.includes(each));
  return categories.filter(({ id, closed }) => leads.includes(id) || (closed && inClosed));
}
