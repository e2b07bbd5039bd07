/** Who asks, as every decision sees them: made once a request, from a session, a token, or nothing at all. Plain data. */

/** What an organisation is to the system. Departments, zones and townships come from the jurisdiction's file. */
export type OrganisationKind =
  | 'department'
  | 'zone'
  | 'township'
  | 'enterprise'
  | 'association'
  | 'bank'
  | 'insurer'
  | 'platform'
  | 'vendor';

/**
 * What a person may do in their organisation. The three administrators of the system are separate people (三员分立): one runs it, one
 * gives rights, one reads what was done.
 */
export type Role =
  | 'system_administrator'
  | 'security_administrator'
  | 'audit_administrator'
  | 'organisation_administrator'
  | 'official'
  | 'inspector'
  | 'recorder'
  | 'reader';

/** What a department is there for, from the file of the jurisdiction. */
export interface Mandate {
  /** Categories it leads, and those it joins. */
  readonly leads: readonly string[];
  readonly joins: readonly string[];
  /** The coordinator (商务局 in the notice) sees how the whole system runs. */
  readonly coordinates: boolean;
  /** Functions by their id in the jurisdiction's file, such as `credit` or `road_transport`. */
  readonly functions: readonly string[];
}

/** The organisation whose eyes these are. */
export interface Acting {
  /** uuid */
  readonly id: string;
  readonly kind: OrganisationKind;
  /** Division codes (GB/T 2260, six digits, or nine with township) it is responsible for, or where it sits; each covers what lies below. */
  readonly areas: readonly string[];
  /** Departments, zones and townships alone. */
  readonly mandate?: Mandate;
  /** Set while it was not approved: it waits for review, or was refused. */
  readonly standing?: 'unapproved';
  /** Set where a vendor or an association acts for it: who, and under which consent (uuids). */
  readonly through?: { readonly organisation: string; readonly consent: string };
}

export interface Principal {
  /**
   * `public`: nobody is known. `machine`: a request of this machine itself while no bootstrap token is set. `operator`: the bootstrap
   * token. `person` and `service`: an account, by session or API token.
   */
  readonly kind: 'public' | 'machine' | 'operator' | 'person' | 'service';
  /** uuid of the account. */
  readonly account?: string;
  readonly organisation?: Acting;
  readonly roles: ReadonlySet<Role>;
  /** Present for API tokens: nothing outside these actions, whatever the roles. */
  readonly scopes?: ReadonlySet<string>;
}

const none: ReadonlySet<Role> = new Set();
export const thePublic: Principal = { kind: 'public', roles: none };
export const thisMachine: Principal = { kind: 'machine', roles: none };
export const theOperator: Principal = { kind: 'operator', roles: none };
