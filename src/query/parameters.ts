/**
 * The query parameters of EPCIS 2.0 `GET /events` (§8.2.7.1), one row a parameter: its name, what it accepts, the filter it becomes.
 * A new parameter is a new row; nothing else changes.
 */

import { ZhuisuError } from '../errors.ts';
import { canonicalVocabulary, epochMicros, identityOf, isDateTime, noPrefixes, type Role, role } from '../events/index.ts';
import type { EventFilter } from '../store/index.ts';

interface Parameter {
  readonly name: string;
  /** In plain words, for the error message. */
  readonly accepts: string;
  /** undefined: the value is not acceptable. */
  readonly read: (value: string) => EventFilter | undefined;
}

const list = (value: string): string[] => value.split('|').filter((each) => each !== '');
const uris = (value: string): string[] => list(value).map((uri) => identityOf(uri, noPrefixes));
const filled = <Filter extends EventFilter>(size: number, filter: Filter): Filter | undefined => (size > 0 ? filter : undefined);

function words(
  name: string,
  column: 'type' | 'step' | 'disposition',
  vocabulary: 'bizStep' | 'disposition' | undefined,
): Parameter {
  return {
    name,
    accepts: 'one or more bare words or URIs, separated by |',
    read(value) {
      const values = list(value).map((each) =>
        vocabulary === undefined ? each : canonicalVocabulary(vocabulary, each, noPrefixes),
      );
      return filled(values.length, { kind: 'oneOf', column, values });
    },
  };
}

function place(name: string, column: 'read_point' | 'biz_location'): Parameter {
  return {
    name,
    accepts: 'one or more URIs, separated by |',
    read: (value) => filled(list(value).length, { kind: 'place', column, uris: uris(value) }),
  };
}

function time(name: string, column: 'event_time' | 'record_time'): Parameter {
  return {
    name,
    accepts: 'a date and time with time zone, such as 2026-11-24T08:00:00+08:00',
    read(value) {
      // In a query string an unencoded + arrives as a blank.
      const text = value.replace(/ (\d\d:\d\d)$/, '+$1');
      if (!isDateTime(text)) return undefined;
      const at = epochMicros(text);
      return name.startsWith('GE_') ? { kind: 'time', column, from: at } : { kind: 'time', column, before: at };
    },
  };
}

function thing(name: string, roles: readonly Role[]): Parameter {
  return {
    name,
    accepts: 'one or more URIs, separated by |',
    read: (value) => filled(list(value).length, { kind: 'thing', uris: uris(value), roles }),
  };
}

const observed = [role.observed, role.observedAdd, role.observedDelete];
const children = [role.childAdd, role.childDelete, role.childObserve, role.partAdd, role.partDelete, role.partObserve];
const parents = [
  role.parentAdd,
  role.parentDelete,
  role.parentObserve,
  role.parentEmptied,
  role.wholeAdd,
  role.wholeDelete,
  role.wholeObserve,
  role.wholeEmptied,
  role.transactionParent,
];
const actions = ['ADD', 'OBSERVE', 'DELETE'];

export const parameters: readonly Parameter[] = [
  words('eventType', 'type', undefined),
  time('GE_eventTime', 'event_time'),
  time('LT_eventTime', 'event_time'),
  time('GE_recordTime', 'record_time'),
  time('LT_recordTime', 'record_time'),
  {
    name: 'EQ_action',
    accepts: 'one or more of ADD, OBSERVE, DELETE, separated by |',
    read(value) {
      const values = list(value);
      return values.every((each) => actions.includes(each))
        ? filled(values.length, { kind: 'oneOf', column: 'action', values })
        : undefined;
    },
  },
  words('EQ_bizStep', 'step', 'bizStep'),
  words('EQ_disposition', 'disposition', 'disposition'),
  place('EQ_readPoint', 'read_point'),
  place('EQ_bizLocation', 'biz_location'),
  thing('MATCH_anyEPC', [...observed, ...children, ...parents, role.input, role.output]),
  thing('MATCH_epc', [...observed, ...children]),
  thing('MATCH_parentID', parents),
  {
    name: 'EQ_eventID',
    accepts: 'one or more event ids, separated by |',
    read: (value) => filled(list(value).length, { kind: 'eventID', ids: list(value) }),
  },
];

const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));

export interface Page {
  readonly orderBy: 'event_time' | 'record_time';
  readonly descending: boolean;
  readonly perPage: number;
}

const defaultPerPage = 30;
const largestPage = 1_000;

/** Reads a query string. Every parameter must be known and well formed; the first that is not is named. */
export function readParameters(query: Readonly<Record<string, string | string[] | undefined>>): {
  filters: EventFilter[];
  page: Page;
} {
  const filters: EventFilter[] = [];
  let page: Page = { orderBy: 'record_time', descending: false, perPage: defaultPerPage };
  for (const [name, given] of Object.entries(query)) {
    // A repeated parameter means the same as its values joined.
    const value = Array.isArray(given) ? given.join('|') : (given ?? '');
    if (name === 'nextPageToken') continue;
    const paging = pagingOf(name, value, page, query);
    if (paging !== undefined) {
      page = paging;
      continue;
    }
    const parameter = byName.get(name);
    if (parameter === undefined)
      throw new ZhuisuError('parameter_unknown', { name, expected: [...byName.keys(), ...pagingNames].join(', ') });
    const filter = parameter.read(value);
    if (filter === undefined)
      throw new ZhuisuError('parameter_invalid', { name, came: shown(value), expected: parameter.accepts });
    filters.push(filter);
  }
  return { filters, page };
}

const pagingNames = ['orderBy', 'orderDirection', 'perPage', 'nextPageToken'];

function pagingOf(name: string, value: string, page: Page, query: Readonly<Record<string, unknown>>): Page | undefined {
  const refuse = (expected: string): never => {
    throw new ZhuisuError('parameter_invalid', { name, came: shown(value), expected });
  };
  switch (name) {
    case 'orderBy': {
      if (value !== 'eventTime' && value !== 'recordTime') return refuse('eventTime or recordTime');
      // §8.2.7.1: with orderBy and no direction, descending.
      const descending = query.orderDirection === undefined ? true : page.descending;
      return { ...page, orderBy: value === 'eventTime' ? 'event_time' : 'record_time', descending };
    }
    case 'orderDirection':
      if (value !== 'ASC' && value !== 'DESC') return refuse('ASC or DESC');
      return { ...page, descending: value === 'DESC' };
    case 'perPage': {
      const perPage = /^\d{1,6}$/.test(value) ? Number(value) : 0;
      if (perPage < 1 || perPage > largestPage) return refuse(`a whole number from 1 to ${largestPage}`);
      return { ...page, perPage };
    }
    default:
      return undefined;
  }
}

const shown = (value: string): string => JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
