/** Rules about several values at once: all of them stated. */
import { fails, holds, type KindOf, labelOf, words } from '../situation.ts';

export const complete: KindOf<'complete'> = (test, situation) => {
  const missing = test.fields.filter((key) => {
    const value = situation.record[key];
    return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  });
  if (missing.length === 0) return holds();
  const labels = missing.map((key) => labelOf(situation, key));
  return fails(words(`缺少${labels.map(({ zh }) => zh).join('、')}`, `missing: ${labels.map(({ en }) => en).join(', ')}`));
};
