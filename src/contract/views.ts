/** Views of the console that people keep by a name; the scores that it shows. */
import { time } from '../events/model.ts';
import { boolean, component, type Infer, list, number, oneOf, pattern, record, string } from '../events/schema.ts';
import { answer, label, orNull } from './answer.ts';

export const viewRequest = component(
  'ViewRequest',
  record(
    {
      page: pattern('a page of the console, such as findings', /^[a-z]{1,20}$/),
      name: pattern('one line of up to 60 characters', /^\s*[^\s\p{Cc}][^\p{Cc}]{0,59}$/u),
      query: pattern('the query of an address, up to 2,000 characters', /^[\w\-.~%=&+:@!$'()*,;/?]{0,2000}$/),
    },
    { required: ['page', 'name', 'query'], others: 'none' },
  ),
);
export type ViewRequest = Infer<typeof viewRequest>;

export const view = answer('View', { id: string, page: string, name: string, query: string });
export type View = Infer<typeof view>;
export const views = answer('Views', { views: list(view) });

const share = answer('Share', { met: number, all: number, share: number }, ['share']);
const score = answer('Score', {
  value: orNull(string),
  name: orNull(string),
  coverage: share,
  continuity: share,
  completeness: share,
  timeliness: share,
  unlicensed: number,
});
export type Score = Infer<typeof score>;
const formulas = answer('Formulas', {
  coverage: label,
  continuity: label,
  completeness: label,
  timeliness: label,
  unlicensed: label,
});
export const scores = answer('Scores', {
  by: oneOf('category, area, department or firm', ['category', 'area', 'department', 'firm']),
  at: string,
  from: time,
  until: time,
  formulas,
  scores: list(score),
  total: score,
});
export type Scores = Infer<typeof scores>;

const scoreRow = answer(
  'ScoreRow',
  {
    id: string,
    organisation: orNull(string),
    name: orNull(string),
    category: orNull(string),
    area: orNull(string),
    met: boolean,
    at: time,
    latitude: number,
    longitude: number,
  },
  ['at', 'latitude', 'longitude'],
);
export const scoreList = answer('ScoreList', { measure: string, formula: label, whole: boolean, rows: list(scoreRow) });
export type ScoreListAnswer = Infer<typeof scoreList>;
