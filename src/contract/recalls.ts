/** Bodies and answers of recalls as a process, of drills, of the inbox. */
import { time } from '../events/model.ts';
import { boolean, component, type Infer, list, number, oneOf, record, string, text, whole } from '../events/schema.ts';
import { answer, label, orNull } from './answer.ts';
import { fault, nameTold } from './answers.ts';
import { finding } from './supervision.ts';

const uuid = text('a uuid', (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value), { format: 'uuid' });
/** No NUL, no half of a character: the database keeps neither. */
const isStorable = (value: string): boolean => !value.includes('\0') && value.isWellFormed();
const shortText = (most: number, least = 0) =>
  text(`${least} to ${most} characters`, (value) => value.trim().length >= least && value.length <= most && isStorable(value), {
    minLength: least,
    maxLength: most,
  });
const code = shortText(2_000, 1);
const level = whole('1, 2 or 3', 1, 3);
const amount = number;
const version = whole('a whole number', 0, 1_000_000);

/** Codes a recall begins with; answers in one request. */
export const mostRecallCodes = 100;
export const mostRecallAnswers = 1_000;

const drafting = {
  codes: list(code, { least: 1, most: mostRecallCodes }),
  regime: string,
  level,
  titleZh: shortText(120, 4),
  titleEn: shortText(200),
  reason: shortText(1_000, 4),
  instructionsZh: shortText(2_000, 4),
  instructionsEn: shortText(2_000),
  learntAt: time,
  organisation: uuid,
  drill: boolean,
};
export const recallDraft = (categories: readonly string[]) =>
  component(
    'RecallDraft',
    record(
      { category: oneOf(categories.join(', '), categories), ...drafting },
      { required: ['category', 'codes', 'level', 'titleZh', 'reason', 'instructionsZh'], others: 'none' },
    ),
  );
export type RecallDraft = Infer<ReturnType<typeof recallDraft>>;

export const drillRequest = (categories: readonly string[]) =>
  component(
    'DrillRequest',
    record(
      { category: oneOf(categories.join(', '), categories), regime: string, level, reason: shortText(1_000, 4) },
      { required: ['category', 'reason'], others: 'none' },
    ),
  );

/** Without a category: all that whoever asks leads. */
export const readinessRequest = (categories: readonly string[]) =>
  component('ReadinessRequest', record({ category: oneOf(categories.join(', '), categories) }, { required: [], others: 'none' }));

export const recallStep = (name: string, acts: readonly string[]) =>
  component(
    name,
    record(
      {
        act: oneOf(acts.join(', '), acts),
        reason: shortText(1_000),
        version,
        holder: shortText(2_000, 1),
        effective: boolean,
        codes: list(code, { least: 0, most: mostRecallCodes }),
        level,
      },
      { required: ['act'], others: 'none' },
    ),
  );
export type RecallStepBody = Infer<ReturnType<typeof recallStep>>;

const given = record(
  {
    thing: code,
    found: amount,
    quarantined: amount,
    sold: amount,
    returned: amount,
    destroyed: amount,
    none: boolean,
    note: shortText(500),
  },
  { required: ['thing'], others: 'none' },
);
export const recallAnswersRequest = component(
  'RecallAnswers',
  record({ items: list(given, { least: 1, most: mostRecallAnswers }) }, { required: ['items'], others: 'none' }),
);
export const recallScan = component(
  'RecallScan',
  record(
    { code, as: oneOf('quarantined, returned or destroyed', ['quarantined', 'returned', 'destroyed']) },
    { required: ['code'], others: 'none' },
  ),
);

const source = answer('RecallBasis', { text: string, verified: boolean });
const clock = answer(
  'RecallClock',
  { level: number, trigger: label, report: number, notify: number, answer: number, progress: number, finish: number },
  ['trigger', 'report', 'notify', 'progress', 'finish'],
);
export const recallClocks = answer('RecallClocks', {
  regimes: list(
    answer(
      'RecallRegime',
      {
        id: string,
        zh: string,
        en: string,
        categories: list(string),
        levels: list(clock),
        from: string,
        source,
        answerSource: source,
      },
      ['from'],
    ),
  ),
});

/** Least and most; null: without bound. */
const span = answer('AmountSpan', { min: number, max: orNull(number) });

const notice = {
  id: uuid,
  drill: boolean,
  /** 演练 DRILL, or empty. */
  mark: string,
  category: string,
  area: orNull(string),
  regime: string,
  level: number,
  title: label,
  reason: string,
  instructions: label,
  organisation: orNull(uuid),
  organisationName: orNull(string),
  ordered: boolean,
  state: string,
  stateName: label,
  createdAt: time,
  publishedAt: orNull(time),
  answerDue: orNull(time),
  finishDue: orNull(time),
  closedAt: orNull(time),
  roots: list(string),
  version: number,
};
export const recallNotice = answer('RecallNotice', notice);
const counts = answer('RecallCounts', { holders: number, answered: number, overdue: number });
/** `score`: of a drill that was completed, 0 to 100. */
export const recallsAnswer = answer('Recalls', {
  recalls: list(answer('ListedRecall', { ...notice, counts, score: number }, ['counts', 'score'])),
});

export const recallEnd = answer('RecallEnd', { act: string, at: time, reason: string });
export type RecallEnd = Infer<typeof recallEnd>;
/** `level`: that it has had since. */
const extension = answer('RecallExtension', { at: time, reason: string, level: number });
export type RecallExtension = Infer<typeof extension>;

const item = answer(
  'RecallItem',
  {
    holder: string,
    thing: string,
    name: nameTold,
    kind: string,
    duty: oneOf('must or check', ['must', 'check']),
    share: number,
    uom: string,
    held: span,
    transit: number,
    sold: number,
    passed: list(answer('PassedOn', { to: string, name: string, quantity: number }, ['name'])),
    answer: orNull(
      answer('RecallItemAnswer', {
        at: time,
        found: number,
        quarantined: number,
        sold: number,
        returned: number,
        destroyed: number,
        note: string,
        scans: number,
      }),
    ),
  },
  ['name'],
);
const holder = answer('RecallHolder', {
  holder: string,
  name: string,
  registered: boolean,
  toldAt: time,
  due: time,
  answeredAt: orNull(time),
  overdue: boolean,
  reminded: number,
  escalatedAt: orNull(time),
  effective: orNull(boolean),
});
const progress = answer('RecallProgress', {
  holders: number,
  answered: number,
  silent: number,
  overdue: number,
  items: number,
  itemsAnswered: number,
  completion: number,
  recovery: list(
    answer('Recovery', {
      uom: string,
      expected: span,
      found: number,
      recovered: number,
      sold: number,
    }),
  ),
  effective: number,
  ineffective: number,
});
const act = answer('RecallAct', {
  at: time,
  account: orNull(uuid),
  organisation: orNull(uuid),
  act: string,
  reason: string,
  holder: orNull(string),
});
const score = answer('DrillScore', {
  score: number,
  inTime: number,
  agreeing: number,
  answered: number,
  holders: list(
    answer(
      'DrillHolder',
      {
        holder: string,
        took: orNull(number),
        inTime: boolean,
        score: number,
        items: number,
        answered: number,
        gaps: list(answer('DrillGap', { thing: string, found: number, min: number, max: orNull(number) })),
      },
      ['score', 'items', 'answered'],
    ),
  ),
});
const anyObject = record({}, { required: [], others: 'any' });

/**
 * `view`: whole for who supervises; area for who supervises holders of one from elsewhere; own for who recalls or holds. What is not for
 * the asker is left out.
 */
export const recallDetails = answer(
  'RecallDetails',
  {
    ...notice,
    view: oneOf('whole, area or own', ['whole', 'area', 'own']),
    open: list(string),
    progress,
    end: recallEnd,
    extended: list(extension),
    scope: anyObject,
    holders: list(holder),
    items: list(item),
    acts: list(act),
    draw: anyObject,
    score,
  },
  ['progress', 'end', 'extended', 'scope', 'acts', 'draw', 'score'],
);

export const recallAnswered = answer('RecallAnswered', {
  items: list(
    answer('RecallAnswerTaken', { thing: string, status: oneOf('kept or refused', ['kept', 'refused']), problem: fault }, [
      'problem',
    ]),
  ),
  answeredAt: orNull(time),
});
export const recallScanned = answer('RecallScanned', { code: string, affected: boolean, thing: string, counted: boolean }, [
  'thing',
]);

const publicNotice = answer(
  'PublicNotice',
  {
    id: uuid,
    category: string,
    level: number,
    title: label,
    reason: string,
    instructions: label,
    organisationName: string,
    publishedAt: time,
    state: string,
    stateName: label,
    extended: list(extension),
    withdrawn: answer('Withdrawal', { at: time, reason: string }),
    products: list(string),
  },
  ['organisationName', 'extended', 'withdrawn'],
);
export type PublicNotice = Infer<typeof publicNotice>;
export const publicRecalls = answer('PublicNotices', { recalls: list(publicNotice) });

const drillResult = { score: number, inTime: boolean, took: orNull(number), gaps: number, items: number, answered: number };
/** `own`: of a firm that asks; the rest of the score is for whoever sees the drill whole. */
export const drillHistory = answer('DrillHistory', {
  drills: list(
    answer(
      'ScoredDrill',
      {
        id: uuid,
        mark: string,
        title: label,
        category: string,
        level: number,
        publishedAt: time,
        closedAt: time,
        score: number,
        inTime: number,
        agreeing: number,
        answered: number,
        holders: number,
        own: answer('OwnDrillResult', drillResult, ['score', 'items', 'answered']),
      },
      ['score', 'inTime', 'agreeing', 'answered', 'holders', 'own'],
    ),
  ),
  firms: list(
    answer('DrilledFirm', {
      organisation: string,
      name: string,
      drills: number,
      silent: number,
      late: number,
      gaps: number,
      /** Milliseconds. */
      took: orNull(number),
      scores: list(answer('DrilledOnce', { drill: uuid, at: time, score: number })),
    }),
  ),
});

export const readinessMade = answer('ReadinessMade', { drawn: number });

export const readinessAnswer = answer('ReadinessChecks', {
  checks: list(
    answer('ReadinessCheck', {
      id: uuid,
      at: time,
      category: orNull(string),
      area: orNull(string),
      thing: string,
      name: nameTold,
      nightly: boolean,
      draw: anyObject,
      result: anyObject,
    }),
  ),
});

export const inboxAnswer = answer('Inbox', {
  recalls: list(
    answer('InboxRecall', { ...notice, due: time, overdue: boolean, answeredAt: orNull(time), reminded: number, items: number }),
  ),
  findings: list(finding),
});
