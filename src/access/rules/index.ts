/** Every rule of access. What no rule allows is refused. */
import { complaints } from './complaints.ts';
import { dangerous } from './dangerous.ts';
import { departments } from './departments.ts';
import { everyone } from './everyone.ts';
import { organisations } from './organisations.ts';
import { personal } from './personal.ts';
import { recalls } from './recalls.ts';
import { register } from './register.ts';
import type { Rule } from './rule.ts';
import { supervision } from './supervision.ts';

export type { RegisterPart, Rule, Words } from './rule.ts';

export const rules: readonly Rule[] = [
  ...everyone,
  ...organisations,
  ...departments,
  ...dangerous,
  ...register,
  ...personal,
  ...supervision,
  ...complaints,
  ...recalls,
];
