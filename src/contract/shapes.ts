/** How answers are written down. */
import { component, either, type Members, nil, record, type Shape } from '../events/schema.ts';

/** An object of an answer: what is not listed as optional is always there. */
export function answer<Known extends Members, Optional extends keyof Known & string = never>(
  name: string,
  known: Known,
  optional: readonly Optional[] = [],
) {
  const required = Object.keys(known).filter((each) => !optional.includes(each as Optional)) as Exclude<
    keyof Known & string,
    Optional
  >[];
  const shape = record<Known, Exclude<keyof Known & string, Optional>>(known, { required, others: 'any' });
  return name === '' ? shape : component(name, shape);
}

export const orNull = <T>(shape: Shape<T>): Shape<T | null> => either('a value or null', shape, nil);
