/** Which department answers for what is counted: that of the lowest jurisdiction in which it lies. */
import { contains, type Jurisdiction } from '../../jurisdictions/index.ts';
import type { AnswersFor } from '../../supervision/index.ts';
import { answerable } from './acting.ts';

/** As of a day, YYYY-MM-DD. Asked for many records of few categories and areas. */
export function answersForOn(jurisdiction: Jurisdiction, day: string): AnswersFor {
  const known = new Map<string, ReturnType<AnswersFor>>();
  return (category, area) => {
    const key = `${category} ${area}`;
    if (!known.has(key)) known.set(key, found(category === 'none' ? undefined : category, area));
    return known.get(key);
  };

  function found(category: string | undefined, area: string): ReturnType<AnswersFor> {
    for (const each of below(jurisdiction, area, day)) {
      const body = answerable(each, category, day);
      if (body !== undefined) return { id: body.organisation, name: body.zh };
    }
    return undefined;
  }
}

/** The jurisdictions in which an area lies, the lowest first; of what lies nowhere that is known, the highest. */
function below(jurisdiction: Jurisdiction, area: string, day: string): Jurisdiction[] {
  const child = area === '' ? undefined : jurisdiction.children?.find(({ code }) => contains(jurisdiction, code, area, day));
  return child === undefined ? [jurisdiction] : [...below(child, area, day), jurisdiction];
}
