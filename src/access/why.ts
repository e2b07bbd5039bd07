/** The reasons somebody can bring: a case, a consent, a membership. Each is a record that was read before; here it is only weighed. */
import type { FieldSet } from '../store/index.ts';

export interface CaseGround {
  /** uuid */
  readonly id: string;
  /** uuid of the department that opened it. */
  readonly organisation: string;
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly closedAt?: number | undefined;
}

/** What a consent lets its receiver have: figures, or the events themselves. */
export type ConsentKind = 'aggregates' | 'fields';

export interface ConsentGround {
  /** uuid */
  readonly id: string;
  readonly grantor: string;
  readonly receiver: string;
  readonly kind: ConsentKind;
  readonly fields: FieldSet;
  /** Absent: every category, every thing. */
  readonly categories?: readonly string[] | undefined;
  readonly things?: readonly string[] | undefined;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  readonly withdrawnAt?: number | undefined;
}

/** A joint group that the asker's organisation has joined, and whose recording it opens. */
export interface GroupGround {
  /** uuid */
  readonly id: string;
  /** Categories whose records are shared; of dangerous goods nothing ever is. */
  readonly categories: readonly string[];
  /** Canonical URIs of classes of things. Absent: all of those categories. */
  readonly products?: readonly string[] | undefined;
  /** uuids of the others who have joined. */
  readonly peers: readonly string[];
}

export interface Why {
  /** Milliseconds since 1970: cases, consents and rules are weighed at this moment. */
  readonly now: number;
  readonly cases?: readonly CaseGround[];
  readonly consents?: readonly ConsentGround[];
  /** Joint groups of the organisation itself; none for whoever acts in its place. */
  readonly groups?: readonly GroupGround[];
  /** uuids of the members of an association. */
  readonly members?: readonly string[];
}

export const caseInForce = ({ until, closedAt }: CaseGround, now: number): boolean => closedAt === undefined && now < until;

export const consentInForce = ({ from, until, withdrawnAt }: ConsentGround, now: number): boolean =>
  withdrawnAt === undefined && from <= now && now < until;
