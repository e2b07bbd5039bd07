/** Bodies and answers of recalls and quantities. Objects of answers are open, as all of them. */
import { time, uri } from '../events/model.ts';
import { boolean, component, type Infer, list, number, oneOf, pattern, record, string, whole } from '../events/schema.ts';
import { answer, orNull } from './answer.ts';
import { startKind } from './answers.ts';

/**
 * Codes in one question; of them those that are looked for in the part of a log that is older than its index of papers; things to go on
 * with; events that a search holds.
 */
export const mostCodes = 100;
export const mostPapers = 3;
export const mostRoots = 5_000;
export const mostScopeEvents = 200_000;

const anyCode = pattern('a code, document, place, party or licence', /^(?=[\s\S]*\S)[\s\S]{1,2000}$/);
const goOn = record({ id: anyCode, from: time }, { required: ['id'], others: 'any' });

export const scopeRequest = component(
  'ScopeRequest',
  record(
    {
      code: anyCode,
      codes: list(anyCode),
      more: list(goOn),
      answered: list(string),
      maxEvents: whole(`a whole number from 10 to ${mostScopeEvents}`, 10, mostScopeEvents),
    },
    { required: [], others: 'any' },
  ),
);
export type ScopeRequest = Infer<typeof scopeRequest>;

const range = { min: number, max: orNull(number), uom: string };
const amountRange = answer('AmountRange', range);
const holding = answer('Holding', { organisation: string, ...range });

const scopeItem = answer(
  'ScopeItem',
  {
    id: string,
    kind: oneOf('lot, instance, logistic_unit or container', ['lot', 'instance', 'logistic_unit', 'container']),
    since: time,
    share: number,
    from: string,
    event: uri,
    gap: string,
    quantity: amountRange,
    held: list(holding),
    sold: list(holding),
  },
  ['since', 'from', 'event', 'gap'],
);
const missing = answer(
  'MissingRecord',
  { kind: string, id: string, event: uri, quantity: number, uom: string, shrinks: number },
  ['shrinks', 'id', 'event', 'quantity', 'uom'],
);
const call = answer('RecallCall', { organisation: string, missing: list(missing), shrinks: number });
const figures = answer('ScopeFigures', {
  lots: number,
  units: number,
  logisticUnits: number,
  firms: list(string),
  quantity: list(amountRange),
  held: list(holding),
  sold: list(holding),
});
const resume = answer('ScopeRoot', { id: string, from: time }, ['from']);

export const scopeAnswerShape = answer('ScopeAnswer', {
  roots: list(string),
  recorded: boolean,
  minimum: list(scopeItem),
  likely: list(scopeItem),
  maximum: list(scopeItem),
  calls: list(call),
  figures: answer('ScopeSets', { minimum: figures, likely: figures, maximum: figures }),
  assumptions: list(answer('Assumption', { id: string, zh: string, en: string })),
  hidden: boolean,
  bounds: answer(
    'ScopeBounds',
    {
      hit: boolean,
      reason: orNull(oneOf('events or time', ['events', 'time'])),
      limit: orNull(number),
      more: list(resume),
      unlisted: number,
      unread: list(string),
    },
    ['unlisted'],
  ),
  organisations: list(answer('NamedOrganisation', { id: string, name: string })),
});
export type ScopeAnswerBody = Infer<typeof scopeAnswerShape>;

export const startsAnswer = answer('StartsAnswer', {
  kind: startKind,
  id: string,
  things: list(string),
  cut: boolean,
});

const amount = answer('AmountOf', { value: number, uom: string }, ['uom']);
export const quantitiesAnswer = answer('QuantitiesAnswer', {
  from: string,
  to: string,
  amount: orNull(
    answer('ContentAmount', { ...range, estimate: orNull(number), exact: boolean, because: list(string), events: list(uri) }),
  ),
  makings: list(
    answer(
      'MakingBalance',
      {
        event: uri,
        in: list(amount),
        out: list(amount),
        unstated: number,
        yield: number,
        loss: amount,
        reason: string,
        within: boolean,
        limits: answer(
          'YieldLimits',
          {
            min: number,
            max: number,
            rules: list(answer('YieldRule', { id: string, zh: string, en: string, verified: boolean })),
          },
          ['min', 'max'],
        ),
      },
      ['yield', 'loss', 'reason', 'within', 'limits'],
    ),
  ),
  holders: list(
    answer('HolderBalance', {
      organisation: string,
      in: orNull(number),
      out: number,
      sold: number,
      open: orNull(number),
      uom: string,
    }),
  ),
  hidden: boolean,
  cut: boolean,
});
export type QuantitiesAnswer = Infer<typeof quantitiesAnswer>;
