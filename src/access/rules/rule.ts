/** The form of a rule. A rule is data: who, what, where, why, which fields, and where it is written. */
import type { ErrorCode } from '../../errors.ts';
import type { FieldSet } from '../../store/index.ts';
import type { Action } from '../actions.ts';
import type { OrganisationKind, Principal, Role } from '../principal.ts';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface Who {
  readonly kinds?: readonly Principal['kind'][];
  readonly organisations?: readonly OrganisationKind[];
  /** Any of them. */
  readonly roles?: readonly Role[];
  /** A part in the notice that the organisation must have. */
  readonly mandate?: 'leads' | 'joins' | 'coordinates';
  /** Functions of the department, by their ids in the jurisdiction's file; any of them. */
  readonly functions?: readonly string[];
  /** Whether the organisation was approved. Whoever has none counts as approved. */
  readonly standing?: 'approved' | 'unapproved';
}

export interface What {
  /**
   * To the organisation that asks: it captured the event; it takes part in it; the grantor of its consent captured it; a member did; another
   * member of a joint group did. Of the register: it is itself; it is a member.
   */
  readonly relation?: 'owner' | 'party' | 'grantor' | 'member' | 'peer' | 'self';
  /** `led`, `joined`: those of the mandate. `open`, `closed`: by what the category is. `none`: events without one. */
  readonly categories?: readonly ('led' | 'joined' | 'open' | 'closed' | 'none')[];
  /** Business steps. */
  readonly steps?: readonly string[];
  readonly upstream?: boolean;
  /** Of the register: it has none of these beside. */
  readonly without?: readonly 'closed'[];
  readonly kinds?: readonly OrganisationKind[];
  readonly states?: readonly string[];
  /** Of the register: what the public list holds. */
  readonly listed?: true;
  /** Of the register: only these may be touched. */
  readonly parts?: readonly RegisterPart[];
}

/** What of an organisation may be changed by itself. `statement`: more is said of a licence that is on record. */
export type RegisterPart = 'name' | 'areas' | 'categories' | 'address' | 'site' | 'identifier' | 'licence' | 'statement';

export interface Rule {
  readonly id: string;
  readonly title: Words;
  readonly effect: 'allow' | 'deny';
  readonly who: Who;
  readonly actions: readonly Action[];
  readonly what: What;
  /** `own`: the areas of the organisation that asks. */
  readonly where: 'anywhere' | 'own';
  readonly why: 'duty' | 'own' | 'case' | 'consent' | 'group' | 'public';
  readonly fields: FieldSet;
  /** Of a denial: what whoever is refused is told; unless given, `denied_administrator`. */
  readonly refusal?: ErrorCode;
  /** `verified`: read in the notice or in the text of a law; otherwise a proposal of this system that a lawyer has yet to confirm. */
  readonly source: { readonly text: string; readonly verified: boolean };
  /** Days, YYYY-MM-DD; `to` is the last. */
  readonly from: string;
  readonly to?: string;
}

/** The day of the notice. */
export const noticeDay = '2018-02-07';
const notice = '济政办〔2018〕10号';
export const seed = (section: string): Rule['source'] => ({ text: `${notice} ${section}`, verified: true });
export const law = (text: string): Rule['source'] => ({ text, verified: true });
export const proposal = (text: string): Rule['source'] => ({ text, verified: false });
