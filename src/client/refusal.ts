/** What a server refuses, and what does not answer at all. */
import type { ProblemAnswer } from '../contract/index.ts';
import type { ErrorCode } from '../errors.ts';

/** A code of the error catalogue; a later server may know more of them. */
export type Code = ErrorCode | (string & {});

/** A refusal of the server, with its row of the error catalogue: what is wrong, and what to do next, in both languages. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: Code;
  readonly title: string;
  readonly titleZh: string;
  readonly repair: string;
  readonly repairZh: string;
  /** Every single fault, when there are several. */
  readonly errors: readonly ProblemAnswer[];
  /** Everything the answer held, the details of the case among them. */
  readonly problem: ProblemAnswer & Readonly<Record<string, unknown>>;

  constructor(problem: ProblemAnswer & Readonly<Record<string, unknown>>) {
    super(problem.detail);
    this.name = 'Refusal';
    this.status = problem.status;
    this.code = problem.code;
    this.title = problem.title;
    this.titleZh = problem.titleZh;
    this.repair = problem.repair;
    this.repairZh = problem.repairZh;
    this.errors = problem.errors ?? [];
    this.problem = problem;
  }
}

/** Nothing answered, or what answered is no Zhuisu: nothing is known of what was sent. `cause` says why. */
export class Unreachable extends Error {
  /** HTTP status, where anything answered. */
  readonly status: number | undefined;

  constructor(url: string, cause: unknown, status?: number) {
    super(`No Zhuisu answers at ${url}`, { cause });
    this.name = 'Unreachable';
    this.status = status;
  }
}

/** Throws the refusal that an answer holds. */
export async function refuse(answer: Response): Promise<never> {
  throw refusalOf(answer.url, answer.status, await answer.text().catch(() => ''));
}

/** What an answer that is no good one says, its body as text. */
export function refusalOf(url: string, status: number, text: string): Refusal | Unreachable {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    return new Unreachable(url, cause, status);
  }
  return isProblem(body) ? new Refusal(body) : new Unreachable(url, `status ${status}`, status);
}

const isProblem = (body: unknown): body is ProblemAnswer & Readonly<Record<string, unknown>> =>
  typeof body === 'object' && body !== null && 'code' in body && 'repair' in body;
