/**
 * A small city for the proofs of access: its departments as the file of Jiyuan has them, firms of several categories, and one event of
 * each kind that a decision can be about. Used by the table of decisions and by the attacks.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type {
  Acting,
  CaseGround,
  ConsentGround,
  GroupGround,
  OrganisationKind,
  Principal,
  Role,
  Why,
} from '../../src/access/index.ts';
import { actingAt, jiyuan } from '../../src/jurisdictions/index.ts';
import { bodyId, mandateOf } from '../../src/organisations/index.ts';
import type { Envelope, RegisteredAs, Store } from '../../src/store/index.ts';

export const now = Date.UTC(2026, 10, 24, 4);
const today = '2026-11-24';

interface Firm {
  readonly kind: OrganisationKind;
  readonly area: string;
  readonly categories: readonly string[];
}

/** Name → firm. The uuid is made of the order. */
export const firms = {
  farm: { kind: 'enterprise', area: '419001109', categories: ['produce'] },
  'pesticide maker': { kind: 'enterprise', area: '419001102', categories: ['inputs'] },
  factory: { kind: 'enterprise', area: '419001102', categories: ['food'] },
  shop: { kind: 'enterprise', area: '419001001', categories: ['food'] },
  'cap maker': { kind: 'enterprise', area: '419001100', categories: ['dangerous'] },
  quarry: { kind: 'enterprise', area: '419001110', categories: ['dangerous'] },
  garage: { kind: 'enterprise', area: '419001004', categories: ['car_parts'] },
  smelter: { kind: 'enterprise', area: '419001105', categories: ['rare_earth'] },
  'lift firm': { kind: 'enterprise', area: '419001002', categories: ['equipment'] },
  'far farm': { kind: 'enterprise', area: '410100', categories: ['produce'] },
  'general trader': { kind: 'enterprise', area: '419001001', categories: ['produce', 'food', 'inputs'] },
  association: { kind: 'association', area: '419001', categories: [] },
  bank: { kind: 'bank', area: '419001', categories: [] },
  insurer: { kind: 'insurer', area: '419001', categories: [] },
  platform: { kind: 'platform', area: '419001', categories: [] },
  // Two trades, one of them closed.
  'hill farm': { kind: 'enterprise', area: '419001109', categories: ['produce', 'dangerous'] },
} as const satisfies Record<string, Firm>;
export type FirmName = keyof typeof firms;

export const firmId = (name: FirmName): string =>
  `00000000-0000-4000-8000-${String(Object.keys(firms).indexOf(name) + 1).padStart(12, '0')}`;
export const partyUri = (name: FirmName): string => `urn:city:party:${name.replaceAll(' ', '-')}`;
export const placeUri = (name: FirmName): string => `urn:city:place:${name.replaceAll(' ', '-')}`;

const firmActing = (name: FirmName): Acting => ({ id: firmId(name), kind: firms[name].kind, areas: [firms[name].area] });

/** A body by its id in the file of Jiyuan; whoever does its work today. */
function body(id: string): Acting {
  const department = actingAt(jiyuan, id, today)!;
  return {
    id: bodyId(jiyuan.id, department.id),
    kind: department.kind,
    areas: department.areas ?? [jiyuan.code],
    mandate: mandateOf(department),
  };
}

/** What is decided about in the register: name → organisation. The firms of the city, and some that are not yet approved. */
export const registrations: Readonly<Record<string, RegisteredAs>> = {
  ...Object.fromEntries(
    (Object.keys(firms) as FirmName[]).map((name) => {
      const { kind, area, categories } = firms[name];
      const form = kind === 'enterprise' ? 'company' : '';
      return [`the ${name}`, { id: firmId(name), kind, form, status: 'active', areas: [area], categories }];
    }),
  ),
  ...Object.fromEntries(
    Object.entries({
      'a new orchard': { form: 'family_farm', status: 'registered', areas: ['419001109'], categories: ['produce'] },
      'a new orchard elsewhere': { form: 'family_farm', status: 'registered', areas: ['410100'], categories: ['produce'] },
      'a new bakery': { form: 'company', status: 'registered', areas: ['419001001'], categories: ['food'] },
      'a new magazine': { form: 'company', status: 'registered', areas: ['419001100'], categories: ['dangerous'] },
      'a new orchard with explosives': {
        form: 'company',
        status: 'registered',
        areas: ['419001109'],
        categories: ['produce', 'dangerous'],
      },
      'a firm of no category': { form: 'company', status: 'registered', areas: ['419001001'], categories: [] },
      'an old peddler': { form: 'natural_person', status: 'active', areas: ['419001109'], categories: ['produce'] },
      'a new platform': { kind: 'platform', form: '', status: 'registered', areas: ['419001'], categories: [] },
    }).map(([name, each], i) => [name, { kind: 'enterprise', id: `00000000-0000-4000-8000-0000000001${i}0`, ...each }]),
  ),
  'the farm before its approval': {
    id: firmId('farm'),
    kind: 'enterprise',
    form: 'company',
    status: 'registered',
    areas: ['419001109'],
    categories: ['produce'],
  },
  'the farm with a site elsewhere': {
    id: firmId('farm'),
    kind: 'enterprise',
    form: 'company',
    status: 'active',
    areas: ['419001001'],
    categories: ['produce'],
  },
};

/** What belongs to a firm of two trades: name → its own categories, none where none were stated. A licence is known by its number. */
interface Part {
  readonly of: string;
  readonly kind: 'licence' | 'site';
  readonly categories: readonly string[];
  /** Of the licence; of the site its name. */
  readonly text: string;
  readonly scheme?: string;
}
export const parts: Readonly<Record<string, Part>> = {
  'the plum licence of the hill farm': {
    of: 'the hill farm',
    kind: 'licence',
    categories: ['produce'],
    text: 'PLUM-1',
    scheme: 'other',
  },
  'the blasting licence of the hill farm': {
    of: 'the hill farm',
    kind: 'licence',
    categories: [],
    text: 'BLAST-1',
    scheme: 'civil_explosives_sale',
  },
  'a licence of the hill farm for both': {
    of: 'the hill farm',
    kind: 'licence',
    categories: ['produce', 'dangerous'],
    text: 'BOTH-1',
    scheme: 'other',
  },
  'a licence of the hill farm for nothing stated': {
    of: 'the hill farm',
    kind: 'licence',
    categories: [],
    text: 'BARE-1',
    scheme: 'other',
  },
  'the orchard of the hill farm': { of: 'the hill farm', kind: 'site', categories: ['produce'], text: 'plum orchard' },
  'the magazine of the hill farm': { of: 'the hill farm', kind: 'site', categories: ['dangerous'], text: 'magazine' },
  'a site of the hill farm for nothing stated': { of: 'the hill farm', kind: 'site', categories: [], text: 'hill farm' },
};

let accounts = 0;
const person = (organisation: Acting | undefined, ...roles: Role[]): Principal => ({
  kind: 'person',
  account: `00000000-0000-4000-9000-${String(++accounts).padStart(12, '0')}`,
  ...(organisation === undefined ? {} : { organisation }),
  roles: new Set(roles),
});

export const actors: Readonly<Record<string, Principal>> = {
  public: { kind: 'public', roles: new Set() },
  operator: { kind: 'operator', roles: new Set() },
  ...Object.fromEntries(
    (Object.keys(firms) as FirmName[]).map((name) => [name, person(firmActing(name), 'organisation_administrator')]),
  ),
  'vendor for the shop': person(
    { ...firmActing('shop'), through: { organisation: firmId('platform'), consent: '00000000-0000-4000-b000-000000000002' } },
    'recorder',
  ),
  'farm recorder': person(firmActing('farm'), 'recorder'),
  'farm reader': person(firmActing('farm'), 'reader'),
  'farm without role': person(firmActing('farm')),
  'farm token to query': { ...person(firmActing('farm'), 'recorder'), kind: 'service', scopes: new Set(['query']) },
  'farm token to capture': { ...person(firmActing('farm'), 'recorder'), kind: 'service', scopes: new Set(['capture']) },
  // Registered itself; the second may have been refused: to the decision both are not approved.
  'new orchard': person(
    { id: '00000000-0000-4000-8000-000000000100', kind: 'enterprise', areas: ['419001109'], standing: 'unapproved' },
    'organisation_administrator',
  ),
  'farm before its approval': person({ ...firmActing('farm'), standing: 'unapproved' }, 'organisation_administrator'),
  'vendor for the farm before its approval': person(
    {
      ...firmActing('farm'),
      standing: 'unapproved',
      through: { organisation: firmId('platform'), consent: '00000000-0000-4000-b000-000000000002' },
    },
    'recorder',
  ),
  agriculture: person(body('agriculture'), 'official'),
  'market regulator': person(body('food_drug'), 'official'),
  commerce: person(body('commerce'), 'official'),
  police: person(body('public_security'), 'official'),
  industry: person(body('industry'), 'official'),
  safety: person(body('safety'), 'official'),
  environment: person(body('environment'), 'official'),
  transport: person(body('transport'), 'official'),
  health: person(body('health'), 'official'),
  'agriculture reader': person(body('agriculture'), 'reader'),
  'agriculture elsewhere': person(
    { ...body('agriculture'), id: '00000000-0000-4000-8000-0000000000aa', areas: ['410100'] },
    'official',
  ),
  'agriculture of the province': person(
    { ...body('agriculture'), id: '00000000-0000-4000-8000-0000000000ab', areas: ['410000'] },
    'official',
  ),
  'Wangwu township': person(body('town-109'), 'official'),
  'Kejing township': person(body('town-100'), 'official'),
  'system administrator': person(body('commerce'), 'system_administrator'),
  'security administrator': person(body('commerce'), 'security_administrator', 'official'),
  'audit administrator': person(undefined, 'audit_administrator'),
};

interface CityEvent extends Omit<Envelope, 'parties' | 'owner'> {
  readonly by: FirmName | undefined;
  readonly with?: FirmName;
  /** What it is in EPCIS beside time, place and step. */
  readonly thing: string;
  readonly secret?: boolean;
}

/** Name → event. `secret`: it carries a price and a driver. */
export const events: Readonly<Record<string, CityEvent>> = {
  'apple harvest': { by: 'farm', category: 'produce', area: '419001109', step: 'commissioning', thing: 'apples' },
  'apple shipment': {
    by: 'farm',
    with: 'factory',
    category: 'produce',
    area: '419001109',
    step: 'shipping',
    thing: 'apples',
    secret: true,
  },
  'harvest elsewhere': { by: 'far farm', category: 'produce', area: '410100', step: 'commissioning', thing: 'pears' },
  'pesticide sale': {
    by: 'pesticide maker',
    with: 'farm',
    category: 'inputs',
    area: '419001102',
    step: 'shipping',
    thing: 'pesticide',
  },
  bottling: { by: 'factory', category: 'food', area: '419001102', step: 'commissioning', thing: 'juice' },
  'juice shipment': { by: 'factory', with: 'shop', category: 'food', area: '419001102', step: 'shipping', thing: 'juice' },
  'part sale': { by: 'garage', category: 'car_parts', area: '419001004', step: 'retail_selling', thing: 'brake' },
  'oxide packing': { by: 'smelter', category: 'rare_earth', area: '419001105', step: 'packing', thing: 'oxide' },
  'lift inspection': { by: 'lift firm', category: 'equipment', area: '419001002', step: 'inspecting', thing: 'lift' },
  'caps made': { by: 'cap maker', category: 'dangerous', area: '419001100', step: 'commissioning', thing: 'caps' },
  'caps shipped': { by: 'cap maker', with: 'quarry', category: 'dangerous', area: '419001100', step: 'shipping', thing: 'caps' },
  'caps stored': { by: 'quarry', category: 'dangerous', area: '419001110', step: 'storing', thing: 'caps' },
  'caps destroyed': { by: 'quarry', category: 'dangerous', area: '419001110', step: 'destroying', thing: 'caps' },
  'plum harvest': { by: 'hill farm', category: 'produce', area: '419001109', step: 'commissioning', thing: 'plums' },
  'terrace blasted': { by: 'hill farm', category: 'dangerous', area: '419001109', step: 'storing', thing: 'charges' },
  unassigned: { by: undefined, category: undefined, area: undefined, step: 'storing', thing: 'crate' },
};

export function envelopeOf(name: string): Envelope {
  const { by, with: partner, thing: _, secret: __, ...envelope } = events[name]!;
  const parties = [by, partner].flatMap((each) => (each === undefined ? [] : [firmId(each)]));
  return { ...envelope, owner: by === undefined ? undefined : firmId(by), parties };
}

export const eventID = (name: string): string => `urn:city:event:${name.replaceAll(' ', '-')}`;
export const thingUri = (thing: string): string => `urn:city:thing:${thing}`;

/** Registers the firms. */
export async function settleCity(store: Store): Promise<void> {
  const { database } = store;
  const { uuidOfUri } = await import('../../src/store/keys.ts');
  for (const name of Object.keys(firms) as FirmName[]) {
    const { kind, area, categories } = firms[name];
    const id = firmId(name);
    await database.query(
      `insert into organisation (id, kind, form, name, status, areas, categories, address, version, registered_at, changed_at)
       values ($1, $2, $6, $3, 'active', $4, $5, '', 1, now(), now())`,
      [id, kind, name, [area], categories, kind === 'enterprise' ? 'company' : ''],
    );
    const site = id.replace('-8000-', '-8001-');
    await database.query(
      `insert into site (id, organisation, kind, name, area, address, created_at) values ($1, $2, 'premises', $3, $4, '', now())`,
      [site, id, name, area],
    );
    for (const [uri, of] of [
      [partyUri(name), null],
      [placeUri(name), site],
    ] as const)
      await database.query('insert into organisation_identifier (id, uri, organisation, site) values ($1, $2, $3, $4)', [
        uuidOfUri(uri),
        uri,
        id,
        of,
      ]);
  }
  const waiting = Object.entries(registrations).filter(([name]) => !name.startsWith('the '));
  for (const [name, { id, kind, form, status, areas, categories }] of waiting)
    await database.query(
      `insert into organisation (id, kind, form, name, status, areas, categories, address, version, registered_at, changed_at)
       values ($1, $2, $3, $4, $5, $6, $7, 'somewhere', 1, now(), now())`,
      [id, kind, form, name, status, areas, categories],
    );
  for (const [i, { of, kind, categories, text, scheme }] of Object.values(parts).entries()) {
    const [id, owner] = [`00000000-0000-4000-8000-0000000003${i}0`, registrations[of]!.id];
    if (kind === 'licence') {
      await database.query('insert into licence values ($1, $2, $3, $4)', [id, owner, scheme, text]);
      await database.query(
        `insert into licence_statement (licence, known_at, actor, status, holds_from, categories, products, issuer, reason)
         values ($1, now(), 'test', 'valid', '2020-01-01', $2, '{}', '', '')`,
        [id, categories],
      );
    } else if (text !== 'hill farm') {
      await database.query(
        `insert into site (id, organisation, kind, name, area, address, created_at, categories)
         values ($1, $2, 'premises', $3, '419001109', '', now(), $4)`,
        [id, owner, text, categories],
      );
      const uri = `urn:city:site:${text.replaceAll(' ', '-')}`;
      await database.query('insert into organisation_identifier (id, uri, organisation, site) values ($1, $2, $3, $4)', [
        uuidOfUri(uri),
        uri,
        owner,
        id,
      ]);
    }
  }
  await database.query('update organisation_version set version = version + 1');
  store.parties.forget();
}

/** Header by which a test says who asks; only an app that was built with `principalOf` reads it. */
export const asActor = (name: string): Record<string, string> => ({ 'x-test-actor': name });
export const principalOf = (request: FastifyRequest): Principal | undefined => {
  const name = request.headers['x-test-actor'];
  return typeof name === 'string' ? actors[name] : undefined;
};

const context = ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { zhuisu: 'urn:zhuisu:voc:' }];

/** One bare event, its time by its place in the table. */
export function eventBody(name: string): object {
  const { by, with: partner, step, thing, secret, category } = events[name]!;
  const order = Object.keys(events).indexOf(name);
  return {
    '@context': context,
    type: 'ObjectEvent',
    eventID: eventID(name),
    eventTime: new Date(Date.UTC(2026, 9, 1 + order, 2)).toISOString(),
    eventTimeZoneOffset: '+08:00',
    action: step === 'commissioning' ? 'ADD' : 'OBSERVE',
    bizStep: step,
    epcList: [thingUri(thing)],
    ...(by === undefined ? {} : { bizLocation: { id: placeUri(by) } }),
    ...(partner === undefined || by === undefined
      ? {}
      : {
          sourceList: [{ type: 'owning_party', source: partyUri(by) }],
          destinationList: [{ type: 'owning_party', destination: partyUri(partner) }],
        }),
    ...(category === undefined ? {} : { 'zhuisu:category': category }),
    ...(secret ? { 'zhuisu:price': 7.5, 'zhuisu:driver': 'person-1', 'zhuisu:note': 'first quality' } : {}),
  };
}

/** Each event recorded by its firm; what belongs to nobody by the operator. */
export async function recordCity(app: FastifyInstance): Promise<void> {
  for (const [name, { by }] of Object.entries(events)) {
    const answer = await app.inject({
      method: 'POST',
      url: '/epcis/events',
      headers: { 'content-type': 'application/json', ...asActor(by ?? 'operator') },
      payload: JSON.stringify(eventBody(name)),
    });
    if (answer.statusCode !== 201) throw new Error(`${name}: ${answer.body}`);
  }
}

const caseId = '00000000-0000-4000-a000-000000000001';
const day = 24 * 3_600_000;
const caseOf = (actor: string, more: Partial<CaseGround> = {}): Why => ({
  now,
  cases: [{ id: caseId, organisation: actors[actor]!.organisation!.id, until: now + day, ...more }],
});
const consent = (receiver: FirmName, more: Partial<ConsentGround> = {}): Why => ({
  now,
  consents: [
    {
      id: '00000000-0000-4000-b000-000000000001',
      grantor: firmId('farm'),
      receiver: firmId(receiver),
      kind: 'fields',
      fields: 'business',
      from: now - day,
      until: now + day,
      ...more,
    },
  ],
});

const group = (peers: readonly FirmName[], more: Partial<GroupGround> = {}): Why => ({
  now,
  groups: [{ id: '00000000-0000-4000-c000-000000000001', categories: ['produce', 'food'], peers: peers.map(firmId), ...more }],
});

/** What somebody brings along: the words of the table after the actor. A case holds every event of the city but `harvest elsewhere`. */
export const grounds: Readonly<Record<string, { readonly actor: string; readonly why: Why }>> = {
  'agriculture under its case': { actor: 'agriculture', why: caseOf('agriculture') },
  'agriculture under its closed case': { actor: 'agriculture', why: caseOf('agriculture', { closedAt: now - 1 }) },
  'agriculture under its case that is over': { actor: 'agriculture', why: caseOf('agriculture', { until: now }) },
  'agriculture under a case of the police': { actor: 'agriculture', why: caseOf('police') },
  'agriculture reader under the case': { actor: 'agriculture reader', why: caseOf('agriculture') },
  'police under its case': { actor: 'police', why: caseOf('police') },
  'factory under a case of agriculture': { actor: 'factory', why: caseOf('agriculture') },
  'factory with a consent of the farm': { actor: 'factory', why: consent('factory') },
  'factory with a consent to apples alone': { actor: 'factory', why: consent('factory', { things: [thingUri('apples')] }) },
  'factory with a consent for food alone': { actor: 'factory', why: consent('factory', { categories: ['food'] }) },
  'factory with a withdrawn consent': { actor: 'factory', why: consent('factory', { withdrawnAt: now - 1 }) },
  'factory with a consent that is over': { actor: 'factory', why: consent('factory', { until: now }) },
  'factory with a consent that has not begun': { actor: 'factory', why: consent('factory', { from: now + 1 }) },
  'shop with a consent given to the factory': { actor: 'shop', why: consent('factory') },
  'bank with a consent of the farm': { actor: 'bank', why: consent('bank', { kind: 'aggregates', fields: 'status' }) },
  'bank with a consent that names fields': { actor: 'bank', why: consent('bank') },
  'shop in a group with farm and factory': { actor: 'shop', why: group(['farm', 'factory']) },
  'shop in a group about produce alone': { actor: 'shop', why: group(['farm', 'factory'], { categories: ['produce'] }) },
  'shop in a group about their products alone': {
    actor: 'shop',
    why: group(['farm', 'factory'], { products: ['urn:city:thing:'] }),
  },
  'shop in a group about pears alone': { actor: 'shop', why: group(['farm', 'factory'], { products: ['urn:city:pear:'] }) },
  'shop in a group that names dangerous goods': {
    actor: 'shop',
    why: group(['farm', 'cap maker'], { categories: ['produce', 'dangerous'] }),
  },
  'shop in a group that nobody else has joined': { actor: 'shop', why: group([]) },
  'a vendor for the shop in a group': { actor: 'vendor for the shop', why: group(['farm', 'factory']) },
  'bank in a group': { actor: 'bank', why: group(['farm', 'factory']) },
  'farm without role in a group': { actor: 'farm without role', why: group(['factory']) },
  'association of the farm': { actor: 'association', why: { now, members: [firmId('farm')] } },
};

/** As the decision meets it under a ground: the case and the things it names are known. */
export const underGround = (name: string): Envelope => ({
  ...envelopeOf(name),
  cases: name === 'harvest elsewhere' ? [] : [caseId],
  things: [thingUri(events[name]!.thing)],
});
