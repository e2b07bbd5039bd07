/** 承诺达标合格证 numbers: there is no national numbering, so the platform gives its own and keeps what was promised. */
import { randomBytes } from 'node:crypto';
import { certificateRequest } from '../contract/index.ts';
import { ZhuisuError } from '../errors.ts';
import { type CertificateRow, certificateOf, type Store, storeCertificate } from '../store/index.ts';
import { checked, named } from './checks.ts';

/** What is printed, less the number. */
export interface CertificateFields {
  readonly style: 'producer' | 'purchaser';
  readonly product: string;
  readonly quantity: string;
  readonly origin: string;
  readonly issuer: string;
  readonly contact: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly bases: readonly string[];
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Stores a certificate and gives its number; the same request gets the same. Throws value_invalid, request_reused. */
export async function issueCertificate(
  store: Store,
  asked: Readonly<Record<string, unknown>>,
  { owner, today }: { readonly owner: string; readonly today: string },
): Promise<CertificateRow> {
  const { division = '419001', date = today, ...rest } = checked(certificateRequest, asked);
  const { style, product, quantity, origin, issuer, contact, bases } = rest;
  const request = named(rest.request);
  const body = JSON.stringify({ style, product, quantity, origin, issuer, contact, date, bases });
  const day = date.replaceAll('-', '');
  const number = (): string => `HGZ-${division}-${day}-${[...randomBytes(8)].map((byte) => crockford[byte & 31]).join('')}`;
  const stored = await storeCertificate(store.database, { owner, request, body }, number);
  if (stored.body !== body) throw new ZhuisuError('request_reused', { came: request });
  return stored;
}

/** Throws not_found. */
export async function certificateNumbered(store: Store, number: string): Promise<CertificateRow> {
  const row = await certificateOf(store.database, number.toUpperCase());
  if (row === undefined) throw new ZhuisuError('not_found', { came: `certificate ${number.slice(0, 40)}` });
  return row;
}

export const fieldsOf = ({ body }: CertificateRow): CertificateFields => JSON.parse(body) as CertificateFields;
