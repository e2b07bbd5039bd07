/** What a template says of itself on a hidden sheet, so that an old one and one of another stage are known. */
import { createHash } from 'node:crypto';
import { columnsOf } from '../categories/columns.ts';
import type { Stage } from '../categories/definition.ts';

/** A stage in its category; what a sheet is made from and read against. */
export interface SheetStage {
  readonly category: string;
  readonly version: string;
  readonly stage: Stage;
  /** Codes of areas by their names, of those that are one area's alone: who fills in a table knows the name. */
  readonly areas?: ReadonlyMap<string, string>;
}

export interface TemplateMark {
  readonly category: string;
  readonly stage: string;
  readonly version: string;
  readonly hash: string;
}

/** Names of the sheets. */
export const fillIn = '填报';
export const example = '示例';
export const notes = '说明';
export const lists = '选项';
export const mark = 'zhuisu';

/** Changes when a column comes, goes, or takes other values; words and laws may change under it. */
export function templateHash({ stage }: SheetStage): string {
  const columns = columnsOf(stage).map(({ key, part, required, field }) => [key, part, required, field.value]);
  // Words of choices are names, not values.
  const text = JSON.stringify(columns, (name, value: unknown) => (name === 'zh' || name === 'en' ? undefined : value));
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

export const markOf = (made: SheetStage): TemplateMark => ({
  category: made.category,
  stage: made.stage.id,
  version: made.version,
  hash: templateHash(made),
});
