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

const attribute = component(
  'Attribute',
  record(
    { id: uri, attribute: either('a number, a text or an object', either('a number or a text', number, string), object) },
    { required: ['id'], others: 'any' },
  ),
);
const vocabularyElement = component(
  'VocabularyElement',
  record({ id: uri, attributes: list(attribute), children: list(uri) }, { required: ['id'], others: 'any' }),
);
const vocabulary = component(
  'Vocabulary',
  record({ type: uri, vocabularyElementList: list(vocabularyElement) }, { required: ['type'], others: 'any' }),
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
const masterData = component('MasterData', record({ vocabularyList: list(vocabulary) }, { others: 'any' }));
const header = component('EPCISHeader', record({ epcisMasterData: masterData }, extension));
const body = component('EPCISBody', record({ eventList }, { required: ['eventList'], others: 'any' }));
export const epcisDocument = component(
  'EPCISDocument',
  record(
    {
      ...envelope,
      type: literal('EPCISDocument'),
      instanceIdentifier: string,
      sender: string,
      receiver: string,
      epcisHeader: header,
      epcisBody: body,
    },
    { ...extension, required: ['@context', 'type', 'schemaVersion', 'creationDate', 'epcisBody'] },
  ),
);

/** §9.5 */
const resultsBody = component(
  'ResultsBody',
  record({ eventList, vocabularyList: list(vocabulary) }, { ...extension, required: ['eventList'] }),
);
const queryResults = component(
  'QueryResults',
  record({ queryName: string, subscriptionID: string, resultsBody }, { ...extension, required: ['queryName', 'resultsBody'] }),
);
const queryBody = component('EPCISQueryBody', record({ queryResults }, { ...extension, required: ['queryResults'] }));
export const epcisQueryDocument = component(
  'EPCISQueryDocument',
  record(
    { ...envelope, type: literal('EPCISQueryDocument'), epcisBody: queryBody },
    { ...extension, required: ['@context', 'type', 'epcisBody'] },
  ),
);
