/** Notices: what one asks to be told of, and what one is told. */
import { time } from '../events/model.ts';
import {
  anything,
  boolean,
  component,
  type Infer,
  list,
  number,
  oneOf,
  pattern,
  record,
  string,
  text,
  whole,
} from '../events/schema.ts';
import { answer, orNull } from './answer.ts';
import { digest, finding } from './supervision.ts';

const uuid = text('a uuid', (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value), { format: 'uuid' });
const word = pattern('a name', /^[a-z_]{1,60}$/);
const topic = oneOf('findings, digest or recall_published', ['findings', 'digest', 'recall_published']);

const filter = component(
  'NoticeFilter',
  record(
    {
      gravities: list(oneOf('high, medium or low', ['high', 'medium', 'low']), { least: 1, most: 3 }),
      families: list(oneOf('coverage, continuity, completeness or fraud', ['coverage', 'continuity', 'completeness', 'fraud']), {
        least: 1,
        most: 4,
      }),
      detectors: list(word, { least: 1, most: 100 }),
      categories: list(word, { least: 1, most: 20 }),
      area: pattern('a division code', /^\d{2,12}$/),
      hour: whole('an hour of the day', 0, 23),
    },
    { others: 'none' },
  ),
);

export const noticeRequest = component(
  'NoticeRequest',
  record(
    {
      topic,
      dest: pattern('the https address to deliver to', /^[^\u0000-\u001f\u007f]{1,2000}$/),
      signatureToken: pattern('a text of 1 to 512 characters', /^[^\u0000-\u001f\u007f]{1,512}$/),
      filter,
    },
    { required: ['topic'], others: 'none' },
  ),
);
export type NoticeRequest = Infer<typeof noticeRequest>;

/** `paused`: nothing is told until it goes on; what happened meanwhile is told then. */
export const noticeChange = component('NoticeChange', record({ paused: boolean }, { required: ['paused'], others: 'none' }));
export type NoticeChange = Infer<typeof noticeChange>;

export const noticeSubscription = answer(
  'NoticeSubscription',
  {
    id: uuid,
    topic,
    dest: orNull(string),
    signatureToken: string,
    filter,
    createdAt: time,
    state: oneOf('active, retrying, suspended or paused', ['active', 'retrying', 'suspended', 'paused']),
    delivered: number,
    attempts: number,
    nextAttempt: time,
    nextRun: time,
    lastNotifiedAt: time,
    lastError: anything,
  },
  ['signatureToken', 'nextAttempt', 'nextRun', 'lastNotifiedAt', 'lastError'],
);
export type NoticeSubscriptionAnswer = Infer<typeof noticeSubscription>;
export const noticeSubscriptions = answer('NoticeSubscriptions', { subscriptions: list(noticeSubscription) });

const notice = answer(
  'Notice',
  {
    seq: number,
    topic,
    kind: oneOf('opened, resolved, decided, digest or recall', ['opened', 'resolved', 'decided', 'digest', 'recall']),
    at: time,
    readAt: time,
    finding,
    act: anything,
    digest,
    recall: anything,
    due: time,
    extended: list(anything),
    items: list(anything),
  },
  ['topic', 'readAt', 'finding', 'act', 'digest', 'recall', 'due', 'extended', 'items'],
);
export type NoticeAnswer = Infer<typeof notice>;
export const notices = answer('Notices', { notices: list(notice) });
export const noticesRead = component(
  'NoticesRead',
  record({ upTo: whole('a number of a notice', 0, Number.MAX_SAFE_INTEGER) }, { required: ['upTo'], others: 'none' }),
);
export const noticesSettled = answer('NoticesSettled', { read: number });
