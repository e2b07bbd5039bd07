/** From a query string to conditions and a page. Every parameter must be known and well formed; the first that is not is named. */
import { ZhuisuError } from '../errors.ts';
import type { Condition } from './conditions.ts';
import { families } from './families.ts';
import { type FieldOrder, fieldOrder, orders } from './ordering.ts';
import { parameters } from './parameters.ts';
import { thingOfPath } from './things.ts';

export type Query = Readonly<Record<string, string | string[] | undefined>>;

export interface Page {
  /** A column with an index, or a field of the event itself. */
  readonly orderBy: 'event_time' | 'record_time' | FieldOrder;
  readonly descending: boolean;
  readonly perPage: number;
  /** Events in all pages together. */
  readonly eventCountLimit?: number;
  /** More than so many are a refusal. */
  readonly maxEventCount?: number;
}

const defaultPerPage = 30;
const largestPage = 1_000;
const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));
/** What a path says; no query string can. */
const ofPaths = new Map([[thingOfPath.name, thingOfPath]]);
export const pagingNames: readonly string[] = [
  'orderBy',
  'orderDirection',
  'eventCountLimit',
  'maxEventCount',
  'perPage',
  'nextPageToken',
];

/** `fromPath`: what the path says and not the query string. Throws parameter_unknown, parameter_invalid. */
export function readParameters(query: Query, fromPath = false): { conditions: Condition[]; page: Page } {
  const conditions: Condition[] = [];
  let page: Page = { orderBy: 'record_time', descending: false, perPage: defaultPerPage };
  for (const [name, given] of Object.entries(query)) {
    // A repeated parameter means the same as its values joined.
    const value = Array.isArray(given) ? given.join('|') : (given ?? '');
    if (name === 'nextPageToken') continue;
    const paging = pagingOf(name, value, page, query);
    if (paging !== undefined) page = paging;
    else conditions.push(conditionOf(name, value, fromPath));
  }
  if (page.eventCountLimit !== undefined && page.maxEventCount !== undefined)
    throw invalid('maxEventCount', String(page.maxEventCount), 'not together with eventCountLimit');
  if (page.eventCountLimit !== undefined && query['orderBy'] === undefined)
    throw invalid(
      'eventCountLimit',
      String(page.eventCountLimit),
      'orderBy beside it: without an order the first events mean nothing',
    );
  return { conditions, page };
}

function conditionOf(name: string, value: string, fromPath: boolean): Condition {
  const parameter = (fromPath ? ofPaths.get(name) : undefined) ?? byName.get(name);
  if (parameter !== undefined) {
    const condition = parameter.read(value);
    if (condition === undefined) throw invalid(name, value, parameter.accepts);
    return condition;
  }
  for (const { form, accepts, read } of families) {
    const match = form.exec(name);
    if (match === null) continue;
    const condition = read(
      match.slice(1).map((part) => part ?? ''),
      value,
    );
    if (condition === undefined) throw invalid(name, value, accepts);
    return condition;
  }
  const known = [
    ...byName.keys(),
    ...pagingNames,
    'EQ_{prefix:field}, EXISTS_{prefix:field} and the other families of the standard',
  ];
  throw new ZhuisuError('parameter_unknown', { name: name.slice(0, 80), expected: known.join(', ') });
}

function pagingOf(name: string, value: string, page: Page, query: Query): Page | undefined {
  const whole = (most: number): number => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
    if (number < 1 || number > most) throw invalid(name, value, `a whole number from 1 to ${most}`);
    return number;
  };
  switch (name) {
    case 'orderBy': {
      const indexed = value === 'eventTime' ? 'event_time' : value === 'recordTime' ? 'record_time' : undefined;
      const orderBy = indexed ?? fieldOrder(value);
      if (orderBy === undefined) throw invalid(name, value, orders);
      // §8.2.7.1: with orderBy and no direction, descending.
      const descending = query['orderDirection'] === undefined ? true : page.descending;
      return { ...page, orderBy, descending };
    }
    case 'orderDirection':
      if (value !== 'ASC' && value !== 'DESC') throw invalid(name, value, 'ASC or DESC');
      return { ...page, descending: value === 'DESC' };
    case 'perPage':
      return { ...page, perPage: whole(largestPage) };
    case 'eventCountLimit':
      return { ...page, eventCountLimit: whole(1e9) };
    case 'maxEventCount':
      return { ...page, maxEventCount: whole(1e9) };
    default:
      return undefined;
  }
}

const invalid = (name: string, value: string, expected: string): ZhuisuError =>
  new ZhuisuError('parameter_invalid', {
    name,
    came: JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value),
    expected,
  });
