/** Keys of the advisory locks, in one place so that no two uses share one. Every Zhuisu process of a database queues on them. */
export const advisory = {
  migration: 7_305_813,
  /** For the length of one small transaction; captures never wait for it. */
  audit: 7_305_814,
  /** Registrations wait for each other, so that none of two of the same firm fails on the other. */
  registration: 7_305_815,
  /** Held by the process that delivers by webhook. */
  delivery: 7_305_816,
  /** Held by the process that watches. */
  watch: 7_305_817,
  /** With the hash of a finding: two who decide about it wait for each other. */
  finding: 7_305_818,
  /** With the hash of a recall: two who act on it wait for each other. */
  recall: 7_305_821,
  /** With the owner beside it: held by the process that works on the uploads of that owner. */
  upload: 7_305_819,
  /** Held by the process that delivers notices. */
  notices: 7_305_831,
  /** Held by the process that merges parts of the log's tables; shared by those who change rows in them. */
  parts: 7_305_843,
  /** With the hash of a complaint, likewise. */
  complaint: 7_305_830,
} as const;
