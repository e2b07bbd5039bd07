/** Bodies of Zhuisu's own API: what is described to callers is what is checked. */
import { any, equal, said } from '../events/conditions.ts';
import { epcisDocument, epcisQueryDocument } from '../events/envelope.ts';
import { event as eventShape, time } from '../events/model.ts';
import { boolean, component, either, type Infer, list, oneOf, pattern, record, text, whole } from '../events/schema.ts';
import { isDateTime } from '../events/time.ts';

/** Codes of one range. A hundred million of 31^10 numbers: of eight million codes guessed one would be an issued one. */
export const mostInRange = 100_000_000;
/** Keys in one request. */
export const mostKeys = 10_000;

const oneLine = (expected: string) => pattern(expected, /^[^\u0000-\u001f\u007f]{1,80}$/);
const filledLine = pattern('one line of up to 80 characters', /^(?=.*\S)[^\u0000-\u001f\u007f]{1,80}$/);

/** The caller's name for a request; the header Idempotency-Key says the same. */
export const requestName = oneLine('a name of up to 80 characters');

export const codeRangeRequest = component(
  'CodeRangeRequest',
  record(
    {
      product: pattern(
        'a GTIN, or a name of up to 80 characters',
        /^\s*[^\s\u0000-\u001f\u007f](?:[^\u0000-\u001f\u007f]{0,78}[^\s\u0000-\u001f\u007f])?\s*$/,
      ),
      // GS1 General Specifications §7.11: what a lot number may hold, less what would need escaping in every address.
      lot: pattern('1 to 20 of A–Z a–z 0–9 . _ -', /^[A-Za-z0-9._-]{1,20}$/),
      quantity: whole(`a whole number from 1 to ${mostInRange}`, 1, mostInRange),
      declared: whole('the number of goods of the lot', 1, 1e12),
      request: requestName,
    },
    { required: ['product', 'lot', 'quantity'], others: 'any' },
  ),
);
export type CodeRangeRequest = Infer<typeof codeRangeRequest>;

export const markRequest = component(
  'MarkRequest',
  record(
    {
      first: whole(`a number from 0 to ${mostInRange - 1}`, 0, mostInRange - 1),
      last: whole(`a number from 0 to ${mostInRange - 1}`, 0, mostInRange - 1),
      state: oneOf('printed or void', ['printed', 'void']),
      reason: pattern('why, in up to 80 characters', /^[^\u0000-\u001f\u007f]{0,80}$/),
    },
    {
      required: ['first', 'last', 'state'],
      others: 'any',
      rules: [{ at: 'reason', that: any(equal('state', 'printed'), said('reason')), expected: 'why, in up to 80 characters' }],
    },
  ),
);
export type MarkRequest = Infer<typeof markRequest>;

export const keyRequest = component(
  'KeyRequest',
  record(
    {
      kind: oneOf('gtin, gln or sscc', ['gtin', 'gln', 'sscc']),
      prefix: pattern('a GS1 company prefix of 6 to 12 digits', /^\d{6,12}$/),
      quantity: whole(`a whole number from 1 to ${mostKeys}`, 1, mostKeys),
      request: requestName,
      // SSCC: the digit before the prefix.
      extension: whole('a digit', 0, 9),
    },
    { required: ['kind', 'prefix', 'quantity'], others: 'any' },
  ),
);
export type KeyRequest = Infer<typeof keyRequest>;

const bases = ['control', 'own_test', 'contract_test'] as const;

export const certificateRequest = component(
  'CertificateRequest',
  record(
    {
      request: requestName,
      style: oneOf('producer or purchaser', ['producer', 'purchaser']),
      bases: list(oneOf(bases.join(', '), bases), { least: 1 }),
      division: pattern('a division code of six digits', /^\d{6}$/),
      date: text('a date, YYYY-MM-DD', (value) => /^\d{4}-\d\d-\d\d$/.test(value) && isDateTime(`${value}T00:00:00Z`), {
        format: 'date',
      }),
      product: filledLine,
      quantity: filledLine,
      origin: filledLine,
      issuer: filledLine,
      contact: filledLine,
    },
    { required: ['style', 'bases', 'product', 'quantity', 'origin', 'issuer', 'contact'], others: 'any' },
  ),
);
export type CertificateRequest = Infer<typeof certificateRequest>;

export const linkRequest = component(
  'LinkRequest',
  record(
    {
      code: pattern('a code or its URI', /^[\s\S]{1,2000}$/),
      linkType: pattern(
        'a GS1 link type such as gs1:instructions, or a URI',
        /^(?:(?:gs1:)?[a-zA-Z]{2,40}|https?:\/\/\S{3,300})$/,
      ),
      href: pattern('an address that begins with https:// or http://', /^https?:\/\/[^\s"<>]{3,1900}$/),
      title: pattern('up to 120 characters', /^[^\u0000-\u001f\u007f]{0,120}$/),
      language: pattern('a language tag such as zh or en', /^(?:[a-zA-Z]{2,3}(?:-[A-Za-z0-9]{2,8})*)?$/),
      type: pattern('a media type such as text/html', /^(?:[a-z]+\/[a-z0-9.+-]{1,60})?$/),
    },
    { required: ['code', 'linkType', 'href'], others: 'any' },
  ),
);
export type LinkRequest = Infer<typeof linkRequest>;

/** A named query: parameters of `GET /epcis/events`, each a value or a list of them. */
export const queryDefinition = component(
  'QueryDefinition',
  record(
    {
      name: pattern('up to 100 of A–Z a–z 0–9 . _ -, the first a letter or digit', /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/),
      query: record({}, { others: 'any' }),
    },
    { required: ['name', 'query'], others: 'any' },
  ),
);
export type QueryDefinition = Infer<typeof queryDefinition>;

export const queryDefinitions = list(queryDefinition);

/** Six fields in the manner of cron, in UTC: a number, a range such as [1-5], or several of them separated by commas. */
const scheduleField = either(
  'numbers and ranges such as [1-5], separated by commas',
  pattern('numbers and ranges such as [1-5], separated by commas', /^[0-9[\],-]{1,400}$/),
  whole('a number from 0 to 59', 0, 59),
);

/** A subscription by webhook: as a stream, or by a schedule. */
export const webhookRequest = component(
  'WebhookRequest',
  record(
    {
      // Which addresses may be delivered to is said by the rules of targets.
      dest: pattern('the https address to deliver to', /^[^\u0000-\u001f\u007f]{1,2000}$/),
      signatureToken: pattern('a text of 1 to 512 characters', /^[^\u0000-\u001f\u007f]{1,512}$/),
      initialRecordTime: time,
      reportIfEmpty: boolean,
      stream: boolean,
      schedule: component(
        'Schedule',
        record(
          {
            second: scheduleField,
            minute: scheduleField,
            hour: scheduleField,
            dayOfMonth: scheduleField,
            month: scheduleField,
            dayOfWeek: scheduleField,
          },
          { others: 'none' },
        ),
      ),
    },
    { required: ['dest'], others: 'none' },
  ),
);
export type WebhookRequest = Infer<typeof webhookRequest>;

/** A bare event carries its own @context. */
export const captureBody = either(
  'an EPCIS document, a query document or an event',
  epcisDocument,
  either('a query document or an event', epcisQueryDocument, eventShape),
);
