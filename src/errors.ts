/**
 * The one catalogue of errors. Every refusal a person or a program can meet is a row of `errors/`; nothing else in the code writes an
 * error sentence. The order below is that of precedence: when several faults hold at once, the earliest row is the answer.
 */

import { accessErrors } from './errors/access.ts';
import { accountErrors } from './errors/accounts.ts';
import { answerErrors } from './errors/answers.ts';
import { failures } from './errors/failures.ts';
import { issuingErrors } from './errors/issuing.ts';
import { organisationErrors } from './errors/organisations.ts';
import { inChinese, inPlaces } from './errors/phrases.ts';
import { queryErrors } from './errors/queries.ts';
import { recallErrors } from './errors/recall.ts';
import { recordErrors } from './errors/records.ts';
import { requestErrors } from './errors/requests.ts';
import type { CatalogueRow } from './errors/row.ts';
import { keyErrors, personErrors, sealErrors } from './errors/secrets.ts';
import { sheetErrors } from './errors/sheets.ts';
import { startErrors } from './errors/start.ts';
import { subscriptionErrors } from './errors/subscriptions.ts';
import { supervisionErrors } from './errors/supervision.ts';

export type { CatalogueRow } from './errors/row.ts';

export const catalogue = {
  ...startErrors,
  ...keyErrors,
  ...accessErrors,
  ...requestErrors,
  ...recordErrors,
  ...accountErrors,
  ...queryErrors,
  ...subscriptionErrors,
  ...issuingErrors,
  ...personErrors,
  ...organisationErrors,
  ...supervisionErrors,
  ...sheetErrors,
  ...recallErrors,
  ...answerErrors,
  ...sealErrors,
  ...failures,
} as const satisfies Record<string, CatalogueRow>;

export type ErrorCode = keyof typeof catalogue;

/** A detail that comes with its own words in both languages; the others are phrases (`errors/phrases.ts`), codes and values. */
export interface ErrorWords {
  readonly zh: string;
  readonly en: string;
}
export type ErrorDetails = Readonly<Record<string, string | number | ErrorWords>>;

/** Fills `{name}` places; an absent detail shows as a dash so that a message never prints a raw placeholder. */
function fill(sentence: string, details: ErrorDetails): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const detail = details[name];
    return typeof detail === 'object' ? detail.en : String(detail ?? '–');
  });
}

/** The details that phrases stand in; the others are names and values. */
const phrased = new Set(['expected', 'came', 'cause', 'what', 'path']);

const fillChinese = (sentence: string, details: ErrorDetails): string =>
  inPlaces(sentence, (name) => {
    const detail = details[name] ?? '–';
    if (typeof detail === 'object') return detail.zh;
    return phrased.has(name) ? inChinese(String(detail)) : String(detail);
  });

/** The details as members of an answer: one text each; of what is said in both languages also each by itself. */
const flat = (details: ErrorDetails): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(details).flatMap(([name, detail]): [string, string | number][] =>
      typeof detail === 'object'
        ? [
            [name, `${detail.zh} ${detail.en}`],
            [`${name}Zh`, detail.zh],
            [`${name}En`, detail.en],
          ]
        : [[name, detail]],
    ),
  );

/** The inverse: a detail that is there in both languages is one of words again. */
export const detailsOf = (members: Readonly<Record<string, string | number>>): ErrorDetails =>
  Object.fromEntries(
    Object.entries(members).flatMap(([name, text]) => {
      if (/(?:Zh|En)$/.test(name) && `${name.slice(0, -2)}En` in members) return [];
      const [zh, en] = [members[`${name}Zh`], members[`${name}En`]];
      return [[name, zh === undefined || en === undefined ? text : { zh: String(zh), en: String(en) }]];
    }),
  );

/** A refusal with its row in the catalogue. `message` is the one-line English form: what is wrong, then what to do. */
export class ZhuisuError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  /** Every single fault, when there are several of the same request. */
  readonly problems: readonly Problem[];

  constructor(code: ErrorCode, details: ErrorDetails = {}, options: ErrorOptions & { problems?: readonly Problem[] } = {}) {
    const found = catalogue[code];
    super(`${fill(found.en, details)}. ${fill(found.repair, details)}.`, options);
    this.name = 'ZhuisuError';
    this.code = code;
    this.details = details;
    this.problems = options.problems ?? [];
  }

  get row(): CatalogueRow {
    return catalogue[this.code];
  }
}

/** The order of precedence of a code: smaller wins when several faults hold at once. */
const order = new Map(Object.keys(catalogue).map((code, index) => [code, index]));
export const precedence = (code: ErrorCode): number => order.get(code) ?? order.size;

/** RFC 9457 problem details, as every API of Zhuisu answers a refusal. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly titleZh: string;
  readonly repair: string;
  readonly repairZh: string;
  readonly [detail: string]: unknown;
}

/** `signedIn`: it is told to somebody who is signed in, not to a program with a token. */
export function problem(code: ErrorCode, details: ErrorDetails = {}, signedIn = false): Problem {
  const row: CatalogueRow = catalogue[code];
  const found = signedIn ? { ...row, ...row.signedIn } : row;
  return {
    type: found.exception ?? `/api/docs/errors#${code}`,
    title: fill(found.en, details),
    status: found.status,
    detail: `${fill(found.en, details)}. ${fill(found.repair, details)}.`,
    code,
    titleZh: fillChinese(found.zh, details),
    repair: fill(found.repair, details),
    repairZh: fillChinese(found.repairZh, details),
    ...flat(details),
  };
}
