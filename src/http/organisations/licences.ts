/** Licences: registered, more said of them, their state on any day as known at any moment. */
import type { FastifyInstance } from 'fastify';
import { schemeById } from '../../codes/index.ts';
import { ZhuisuError } from '../../errors.ts';
import {
  addLicence,
  describeLicence,
  describeStatement,
  isUuid,
  licenceNamed,
  licenceNumber,
  licenceSchemes,
  plainLicences,
  sayOfLicence,
} from '../../organisations/index.ts';
import { listLicences, statementsOf } from '../../store/index.ts';
import { bodyOf, numberIn } from '../bodies.ts';
import type { Context } from '../context.ts';
import { licenceShape, statementShape } from '../shapes.ts';
import { closedLicences, licenceFields } from './parts.ts';
import { inFull, noteChanges, registerAccess } from './register-access.ts';
import { dayAsked, doingOf, momentAsked, single } from './shared.ts';

type Id = { Params: { id: string } };
type Asked = { Querystring: { at?: string; known?: string } };
interface List {
  Querystring: {
    organisation?: string;
    scheme?: string;
    number?: string;
    at?: string;
    known?: string;
    perPage?: string;
    page?: string;
  };
}

export function licenceRoutes(app: FastifyInstance, context: Context): void {
  const { store } = context;
  const { database } = store;
  const read = { onRequest: context.permit('organisation_read') };

  app.get('/api/v1/licences/schemes', { onRequest: context.permit('directory') }, async () => ({
    schemes: licenceSchemes.map((id) => {
      const scheme = schemeById.get(id);
      const { name, source, verified } = scheme ?? {
        name: plainLicences[id as keyof typeof plainLicences] ?? { zh: '其他证照', en: 'Other licence' },
        source: '',
        verified: false,
      };
      return { id, name, source, verified };
    }),
  }));

  app.get<List>('/api/v1/licences', read, async (request) => {
    const query = single(request.query);
    const [day, known] = [dayAsked(query.at, context), momentAsked(query.known, context)];
    const limit = numberIn(query.perPage, 'perPage', 1, 200, 50);
    const number = query.number === undefined ? undefined : licenceNumber(query.scheme, query.number);
    const { sight } = await registerAccess(request, context);
    const rows = await listLicences(database, {
      sight,
      closed: closedLicences,
      organisation: idIn(query.organisation, 'organisation'),
      scheme: number?.scheme ?? schemeIn(query.scheme),
      number: number?.number,
      after: idIn(query.page, 'page'),
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    const said = await statementsOf(
      database,
      page.map(({ id }) => id),
    );
    return {
      licences: page.map((licence) => describeLicence(licence, said.get(licence.id)!, day, known)),
      ...(rows.length > limit ? { nextPage: page.at(-1)!.id } : {}),
    };
  });

  app.get<Id & Asked>('/api/v1/licences/:id', read, async (request) => {
    const query = single(request.query);
    const [day, known] = [dayAsked(query.at, context), momentAsked(query.known, context)];
    const licence = await licenceNamed(store, request.params.id);
    const access = await registerAccess(request, context);
    const { row } = await access.seen(licence.organisation);
    const statements = (await statementsOf(database, [licence.id])).get(licence.id)!;
    const fields = licenceFields(access, row, licence, statements);
    // Answered like one that is not there; why is written down.
    if (fields === undefined)
      throw new ZhuisuError('not_found', { came: `licence ${licence.id}` }, { cause: new ZhuisuError('denied_closed') });
    const described = describeLicence(licence, statements, day, known);
    return inFull(fields) ? { ...described, statements: statements.map(describeStatement) } : described;
  });

  app.post<Id>('/api/v1/organisations/:id/licences', { onRequest: context.permit('register') }, async (request, reply) => {
    const { id } = request.params;
    const ensure = (await registerAccess(request, context)).ensure('register');
    const { outcome, licence } = await addLicence(store, id, bodyOf(request, licenceShape), doingOf(request, context), ensure);
    if (outcome !== 'exists') await noteChanges(request, context, [{ id, what: `licence ${licence.number} ${outcome}` }]);
    return reply
      .code(outcome === 'created' ? 201 : 200)
      .header('location', `/api/v1/licences/${licence.id}`)
      .send({ outcome, ...licence });
  });

  app.post<Id>('/api/v1/licences/:id/statements', { onRequest: context.permit('review') }, async (request, reply) => {
    const ensure = (await registerAccess(request, context)).ensure('review');
    const said = await sayOfLicence(store, request.params.id, bodyOf(request, statementShape), doingOf(request, context), ensure);
    const { outcome, licence } = said;
    if (outcome !== 'exists')
      await noteChanges(request, context, [{ id: licence.organisation, what: `licence ${licence.number} ${outcome}` }]);
    return reply.code(outcome === 'exists' ? 200 : 201).send({ outcome, ...licence });
  });
}

function idIn(came: string | undefined, name: string): string | undefined {
  if (came === undefined || isUuid(came)) return came;
  throw new ZhuisuError('parameter_invalid', { name, came: came.slice(0, 40), expected: 'a UUID' });
}

function schemeIn(came: string | undefined): string | undefined {
  if (came === undefined || (licenceSchemes as readonly string[]).includes(came)) return came;
  throw new ZhuisuError('parameter_invalid', { name: 'scheme', came: came.slice(0, 40), expected: licenceSchemes.join(', ') });
}
