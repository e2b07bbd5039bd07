/** Views of the console that people keep by a name. */
import { component, type Infer, list, pattern, record, string } from '../events/schema.ts';
import { answer } from './answer.ts';

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
