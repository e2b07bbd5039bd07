/** Whether codes may be sold: asked by platforms and shops. */
import { time } from '../events/model.ts';
import { component, type Infer, list, oneOf, record, string, text } from '../events/schema.ts';

/** Codes in one request: each is a walk of its own. */
export const mostSaleCodes = 50;

const code = text('a code in any spelling', (value) => value.trim() !== '' && value.length <= 2_000, {
  minLength: 1,
  maxLength: 2_000,
});

export const saleStatesRequest = component(
  'SaleStatesRequest',
  record({ codes: list(code, { least: 1 }) }, { required: ['codes'], others: 'none' }),
);
export type SaleStatesRequest = Infer<typeof saleStatesRequest>;

const sale = oneOf('stopped, open or unknown', ['stopped', 'open', 'unknown']);
const saleState = component(
  'SaleState',
  record(
    { code: string, sale, verdict: string, problem: record({}, { required: [], others: 'any' }) },
    { required: ['code', 'sale'], others: 'any' },
  ),
);

export const saleStates = component(
  'SaleStates',
  record({ at: time, items: list(saleState) }, { required: ['at', 'items'], others: 'any' }),
);
export type SaleStates = Infer<typeof saleStates>;
