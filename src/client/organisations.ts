/** Organisations, their sites, identifiers and licences, as a program of a department or of a firm speaks of them. */
import type {
  IdentifierRequest,
  JurisdictionAnswer,
  Licence,
  LicenceOutcome,
  LicenceRequest,
  Organisation,
  OrganisationChange,
  OrganisationDecision,
  OrganisationDetails,
  OrganisationHistory,
  OrganisationRequest,
  Site,
  SiteRequest,
  StatementRequest,
} from '../contract/index.ts';
import { jsonBody, type Transport } from './transport.ts';

const base = '/api/v1/organisations';
const part = encodeURIComponent;

/** A day such as 2018-06-01, and a moment: as it was on the day, as known at the moment. Today and now unless given. */
export interface AsOf {
  readonly at?: string;
  readonly known?: string;
}

export interface OrganisationSearch {
  readonly status?: string;
  readonly kind?: string;
  readonly category?: string;
  readonly area?: string;
  readonly q?: string;
  readonly perPage?: number;
}

export interface LicenceSearch extends AsOf {
  readonly organisation?: string;
  readonly scheme?: string;
  readonly number?: string;
  readonly perPage?: number;
}

/** `?a=b` of the members that are given; nothing where none is. */
export function search(words: object): string {
  const given = Object.entries(words).filter(([, value]) => value !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

export class Organisations {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A firm, an association, a bank …; it waits for review unless who registers may approve. The same again is found. */
  register(organisation: OrganisationRequest): Promise<Organisation> {
    return this.#transport.json(base, { method: 'POST', ...jsonBody(organisation) });
  }

  /** All of them, page after page. */
  async *find(words: OrganisationSearch = {}): AsyncGenerator<Organisation, void, undefined> {
    yield* this.#listed<Organisation>(base, words, 'organisations');
  }

  read(id: string, asOf: AsOf = {}): Promise<OrganisationDetails> {
    return this.#transport.json(`${base}/${part(id)}${search(asOf)}`);
  }

  /** What was done to it, oldest first. */
  async history(id: string): Promise<OrganisationHistory['changes']> {
    return (await this.#transport.json<OrganisationHistory>(`${base}/${part(id)}/history`)).changes;
  }

  change(id: string, change: OrganisationChange): Promise<Organisation> {
    return this.#transport.json(`${base}/${part(id)}`, { method: 'PATCH', ...jsonBody(change) });
  }

  /** Decisions of a reviewer: approve, refuse, suspend … */
  decide(id: string, decision: OrganisationDecision): Promise<Organisation> {
    return this.#transport.json(`${base}/${part(id)}/decisions`, { method: 'POST', ...jsonBody(decision) });
  }

  addSite(id: string, site: SiteRequest): Promise<Site> {
    return this.#transport.json(`${base}/${part(id)}/sites`, { method: 'POST', ...jsonBody(site) });
  }

  async addIdentifier(id: string, identifier: IdentifierRequest): Promise<string> {
    const asked = { method: 'POST', ...jsonBody(identifier) } as const;
    return (await this.#transport.json<{ uri: string }>(`${base}/${part(id)}/identifiers`, asked)).uri;
  }

  async dropIdentifier(id: string, uri: string): Promise<void> {
    await this.#transport.send(this.#transport.at(`${base}/${part(id)}/identifiers${search({ uri })}`), { method: 'DELETE' });
  }

  addLicence(id: string, licence: LicenceRequest): Promise<LicenceOutcome> {
    return this.#transport.json(`${base}/${part(id)}/licences`, { method: 'POST', ...jsonBody(licence) });
  }

  /** All of them, each with its state on the day. */
  async *licences(words: LicenceSearch = {}): AsyncGenerator<Licence, void, undefined> {
    yield* this.#listed<Licence>('/api/v1/licences', words, 'licences');
  }

  /** What holds of a licence from a day on; what was said before stays. */
  stateLicence(licence: string, statement: StatementRequest): Promise<LicenceOutcome> {
    return this.#transport.json(`/api/v1/licences/${part(licence)}/statements`, { method: 'POST', ...jsonBody(statement) });
  }

  /** Areas, departments and who leads what, on a day. */
  jurisdiction(at?: string): Promise<JurisdictionAnswer> {
    return this.#transport.json(`/api/v1/jurisdiction${search({ at })}`);
  }

  async *#listed<T>(path: string, words: object, member: string): AsyncGenerator<T, void, undefined> {
    let page: string | undefined;
    do {
      const answer: Record<string, unknown> = await this.#transport.json(`${path}${search({ ...words, page })}`);
      yield* answer[member] as T[];
      page = answer['nextPage'] as string | undefined;
    } while (page !== undefined);
  }
}
