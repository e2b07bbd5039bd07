/** 承诺达标合格证 numbers: there is no national numbering, so the platform gives its own and keeps what was promised. */
import { randomBytes } from 'node:crypto';
import { ZhuisuError } from '../errors.ts';
import { type CertificateRow, certificateOf, type Store, storeCertificate } from '../store/index.ts';
import { oneLine, required } from './checks.ts';

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
const styles = ['producer', 'purchaser'];
const knownBases = ['control', 'own_test', 'contract_test'];

/** Stores a certificate and gives its number; the same request gets the same. Throws value_invalid, request_reused. */
export async function issueCertificate(
  store: Store,
  asked: Record<string, unknown>,
  { owner, request, today }: { readonly owner: string; readonly request: unknown; readonly today: string },
): Promise<CertificateRow> {
  required(typeof request === 'string' && oneLine.test(request), 'request', request, 'a name of up to 80 characters');
  const { style, bases, division = '419001', date = today } = asked;
  required(styles.includes(String(style)), 'style', style, styles.join(' or '));
  required(
    Array.isArray(bases) && bases.length > 0 && bases.every((each) => knownBases.includes(each)),
    'bases',
    bases,
    `at least one of ${knownBases.join(', ')}`,
  );
  required(/^\d{6}$/.test(String(division)), 'division', division, 'a division code of six digits');
  required(
    /^\d{4}-\d{2}-\d{2}$/.test(String(date)) && !Number.isNaN(Date.parse(String(date))),
    'date',
    date,
    'a date, YYYY-MM-DD',
  );
  for (const name of ['product', 'quantity', 'origin', 'issuer', 'contact'])
    required(
      typeof asked[name] === 'string' && oneLine.test(asked[name]) && asked[name].trim() !== '',
      name,
      asked[name],
      'one line of up to 80 characters',
    );
  const { product, quantity, origin, issuer, contact } = asked;
  const body = JSON.stringify({ style, product, quantity, origin, issuer, contact, date, bases });
  const day = String(date).replaceAll('-', '');
  const number = (): string => `HGZ-${division}-${day}-${[...randomBytes(8)].map((byte) => crockford[byte & 31]).join('')}`;
  const stored = await storeCertificate(store.database, { owner, request: String(request), body }, number);
  if (stored.body !== body) throw new ZhuisuError('request_reused', { came: String(request) });
  return stored;
}

/** Throws not_found. */
export async function certificateNumbered(store: Store, number: string): Promise<CertificateRow> {
  const row = await certificateOf(store.database, number.toUpperCase());
  if (row === undefined) throw new ZhuisuError('not_found', { came: `certificate ${number.slice(0, 40)}` });
  return row;
}

export const fieldsOf = ({ body }: CertificateRow): CertificateFields => JSON.parse(body) as CertificateFields;
