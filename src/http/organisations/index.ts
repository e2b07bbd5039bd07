/** Organisations: registered, reviewed, changed, closed; their sites and the URIs that name them; the public list. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { closedCategories } from '../../access/index.ts';
import { categories } from '../../categories/index.ts';
import { checked, identifierRequest } from '../../contract/index.ts';
import { problem, ZhuisuError } from '../../errors.ts';
import { areaAt, prefixesWithin } from '../../jurisdictions/index.ts';
import {
  change,
  decide,
  describeLicence,
  nameBy,
  readRegistration,
  refusalOf,
  register,
  registrable,
  setSite,
  states,
  unname,
} from '../../organisations/index.ts';
import {
  identifiersOf,
  listLicences,
  listOrganisations,
  type OrganisationFilter,
  organisationChanges,
  type RegisterAlternative,
  type Registration,
  type SiteRow,
  sitesOf,
  statementsOf,
} from '../../store/index.ts';
import { bodyObject, bodyOf, numberIn, textIn } from '../bodies.ts';
import type { Context } from '../context.ts';
import { decisionShape, organisationBatchShape, organisationChangeShape, organisationShape, siteShape } from '../shapes.ts';
import { licencesSeen, placesSeen } from './parts.ts';
import { describeFor, inFull, noteChanges, registerAccess } from './register-access.ts';
import { dayAsked, describeOrganisation, doingOf, iso, momentAsked, pageEnd, pageToken, registryOf, single } from './shared.ts';

const kinds = ['department', 'zone', 'township', ...registrable];
const mostLicences = 1_000;

type Id = { Params: { id: string } };
interface List {
  Querystring: Partial<Record<'status' | 'kind' | 'category' | 'area' | 'q' | 'perPage' | 'page', string>>;
}

export function organisationRoutes(app: FastifyInstance, context: Context): void {
  const { store, config } = context;
  const { database } = store;
  const read = { onRequest: context.permit('organisation_read') };
  const registering = { onRequest: context.permit('register') };
  const reviewing = { onRequest: context.permit('review') };
  const everybody = { onRequest: context.permit('directory') };

  app.post('/api/v1/organisations', registering, async (request, reply) => {
    const body = bodyObject(request);
    if (body.organisations !== undefined) return registerBatch(checked(organisationBatchShape, body).organisations, request);
    const registration = readRegistration(checked(organisationShape, body), registryOf(context), request.principal.account);
    const { may } = await registerAccess(request, context);
    const [answer] = await register(store, [registration], doingOf(request, context), { may: may('register') });
    const refusal = refusalOf(answer!);
    if (refusal !== undefined || !('row' in answer!)) throw refusal;
    const { row } = answer;
    if (answer.outcome === 'created') await noteChanges(request, context, [{ id: row.id, what: 'registered' }]);
    return reply
      .code(answer.outcome === 'created' ? 201 : 200)
      .header('location', `/api/v1/organisations/${row.id}`)
      .send(describeOrganisation(row));
  });

  /** A status for each, in order; what is refused keeps nothing of the others back. */
  async function registerBatch(list: readonly unknown[], request: FastifyRequest) {
    const read = list.map((each) => readOne(each, request));
    const good = read.filter((each): each is Registration => !(each instanceof ZhuisuError));
    const { may } = await registerAccess(request, context);
    const answers = await register(store, good, doingOf(request, context), { may: may('register') });
    const created = answers.flatMap((each) => (each.outcome === 'created' ? [{ id: each.row.id, what: 'registered' }] : []));
    await noteChanges(request, context, created);
    return {
      items: read.map((each) => {
        if (each instanceof ZhuisuError) return refused(each);
        const answer = answers[good.indexOf(each)]!;
        const refusal = refusalOf(answer);
        if (refusal !== undefined || !('row' in answer)) return refused(refusal!);
        return { status: answer.outcome, id: answer.row.id };
      }),
    };
  }

  function readOne(input: unknown, request: FastifyRequest): Registration | ZhuisuError {
    try {
      if (typeof input !== 'object' || input === null || Array.isArray(input))
        throw new ZhuisuError('value_invalid', { path: 'organisations', came: typeof input, expected: 'objects' });
      return readRegistration(
        checked(organisationShape, input as Record<string, unknown>),
        registryOf(context),
        request.principal.account,
      );
    } catch (error) {
      if (error instanceof ZhuisuError) return error;
      throw error;
    }
  }

  app.get<List>('/api/v1/organisations', read, async (request) => {
    const query = single(request.query);
    const access = await registerAccess(request, context);
    const { rows, next } = await pageOf(query, {
      statuses: words(query.status, Object.keys(states), 'status'),
      kinds: words(query.kind, kinds, 'kind'),
      // Nobody is found by a closed category of which only the public part is shown.
      sight:
        access.sight === 'everything' || !closedCategories.includes(query.category ?? '')
          ? access.sight
          : access.sight.flatMap((each) => ofCategory(each, query.category!)),
    });
    return { organisations: rows.map((row) => describeFor(row, access.fieldsOf(row)!, access)), ...next };
  });

  // Name, area, categories, state: of what is closed to the public, and of persons, nothing.
  app.get<List>('/api/v1/organisations/public', everybody, async (request) => {
    const query = single(request.query);
    const closed = closedCategories;
    if (closed.includes(query.category ?? '')) return { organisations: [] };
    const { rows, next } = await pageOf(query, {
      statuses: ['active', 'suspended'],
      kinds: ['enterprise'],
      withoutForm: 'natural_person',
      beyondCategories: closed,
    });
    const { jurisdiction, today } = registryOf(context);
    return {
      organisations: rows.map(({ name, areas, categories: all, status }) => ({
        name,
        areas: areas.map((code) => {
          const area = areaAt(jurisdiction, code, today);
          return area === undefined ? { code } : { code, zh: area.zh, en: area.en };
        }),
        categories: all.filter((id) => !closed.includes(id)),
        status,
        statusName: states[status as keyof typeof states],
      })),
      ...next,
    };
  });

  async function pageOf(query: List['Querystring'], filter: Omit<OrganisationFilter, 'limit'>) {
    const limit = numberIn(query.perPage, 'perPage', 1, 200, 50);
    const rows = await listOrganisations(database, {
      ...filter,
      category: words(
        query.category,
        categories.map(({ id }) => id),
        'category',
      )?.[0],
      areas: query.area === undefined ? undefined : prefixesWithin(config.jurisdiction, areaCode(query.area)),
      text: textIn(query.q, 'q', 100, '').trim() || undefined,
      after: pageEnd(query.page),
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    return { rows: page, next: rows.length > limit ? { nextPage: pageToken(page.at(-1)!) } : {} };
  }

  app.get<Id & { Querystring: { at?: string; known?: string } }>('/api/v1/organisations/:id', read, async (request) => {
    const query = single(request.query);
    const [day, known] = [dayAsked(query.at, context), momentAsked(query.known, context)];
    const access = await registerAccess(request, context);
    const { row, fields } = await access.seen(request.params.id);
    const [sites, identifiers, licences] = await Promise.all([
      sitesOf(database, row.id),
      identifiersOf(database, row.id),
      listLicences(database, { organisation: row.id, limit: mostLicences }),
    ]);
    const said = await statementsOf(
      database,
      licences.map(({ id }) => id),
    );
    const places = placesSeen(access, row, { sites, identifiers, changes: [] });
    return {
      ...describeFor(row, fields, access),
      ...(inFull(fields) ? { sites: places.sites.map(describeSite), identifiers: places.identifiers } : {}),
      licences: licencesSeen(access, row, licences, said).map((licence) =>
        describeLicence(licence, said.get(licence.id)!, day, known),
      ),
    };
  });

  app.get<Id>('/api/v1/organisations/:id/history', read, async (request) => {
    const access = await registerAccess(request, context);
    const { row, fields } = await access.seen(request.params.id);
    if (!inFull(fields)) throw new ZhuisuError('denied_not_party');
    const [sites, changes] = await Promise.all([sitesOf(database, row.id), organisationChanges(database, row.id)]);
    return {
      changes: placesSeen(access, row, { sites, identifiers: [], changes }).changes.map(({ at, before, after, ...each }) => ({
        at: iso(at),
        ...each,
        before: JSON.parse(before) as unknown,
        after: JSON.parse(after) as unknown,
      })),
    };
  });

  app.patch<Id>('/api/v1/organisations/:id', registering, async (request) => {
    const ensure = (await registerAccess(request, context)).ensure('register');
    const body = bodyOf(request, organisationChangeShape);
    const row = await change(store, request.params.id, body, registryOf(context), doingOf(request, context), ensure);
    await noteChanges(request, context, [{ id: row.id, what: `changed: ${Object.keys(body).join(', ')}` }]);
    return describeOrganisation(row);
  });

  app.post<Id>('/api/v1/organisations/:id/decisions', reviewing, async (request) => {
    const ensure = (await registerAccess(request, context)).ensure('review');
    const body = bodyOf(request, decisionShape);
    const row = await decide(store, request.params.id, body, doingOf(request, context), ensure);
    // What its people may is felt at their next request.
    app.desk.credentials.forgetAll();
    await noteChanges(request, context, [{ id: row.id, what: `${body.decision}: ${body.reason ?? ''}` }]);
    return describeOrganisation(row);
  });

  app.post<Id>('/api/v1/organisations/:id/sites', registering, async (request, reply) => {
    const { id } = request.params;
    const ensure = (await registerAccess(request, context)).ensure('register');
    const done = await setSite(store, id, bodyOf(request, siteShape), registryOf(context), doingOf(request, context), ensure);
    await noteChanges(request, context, [{ id, what: `site ${done.site.id}` }]);
    return reply.code(done.created ? 201 : 200).send(describeSite(done.site));
  });

  app.post<Id>('/api/v1/organisations/:id/identifiers', registering, async (request, reply) => {
    const { id } = request.params;
    const ensure = (await registerAccess(request, context)).ensure('register');
    const named = await nameBy(store, id, bodyOf(request, identifierRequest), doingOf(request, context), ensure);
    await noteChanges(request, context, [{ id, what: `identifier ${named.uri}` }]);
    return reply.code(201).send(named);
  });

  app.delete<Id & { Querystring: { uri?: string } }>(
    '/api/v1/organisations/:id/identifiers',
    reviewing,
    async (request, reply) => {
      const uri = textIn(single(request.query).uri, 'uri', 500, '');
      const ensure = (await registerAccess(request, context)).ensure('review');
      await unname(store, request.params.id, uri, doingOf(request, context), ensure);
      await noteChanges(request, context, [{ id: request.params.id, what: `identifier dropped ${uri}` }]);
      return reply.code(204).send();
    },
  );
}

/** Of a way to see organisations what is left of it when one closed category is asked for. */
function ofCategory(way: RegisterAlternative, category: string): RegisterAlternative[] {
  if (!inFull(way.fields)) return [];
  if (way.categories === undefined) return [way];
  return way.categories.includes(category) ? [{ ...way, categories: [category] }] : [];
}

const refused = (error: ZhuisuError) => ({ status: 'refused', problem: problem(error.code, error.details) });

const describeSite = ({ closedAt, ...site }: SiteRow) => ({
  ...site,
  ...(closedAt === undefined ? {} : { closedAt: iso(closedAt) }),
});

/** Comma-separated words of a query, each one of those. */
function words(came: string | undefined, all: readonly string[], name: string): string[] | undefined {
  if (came === undefined) return undefined;
  const list = came.split(',');
  if (list.every((each) => all.includes(each))) return list;
  throw new ZhuisuError('parameter_invalid', { name, came: came.slice(0, 60), expected: all.join(', ') });
}

function areaCode(came: string): string {
  if (/^\d{6}(?:\d{3}|\d{6}|[A-Z]\d\d)?$/.test(came)) return came;
  throw new ZhuisuError('parameter_invalid', {
    name: 'area',
    came: came.slice(0, 40),
    expected: 'a code of GET /api/v1/jurisdiction',
  });
}
