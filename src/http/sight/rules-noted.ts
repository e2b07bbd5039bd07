/** The rules of access come with the program: a start under others than those of the start before writes that down. */
import { createHash } from 'node:crypto';
import { rules, settings } from '../../access/index.ts';
import { audit } from '../../audit/index.ts';
import { findAudit, type Store } from '../../store/index.ts';

const object = 'access rules';

/** Digest of all that is decided by, of 22 characters. */
export const rulesDigest = (): string =>
  createHash('sha256')
    .update(JSON.stringify([rules, settings]))
    .digest('base64url')
    .slice(0, 22);

export async function noteRules({ database }: Store, now: number): Promise<void> {
  const digest = rulesDigest();
  const [last] = await findAudit(database, { kind: 'rule_changed', object }, 1);
  const before = last === undefined ? undefined : (JSON.parse(last.content) as { details?: { digest?: string } }).details?.digest;
  if (before === digest) return;
  const details = {
    digest,
    ...(before === undefined ? {} : { before }),
    count: rules.length,
    ids: rules.map(({ id }) => id).sort(),
  };
  await audit(database, { kind: 'rule_changed', principal: { kind: 'machine' }, object, outcome: 'allowed', details }, now);
}
