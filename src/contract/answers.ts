/**
 * Answers of both APIs. Objects are open: members may be added in any version, so a caller must not trip over one it does not know.
 */
import { catalogue } from '../errors.ts';
import { time, uri } from '../events/model.ts';
import { anything, boolean, either, type Infer, list, literal, number, oneOf, pattern, string, word } from '../events/schema.ts';
import { answer, label, orNull } from './answer.ts';

/** RFC 9457. The code is a row of the error catalogue; a later version may know more of them. */
const problemMembers = {
  type: string,
  title: string,
  status: number,
  detail: string,
  code: word('a code of the error catalogue', Object.keys(catalogue), pattern('another code', /^[a-z][a-z0-9_]*$/)),
  titleZh: string,
  repair: string,
  repairZh: string,
};
export const fault = answer('Fault', problemMembers);
export const problem = answer('Problem', { ...problemMembers, errors: list(fault) }, ['errors']);
export type ProblemAnswer = Infer<typeof problem>;

// The EPCIS interface.

const jobMembers = {
  captureID: string,
  createdAt: time,
  finishedAt: time,
  running: boolean,
  success: boolean,
  captureErrorBehaviour: oneOf('rollback or proceed', ['rollback', 'proceed']),
  received: number,
  stored: number,
  existing: number,
  refused: number,
  errors: list(fault),
  /** What rules have to say of single events. */
  rules: list(anything),
};
export const captureJob = answer('CaptureJob', jobMembers, ['rules']);
export type CaptureJob = Infer<typeof captureJob>;

const eventOutcome = answer(
  'CapturedEvent',
  {
    eventID: string,
    status: oneOf('stored, exists, refused or rolled_back', ['stored', 'exists', 'refused', 'rolled_back']),
    errors: list(fault),
    rules: list(anything),
  },
  ['eventID', 'errors', 'rules'],
);

/** The job, and what became of each event, in the order of the request. Without `events` and `counts` for who prefers little. */
export const captureReceipt = answer(
  'CaptureReceipt',
  {
    ...jobMembers,
    events: list(eventOutcome),
    counts: answer('CaptureCounts', { received: number, stored: number, existing: number, refused: number }),
  },
  ['events', 'counts', 'rules'],
);
export type CaptureReceipt = Infer<typeof captureReceipt>;

export const collection = answer('Collection', { '@context': anything, type: literal('Collection'), member: list(string) });
export type Collection = Infer<typeof collection>;

export const subscription = answer(
  'Subscription',
  {
    subscriptionID: string,
    queryName: string,
    dest: string,
    signatureToken: string,
    createdAt: time,
    lastNotifiedAt: time,
    initialRecordTime: time,
    minRecordTime: time,
    reportIfEmpty: boolean,
    stream: boolean,
    schedule: anything,
    state: string,
    delivered: number,
    lag: number,
    attempts: number,
    nextAttempt: time,
    nextRun: time,
    lastError: anything,
  },
  [
    'signatureToken',
    'lastNotifiedAt',
    'initialRecordTime',
    'minRecordTime',
    'stream',
    'schedule',
    'state',
    'delivered',
    'lag',
    'attempts',
    'nextAttempt',
    'nextRun',
    'lastError',
  ],
);
export type SubscriptionAnswer = Infer<typeof subscription>;
export const subscriptions = list(subscription);

// Zhuisu's own interface.

const segment = answer('Segment', { name: string, label, value: string, meaning: label }, ['meaning']);

const issued = answer(
  'Issued',
  {
    issued: boolean,
    reason: string,
    range: string,
    certificate: string,
    product: string,
    lot: string,
    issuedAt: time,
    state: string,
    since: either('a moment', number, string),
    style: string,
    quantity: string,
    origin: string,
    issuer: string,
    date: string,
    bases: list(string),
  },
  [
    'reason',
    'range',
    'certificate',
    'product',
    'lot',
    'issuedAt',
    'state',
    'since',
    'style',
    'quantity',
    'origin',
    'issuer',
    'date',
    'bases',
  ],
);

export const reading = answer(
  'Reading',
  {
    scheme: string,
    canonical: string,
    structure: oneOf('valid or invalid', ['valid', 'invalid']),
    reasons: list(label),
    warnings: list(label),
    verified: boolean,
    strength: oneOf('checked, structured or opaque', ['checked', 'structured', 'opaque']),
    grain: string,
    segments: list(segment),
    name: label,
    source: string,
    registered: boolean,
    recorded: boolean,
    confirmed: orNull(boolean),
    called: label,
    issue: issued,
  },
  ['called', 'issue'],
);
export const codeAnswer = answer('CodeAnswer', { input: string, candidates: list(reading) });
export type CodeAnswer = Infer<typeof codeAnswer>;

const known = answer('Known', { value: string, since: time, event: uri });
const correction = answer(
  'Correction',
  {
    event: uri,
    bizStep: string,
    eventTime: time,
    originalRecorded: boolean,
    declaredAt: time,
    reason: string,
    correctiveEventIDs: list(string),
  },
  ['bizStep', 'reason'],
);
export const thingState = answer(
  'ThingState',
  {
    id: string,
    recorded: boolean,
    place: known,
    container: known,
    disposition: known,
    persistent: list(known),
    holder: known,
    owner: known,
    lastStep: known,
    events: number,
    corrections: list(correction),
  },
  ['place', 'container', 'disposition', 'holder', 'owner', 'lastStep'],
);
export type ThingState = Infer<typeof thingState>;

const direction = oneOf('up, down or both', ['up', 'down', 'both']);
const traceNode = answer('TraceNode', {
  id: string,
  kind: oneOf('instance, lot, class, container, other or hidden', ['instance', 'lot', 'class', 'container', 'other', 'hidden']),
  depth: number,
  side: oneOf('root, up or down', ['root', 'up', 'down']),
});
const traceLink = answer('TraceLink', {
  from: string,
  to: string,
  kind: oneOf('transformation, packing, unpacking, association, instance or hidden', [
    'transformation',
    'packing',
    'unpacking',
    'association',
    'instance',
    'hidden',
  ]),
  events: list(uri),
});
const traceThing = answer('TraceThing', { id: string, as: string, quantity: number, uom: string }, ['quantity', 'uom']);
const traceStep = answer(
  'TraceStep',
  {
    eventID: uri,
    type: string,
    eventTime: time,
    eventTimeZoneOffset: string,
    action: string,
    bizStep: string,
    disposition: string,
    place: string,
    from: string,
    to: string,
    things: list(traceThing),
    via: string,
  },
  ['action', 'bizStep', 'disposition', 'place', 'from', 'to', 'via'],
);
const openEnd = answer('OpenEnd', {
  id: string,
  kind: oneOf('origin_unknown, not_received or not_shipped', ['origin_unknown', 'not_received', 'not_shipped']),
  event: uri,
});
/** `latitude`, `longitude`: of a place, WGS 84 degrees. */
export const nameTold = answer(
  'NameTold',
  {
    zh: string,
    en: string,
    organisation: string,
    organisationName: string,
    area: string,
    latitude: number,
    longitude: number,
  },
  ['en', 'organisation', 'organisationName', 'area', 'latitude', 'longitude'],
);
export type NameTold = Infer<typeof nameTold>;
export const startKind = oneOf('thing, document, certificate, place, party or licence', [
  'thing',
  'document',
  'certificate',
  'place',
  'party',
  'licence',
]);

export const traceAnswer = answer(
  'TraceAnswer',
  {
    root: string,
    roots: list(string),
    direction,
    recorded: boolean,
    nodes: list(traceNode),
    links: list(traceLink),
    steps: list(traceStep),
    parties: list(string),
    places: list(string),
    openEnds: list(openEnd),
    bounds: answer(
      'TraceBounds',
      {
        hit: boolean,
        reason: orNull(oneOf('nodes, depth, time, rows or events', ['nodes', 'depth', 'time', 'rows', 'events'])),
        limit: orNull(number),
        more: list(string),
        moreUp: list(string),
        moreDown: list(string),
        further: list(answer('TraceFrom', { id: string, from: time })),
      },
      ['more', 'moreUp', 'moreDown', 'further'],
    ),
    /** By canonical URI, a NameTold each; where `names=true` asks for them. */
    names: anything,
    /** Where the code was none of a thing. */
    begin: answer(
      'TraceBegin',
      {
        kind: startKind,
        id: string,
        cut: boolean,
        from: time,
      },
      ['from'],
    ),
  },
  ['names', 'roots', 'begin'],
);
export type TraceAnswer = Infer<typeof traceAnswer>;
export type Direction = Infer<typeof direction>;

const mark = answer('Mark', { first: number, last: number, state: string, reason: string, at: number });
export const codeRange = answer(
  'CodeRange',
  {
    id: string,
    product: string,
    lot: string,
    form: oneOf('gs1 or own', ['gs1', 'own']),
    quantity: number,
    issuedAt: time,
    request: string,
    example: answer('CodeExample', { code: string, address: string }),
    csv: string,
    xlsx: string,
    marks: list(mark),
  },
  ['marks'],
);
export type CodeRange = Infer<typeof codeRange>;
export const codeRanges = answer('CodeRanges', { ranges: list(codeRange) });

export const keys = answer('Keys', { keys: list(string) });

export const certificateReceipt = answer('CertificateReceipt', { number: string, page: string, pdf: string });
export type CertificateReceipt = Infer<typeof certificateReceipt>;
export const certificate = answer('Certificate', {
  number: string,
  style: string,
  product: string,
  quantity: string,
  origin: string,
  issuer: string,
  contact: string,
  date: string,
  bases: list(string),
});
export type Certificate = Infer<typeof certificate>;

const millimetres = list(number);
export const labelLayouts = answer('LabelLayouts', {
  layouts: list(
    answer('LabelLayout', {
      id: string,
      name: label,
      page: millimetres,
      columns: number,
      rows: number,
      margin: millimetres,
      gap: millimetres,
      label: millimetres,
    }),
  ),
});
export type LabelLayouts = Infer<typeof labelLayouts>;

export const codeLink = answer('CodeLink', {
  anchor: string,
  linkType: string,
  href: string,
  title: string,
  language: string,
  mediaType: string,
});
export type CodeLink = Infer<typeof codeLink>;

export const resolver = answer('Resolver', {
  name: string,
  resolverRoot: string,
  supportedPrimaryKeys: list(string),
  supportedLinkTypes: list(anything),
  validatesPrimaryKeys: boolean,
  supportsSemanticInterpretation: boolean,
});

export const readiness = answer('Readiness', { status: string, events: number }, ['events']);

export const captureJobs = list(captureJob);
