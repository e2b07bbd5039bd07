/** One entry: who did what to what, whether it was let, why and from where. Becomes canonical JSON of bounded size. */
import { withoutPersonal } from '../codes/index.ts';
import { sortedJson } from '../store/index.ts';
import type { AuditKind, AuditOutcome } from './kinds.ts';

/** Who did it: what of a principal is written down. */
export interface Who {
  readonly kind: string;
  /** uuid of the account. */
  readonly account?: string;
  /** The organisation acted for, and through whom. */
  readonly organisation?: { readonly id: string; readonly through?: { readonly organisation: string; readonly consent: string } };
}

export interface AuditEntry {
  readonly kind: AuditKind;
  readonly principal: Who;
  /** What it was done to: a URI, a uuid, a route. Never personal data: a token stands for that. */
  readonly object: string;
  readonly outcome: AuditOutcome;
  /** Why, in the words of who did it. */
  readonly reason?: string | undefined;
  /** Plain JSON data. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  /** Id of the request. */
  readonly request?: string | undefined;
  /** Address of the sender. */
  readonly address?: string | undefined;
}

const longestText = 500;
const longestDetails = 4_000;

/** Well formed, without control characters (the database refuses U+0000), cut, and without anybody's numbers. */
const clean = (text: string): string =>
  // Masked before it is cut: the beginning of a number is a number, too.
  withoutPersonal(text.slice(0, longestText * 2))
    .slice(0, longestText)
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f]/g, ' ');

function cleaned(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return clean(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value !== 'object' || depth > 6) return null;
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => cleaned(item, depth + 1));
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.slice(0, 100).map(([name, member]) => [clean(name), cleaned(member, depth + 1)]));
}

/** Canonical JSON (RFC 8785): members in code-unit order, no white space. `at`: ISO 8601, UTC, milliseconds. */
export function contentOf(seq: number, at: string, entry: AuditEntry): string {
  const { kind, principal, object, outcome, reason, details, request, address } = entry;
  const { account, organisation } = principal;
  let kept = details === undefined ? undefined : cleaned(details);
  if (kept !== undefined && sortedJson(kept).length > longestDetails) kept = { left_out: 'too large' };
  const optional = { reason, request, address };
  return sortedJson({
    seq,
    at,
    kind,
    outcome,
    object: clean(object),
    principal: {
      kind: principal.kind,
      ...(account === undefined ? {} : { account }),
      ...(organisation === undefined ? {} : { organisation: organisation.id }),
      ...(organisation?.through === undefined ? {} : { through: { ...organisation.through } }),
    },
    ...(kept === undefined ? {} : { details: kept }),
    ...Object.fromEntries(Object.entries(optional).flatMap(([name, text]) => (text === undefined ? [] : [[name, clean(text)]]))),
  });
}
