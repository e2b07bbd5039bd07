/** What can be asked for, in the words of the rules. */

export type Action =
  /** Record events. */
  | 'capture'
  /** Read events, capture jobs, named queries, lists of what was recorded. */
  | 'query'
  /** Follow one code. */
  | 'trace'
  /** Have a code explained. */
  | 'explain'
  /** Have codes issued, and read, print or void those that were. */
  | 'issue'
  /** Say where the links of a code lead. */
  | 'link'
  /** Read how many, how complete, how punctual: never which. */
  | 'count'
  /** Open, extend and close cases, and look under them. */
  | 'case'
  /** Give and withdraw consents. */
  | 'consent'
  /** Read what a consent grants. */
  | 'use_consent'
  /** Found a joint group, invite, agree, leave. */
  | 'join_group'
  /** Read the joint groups that one's organisation is in or invited to. */
  | 'see_groups'
  /** Read who looked at one's data. */
  | 'see_looks'
  /** Ask whether the sale of codes is stopped. */
  | 'stop_sale'
  /** See the public list of tracing enterprises, and who is responsible for what. */
  | 'directory'
  /** Read organisations, their sites, licences and history. */
  | 'organisation_read'
  /** Register one's own organisation, by the public form; it waits for review. */
  | 'apply'
  /** Register an organisation, and keep what it says of itself up to date. */
  | 'register'
  /** Decide on registrations, licences and what is imported. */
  | 'review'
  /** Read what the watch has found. */
  | 'watch'
  /** Decide about findings: confirm, dismiss, order, check, close. */
  | 'supervise'
  /** Answer a finding about oneself, and show what was put right. */
  | 'answer'
  /** Read recalls and drills: whole, or one’s own part. */
  | 'read_recall'
  /** Draft, publish, check and close a recall; begin a drill. */
  | 'run_recall'
  /** Confirm what somebody else drafted, and extend it. */
  | 'confirm_recall'
  /** Answer one’s list of a recall. */
  | 'answer_recall'
  /** Draft, check and publish the products, stages and rules of a category. */
  | 'define'
  /** State rows of the registers that rules read: permits, stores, lifts. */
  | 'keep_register'
  /** Read those rows and their history. */
  | 'read_register'
  /** Report a problem, and follow what became of it. */
  | 'complain'
  /** Deal with complaints: accept, hand on, answer. */
  | 'complaint_handle'
  /** Make public what was found, and take it back. */
  | 'expose'
  /** Read, check and take out the audit log. */
  | 'audit'
  /** Exchange personal data for a token. */
  | 'record_personal'
  /** See personal data masked. */
  | 'read_personal'
  /** See personal data in the clear, for a reason. */
  | 'reveal_personal';

export const actions: readonly Action[] = [
  'capture',
  'query',
  'trace',
  'explain',
  'issue',
  'link',
  'count',
  'case',
  'consent',
  'use_consent',
  'join_group',
  'see_groups',
  'see_looks',
  'stop_sale',
  'directory',
  'organisation_read',
  'apply',
  'register',
  'review',
  'watch',
  'supervise',
  'answer',
  'read_recall',
  'run_recall',
  'confirm_recall',
  'answer_recall',
  'define',
  'keep_register',
  'read_register',
  'complain',
  'complaint_handle',
  'expose',
  'audit',
  'record_personal',
  'read_personal',
  'reveal_personal',
];
