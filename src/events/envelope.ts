/** EPCIS 2.0 documents around their events (§9; JSON schema 2.0.1). */
import { version } from './formats.ts';
import { event, extension, ldContext, object, time, uri } from './model.ts';
import {
  component,
  either,
  type Infer,
  list,
  literal,
  type Members,
  number,
  pattern,
  record,
  string,
  unchecked,
} from './schema.ts';

const attribute = record(
  { id: uri, attribute: either('a number, a text or an object', either('a number or a text', number, string), object) },
  { required: ['id'], others: 'any' },
);
const vocabulary = component(
  'Vocabulary',
  record(
    {
      type: uri,
      vocabularyElementList: list(
        record({ id: uri, attributes: list(attribute), children: list(uri) }, { required: ['id'], others: 'any' }),
      ),
    },
    { required: ['type'], others: 'any' },
  ),
);
export type Vocabulary = Infer<typeof vocabulary>;

/** Checked one by one, so that one bad event does not hide the others. */
const eventList = list(unchecked(event));
const envelope = {
  '@context': ldContext,
  id: uri,
  schemaVersion: pattern('a version such as 2.0', version),
  creationDate: time,
} satisfies Members;

/** §9.2 */
export const epcisDocument = component(
  'EPCISDocument',
  record(
    {
      ...envelope,
      type: literal('EPCISDocument'),
      instanceIdentifier: string,
      sender: string,
      receiver: string,
      epcisHeader: record({ epcisMasterData: record({ vocabularyList: list(vocabulary) }, { others: 'any' }) }, extension),
      epcisBody: record({ eventList }, { required: ['eventList'], others: 'any' }),
    },
    { ...extension, required: ['@context', 'type', 'schemaVersion', 'creationDate', 'epcisBody'] },
  ),
);

/** §9.5 */
export const epcisQueryDocument = component(
  'EPCISQueryDocument',
  record(
    {
      ...envelope,
      type: literal('EPCISQueryDocument'),
      epcisBody: record(
        {
          queryResults: record(
            {
              queryName: string,
              subscriptionID: string,
              resultsBody: record({ eventList, vocabularyList: list(vocabulary) }, { ...extension, required: ['eventList'] }),
            },
            { ...extension, required: ['queryName', 'resultsBody'] },
          ),
        },
        { ...extension, required: ['queryResults'] },
      ),
    },
    { ...extension, required: ['@context', 'type', 'epcisBody'] },
  ),
);
