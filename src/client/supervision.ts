/** Cases, consents, looks, counts, personal data, the audit log: what departments and those who answer for data ask. */
import type {
  AuditCheck,
  AuditHead,
  Case,
  CaseClosing,
  CaseDetails,
  CaseExtension,
  CaseRequest,
  Consent,
  ConsentedCounts,
  ConsentRequest,
  Counts,
  Look,
  Person,
  PersonRequest,
  Revealed,
  TakeoverAnswer,
  TakeoverRequest,
} from '../contract/index.ts';
import { jsonBody, type Transport } from './transport.ts';

const part = encodeURIComponent;
const post = (body: object) => ({ method: 'POST', ...jsonBody(body) }) as const;

export class Supervision {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  openCase(asked: CaseRequest): Promise<Case> {
    return this.#transport.json('/api/v1/cases', post(asked));
  }

  async cases(): Promise<readonly Case[]> {
    return (await this.#transport.json<{ cases: Case[] }>('/api/v1/cases')).cases;
  }

  /** With its opening, extensions and closing. */
  case(id: string): Promise<CaseDetails> {
    return this.#transport.json(`/api/v1/cases/${part(id)}`);
  }

  extendCase(id: string, extension: CaseExtension): Promise<Case> {
    return this.#transport.json(`/api/v1/cases/${part(id)}/extension`, post(extension));
  }

  closeCase(id: string, closing: CaseClosing): Promise<Case> {
    return this.#transport.json(`/api/v1/cases/${part(id)}/closing`, post(closing));
  }

  /** Who looked at one's data, newest first. */
  async looks(): Promise<readonly Look[]> {
    return (await this.#transport.json<{ looks: Look[] }>('/api/v1/looks')).looks;
  }

  async counts(): Promise<Counts['counts']> {
    return (await this.#transport.json<Counts>('/api/v1/counts')).counts;
  }

  consent(asked: ConsentRequest): Promise<Consent> {
    return this.#transport.json('/api/v1/consents', post(asked));
  }

  /** Those that one's organisation gave. */
  async consents(): Promise<readonly Consent[]> {
    return (await this.#transport.json<{ consents: Consent[] }>('/api/v1/consents')).consents;
  }

  withdrawConsent(id: string): Promise<Consent> {
    return this.#transport.json(`/api/v1/consents/${part(id)}/withdrawal`, { method: 'POST' });
  }

  /** Those that were given to one's organisation. */
  async consented(): Promise<readonly Consent[]> {
    return (await this.#transport.json<{ consents: Consent[] }>('/api/v1/consented')).consents;
  }

  consentedCounts(organisation: string): Promise<ConsentedCounts> {
    return this.#transport.json(`/api/v1/consented/${part(organisation)}/counts`);
  }

  /** The token that events name in place of the value. */
  recordPerson(asked: PersonRequest): Promise<Person> {
    return this.#transport.json('/api/v1/persons', post(asked));
  }

  person(token: string): Promise<Person> {
    return this.#transport.json(`/api/v1/persons/${part(token)}`);
  }

  /** In the clear, for a reason that is written down before. */
  revealPerson(token: string, reason: string): Promise<Revealed> {
    return this.#transport.json(`/api/v1/persons/${part(token)}/reveal`, post({ reason }));
  }

  /** Before history of an earlier system is imported: it is not told as late. */
  declareTakeover(asked: TakeoverRequest): Promise<TakeoverAnswer> {
    return this.#transport.json('/api/v1/takeovers', post(asked));
  }

  /** Newest first. */
  async takeovers(): Promise<readonly TakeoverAnswer[]> {
    return (await this.#transport.json<{ takeovers: TakeoverAnswer[] }>('/api/v1/takeovers')).takeovers;
  }

  auditHead(): Promise<AuditHead> {
    return this.#transport.json('/api/v1/audit/head');
  }

  verifyAudit(): Promise<AuditCheck> {
    return this.#transport.json('/api/v1/audit/verify');
  }
}
