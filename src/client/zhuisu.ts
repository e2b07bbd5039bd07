/** One installation, as a program speaks to it. */
import type {
  CaptureJob,
  CertificateReceipt,
  CertificateRequest,
  CodeAnswer,
  CodeLink,
  CodeRange,
  CodeRangeRequest,
  Collection,
  ComplaintReceipt,
  ComplaintRequest,
  Direction,
  KeyRequest,
  LabelLayouts,
  LicenceOutcome,
  LicenceRequest,
  LinkRequest,
  MarkRequest,
  Organisation,
  OrganisationDecision,
  OrganisationRequest,
  QuantitiesAnswer,
  QueryDefinition,
  ScopeAnswerBody,
  ScopeRequest,
  Site,
  SiteRequest,
  SubscriptionAnswer,
  ThingState,
  TraceAnswer,
  WebhookRequest,
} from '../contract/index.ts';
import { type CaptureOptions, type CaptureOutcome, captureAll, type Limits, limitsOf } from './capture.ts';
import { Notices } from './notices.ts';
import { Organisations } from './organisations.ts';
import { Records } from './records.ts';
import { type Handler, type SubscribeOptions, type Subscription, subscribe } from './stream.ts';
import { Supervision } from './supervision.ts';
import { type Ask, jsonBody, type Options, type Page, Transport } from './transport.ts';
import { type Document, type Event, type EventQuery, type QueryDocument, type Resource, searchOf } from './types.ts';

const v1 = '/api/v1';
const part = encodeURIComponent;

/** A request name of its own, so that sending it again has the same result. */
const named = <T extends { readonly request?: string }>(asked: T): T => ({
  ...asked,
  request: asked.request ?? crypto.randomUUID(),
});

const subscriptionsOf = (query: string): string => `/epcis/queries/${part(query)}/subscriptions`;

/** The standard answers with a document of one event, other repositories with the event. */
const isDocument = (answer: Event | QueryDocument): answer is QueryDocument => answer.type === 'EPCISQueryDocument';

/** A request, its body a value that goes as JSON, or a file that goes as it is. */
export interface Asked extends Omit<Ask, 'body'> {
  readonly body?: unknown;
}

function askOf({ body, headers = {}, ...others }: Asked): Ask {
  if (body === undefined) return { ...others, headers };
  if (body instanceof Blob)
    return { ...others, body, headers: { 'content-type': body.type || 'application/octet-stream', ...headers } };
  const json = jsonBody(body);
  return { ...others, body: json.body, headers: { ...json.headers, ...headers } };
}

/** Every method throws Refusal when the server refuses, and Unreachable when none answers. */
export class Zhuisu {
  readonly #transport: Transport;
  /** Organisations, their sites, identifiers and licences. */
  readonly organisations: Organisations;
  /** Cases, consents, looks, counts, personal data, the audit log. */
  readonly supervision: Supervision;
  /** Records by stage, registers, categories. */
  readonly records: Records;
  /** What one asks to be told of. */
  readonly notices: Notices;
  #limits: Promise<Limits> | undefined;

  constructor(options: Options) {
    this.#transport = new Transport(options);
    this.organisations = new Organisations(this.#transport);
    this.records = new Records(this.#transport);
    this.notices = new Notices(this.#transport);
    this.supervision = new Supervision(this.#transport);
  }

  /**
   * Records events, in as many requests as the server's limits ask for; each event gets a status. Sending the same again stores nothing
   * twice: an event is known by its eventID, one without by its content. Throws CaptureInterrupted, too.
   */
  async capture(what: Document | QueryDocument | readonly Event[], options: CaptureOptions = {}): Promise<CaptureOutcome> {
    this.#limits ??= limitsOf(this.#transport);
    const limits = await this.#limits.catch((error: unknown) => {
      this.#limits = undefined;
      throw error;
    });
    return captureAll(this.#transport, limits, what, options);
  }

  /** Newest first. */
  async *captureJobs(): AsyncGenerator<CaptureJob, void, undefined> {
    for await (const page of this.#transport.pages<CaptureJob[]>('/epcis/capture')) yield* page;
  }

  captureJob(captureID: string): Promise<CaptureJob> {
    return this.#transport.json(`/epcis/capture/${part(captureID)}`);
  }

  /** Events that match, page after page. `of` asks a resource or a named query: `['bizSteps', 'shipping']`, `['queries', 'shipped']`. */
  async *events(
    query: EventQuery = {},
    of?: readonly [kind: Resource | 'queries', name: string],
  ): AsyncGenerator<Event, void, undefined> {
    for await (const page of this.eventPages(query, of))
      yield* page.epcisBody.queryResults.resultsBody.eventList as readonly Event[];
  }

  /** The same by pages, each a document with its context. */
  eventPages(
    query: EventQuery = {},
    of?: readonly [kind: Resource | 'queries', name: string],
  ): AsyncGenerator<QueryDocument, void, undefined> {
    const path = of === undefined ? '/epcis/events' : `/epcis/${of[0]}/${part(of[1])}/events`;
    const search = searchOf(query);
    return this.#transport.pages<QueryDocument>(search.size > 0 ? `${path}?${search}` : path);
  }

  /** What is known under the id: the event, or its declaration in error, which repeats all of it. */
  async event(eventID: string): Promise<Event> {
    const answer = await this.#transport.json<Event | QueryDocument>(`/epcis/events/${part(eventID)}`);
    if (!isDocument(answer)) return answer;
    const found = answer.epcisBody.queryResults.resultsBody.eventList as readonly Event[];
    return found.find(({ errorDeclaration }) => errorDeclaration !== undefined) ?? found[0]!;
  }

  /** Names on record; without a kind, what the interface offers. */
  async *resources(kind?: Resource): AsyncGenerator<string, void, undefined> {
    // All of them are wanted: the largest pages.
    const path = kind === undefined ? '/epcis' : `/epcis/${kind}?perPage=1000`;
    for await (const page of this.#transport.pages<Collection>(path)) yield* page.member;
  }

  defineQuery(name: string, query: QueryDefinition['query']): Promise<QueryDefinition> {
    return this.#transport.json('/epcis/queries', { method: 'POST', ...jsonBody({ name, query }) });
  }

  async *queries(): AsyncGenerator<QueryDefinition, void, undefined> {
    for await (const page of this.#transport.pages<QueryDefinition[]>('/epcis/queries')) yield* page;
  }

  query(name: string): Promise<QueryDefinition> {
    return this.#transport.json(`/epcis/queries/${part(name)}`);
  }

  async deleteQuery(name: string): Promise<void> {
    await this.#transport.send(this.#transport.at(`/epcis/queries/${part(name)}`), { method: 'DELETE' });
  }

  /** Events of a named query as they are recorded, one after the other, each once, also over broken connections. */
  subscribe(query: string, handler: Handler, options: SubscribeOptions = {}): Promise<Subscription> {
    return subscribe(this.#transport, query, handler, options);
  }

  /**
   * Has them delivered to an address instead, as a stream unless a schedule is given. What comes there is checked with
   * `verifySignature` and the signatureToken given here.
   */
  subscribeWebhook(query: string, webhook: WebhookRequest): Promise<SubscriptionAnswer> {
    const asked = webhook.schedule === undefined ? { stream: true, ...webhook } : webhook;
    return this.#transport.json(subscriptionsOf(query), { method: 'POST', ...jsonBody(asked) });
  }

  /** The webhooks of a query, and how their deliveries go. */
  async *webhooks(query: string): AsyncGenerator<SubscriptionAnswer, void, undefined> {
    for await (const page of this.#transport.pages<SubscriptionAnswer[]>(subscriptionsOf(query))) yield* page;
  }

  async unsubscribeWebhook(query: string, subscriptionID: string): Promise<void> {
    await this.#transport.send(this.#transport.at(`${subscriptionsOf(query)}/${part(subscriptionID)}`), { method: 'DELETE' });
  }

  /** A code in any spelling. */
  trace(code: string, direction: Direction = 'both', asked: Asked = {}): Promise<TraceAnswer> {
    return this.ask(`${v1}/trace?${new URLSearchParams({ code, direction })}`, asked);
  }

  /** What is surely, likely, possibly affected when this is recalled, and whom to ask first; any code, document, place, party, licence. */
  recallScope(asked: ScopeRequest): Promise<ScopeAnswerBody> {
    return this.#transport.json(`${v1}/recalls/scope`, { method: 'POST', idempotent: true, ...jsonBody(asked) });
  }

  /** How much of one thing is in another. */
  quantities(from: string, to: string): Promise<QuantitiesAnswer> {
    return this.#transport.json(`${v1}/trace/quantities?${new URLSearchParams({ from, to })}`);
  }

  /** Where it is, in what, with whom: at a moment, now unless given. */
  thing(code: string, at?: string | Date): Promise<ThingState> {
    const moment = at instanceof Date ? at.toISOString() : at;
    return this.#transport.json(
      `${v1}/things/${part(code)}${moment === undefined ? '' : `?${new URLSearchParams({ at: moment })}`}`,
    );
  }

  /** As whoever holds the thing looks at it: the page, counted as a scan. `area`: six digits, where a sign on the spot names them. */
  async scan(code: string, area?: string): Promise<string> {
    const path = `/t/${part(code)}${area === undefined ? '' : `?${new URLSearchParams({ area })}`}`;
    return (await this.#transport.send(this.#transport.at(path), { headers: { accept: 'text/html' } })).text();
  }

  /** As anybody reports a problem; nobody is asked who they are. Throws Refusal rate_limited for too many from one address. */
  complain(complaint: ComplaintRequest): Promise<ComplaintReceipt> {
    return this.#transport.json(`${v1}/complaints`, { method: 'POST', ...jsonBody(complaint) });
  }

  code(text: string): Promise<CodeAnswer> {
    return this.#transport.json(`${v1}/codes/${part(text)}`);
  }

  issueCodes(asked: CodeRangeRequest): Promise<CodeRange> {
    return this.#transport.json(`${v1}/code-ranges`, { method: 'POST', idempotent: true, ...jsonBody(named(asked)) });
  }

  async codeRanges(): Promise<readonly CodeRange[]> {
    return (await this.#transport.json<{ ranges: CodeRange[] }>(`${v1}/code-ranges`)).ranges;
  }

  codeRange(id: string): Promise<CodeRange> {
    return this.#transport.json(`${v1}/code-ranges/${part(id)}`);
  }

  async markCodes(id: string, mark: MarkRequest): Promise<void> {
    await this.#transport.send(this.#transport.at(`${v1}/code-ranges/${part(id)}/marks`), { method: 'POST', ...jsonBody(mark) });
  }

  async gs1Keys(asked: KeyRequest): Promise<readonly string[]> {
    const answer = this.#transport.json<{ keys: string[] }>(`${v1}/gs1-keys`, {
      method: 'POST',
      idempotent: true,
      ...jsonBody(named(asked)),
    });
    return (await answer).keys;
  }

  issueCertificate(asked: CertificateRequest): Promise<CertificateReceipt> {
    return this.#transport.json(`${v1}/certificates`, { method: 'POST', idempotent: true, ...jsonBody(named(asked)) });
  }

  /** Registering the same link again changes nothing. */
  putLink(link: LinkRequest): Promise<CodeLink> {
    return this.#transport.json(`${v1}/links`, { method: 'POST', idempotent: true, ...jsonBody(link) });
  }

  /** The same as `organisations.register`, and so for the three that follow. */
  registerOrganisation(organisation: OrganisationRequest): Promise<Organisation> {
    return this.organisations.register(organisation);
  }

  decideOnOrganisation(id: string, decision: OrganisationDecision): Promise<Organisation> {
    return this.organisations.decide(id, decision);
  }

  addSite(organisation: string, site: SiteRequest): Promise<Site> {
    return this.organisations.addSite(organisation, site);
  }

  addLicence(organisation: string, licence: LicenceRequest): Promise<LicenceOutcome> {
    return this.organisations.addLicence(organisation, licence);
  }

  async labelLayouts(): Promise<LabelLayouts['layouts']> {
    return (await this.#transport.json<LabelLayouts>(`${v1}/label-layouts`)).layouts;
  }

  /** A file of this installation: codes, labels, certificates, symbols. */
  download(path: string, asked: Asked = {}): Promise<Response> {
    return this.#transport.send(this.#transport.at(path), askOf(asked));
  }

  /** Anything of the interface that has no method here; the answer as JSON. */
  ask<T>(path: string, asked: Asked = {}): Promise<T> {
    return this.#transport.json<T>(path, askOf(asked));
  }

  /** Long work that tells how far it is, line by line; whoever stops reading ends it. */
  lines<T>(path: string, asked: Asked = {}): AsyncGenerator<T, void, undefined> {
    return this.#transport.lines<T>(this.#transport.at(path), askOf(asked));
  }

  /** A page of any list, and where the next is. */
  page<T>(path: string, asked: Asked = {}): Promise<Page<T>> {
    return this.#transport.page<T>(this.#transport.at(path), askOf(asked));
  }
}
