/** The audit log. */
import { time } from '../events/model.ts';
import { anything, boolean, type Infer, list, number, oneOf, pattern, string } from '../events/schema.ts';
import { answer, label } from './answer.ts';

const hash = pattern('SHA-256 in hexadecimal', /^[0-9a-f]{64}$/);
const who = answer(
  'AuditPrincipal',
  {
    kind: string,
    account: string,
    organisation: string,
    through: answer('ActingThrough', { organisation: string, consent: string }),
  },
  ['account', 'organisation', 'through'],
);
const entry = answer(
  'AuditEntry',
  {
    seq: number,
    at: time,
    kind: string,
    kindName: label,
    outcome: oneOf('allowed, denied or failed', ['allowed', 'denied', 'failed']),
    object: string,
    principal: who,
    details: anything,
    reason: string,
    request: string,
    address: string,
    hash,
  },
  ['kindName', 'details', 'reason', 'request', 'address'],
);
export const auditEntries = answer('AuditEntries', { entries: list(entry) });

const kind = answer('AuditKind', { zh: string, en: string, bounded: boolean }, ['bounded']);
export const auditKindsAnswer = (names: readonly string[]) => answer('', Object.fromEntries(names.map((name) => [name, kind])));

export const auditHead = answer('AuditHead', { seq: number, hash });
export const auditCheck = answer(
  'AuditCheck',
  {
    sound: boolean,
    fault: answer('AuditFault', { seq: number, fault: oneOf('missing, changed or head', ['missing', 'changed', 'head']) }),
    head: auditHead,
  },
  ['fault'],
);
export type AuditCheck = Infer<typeof auditCheck>;
export type AuditHead = Infer<typeof auditHead>;
