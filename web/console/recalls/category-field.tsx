/** One of the eight categories, or all, as a filter. */
import type { ReactNode } from 'react';
import { categoryNames, W } from '../shell/words.tsx';

interface Choosing {
  /** Empty: all. */
  readonly value: string;
  readonly choose: (category: string) => void;
}

export const CategoryField = ({ value, choose }: Choosing): ReactNode => (
  <label className="field">
    <W zh="类别" en="category" />
    <select name="category" value={value} onChange={({ currentTarget }) => choose(currentTarget.value)}>
      <option value="">全部 all</option>
      {Object.entries(categoryNames)
        .filter(([each]) => each !== 'none')
        .map(([each, { zh, en }]) => (
          <option key={each} value={each}>
            {zh} {en}
          </option>
        ))}
    </select>
  </label>
);
