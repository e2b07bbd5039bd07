/** The next version of a category, by its lead department: draft, check, publish. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { decide } from '../../access/index.ts';
import { publishRequest } from '../../contract/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { isUuid } from '../../organisations/index.ts';
import { checkDraft, type Drafting, draft, draftNamed, ensureCategory, profilesOf, publish } from '../../records/index.ts';
import { type DraftRow, draftsOf } from '../../store/index.ts';
import { bodyObject, bodyOf } from '../bodies.ts';
import type { Context } from '../context.ts';

type Id = { Params: { id: string } };
type Named = { Params: { id: string; draft: string } };

/** A whole profile is some hundred kilobytes. */
const mostBytes = 8 << 20;
const mostListed = 200;
const day = /^\d{4}-\d\d-\d\d$/;

export function definingRoutes(app: FastifyInstance, context: Context): void {
  const { store, now } = context;
  const onRequest = context.permit('define');
  const route = { onRequest, bodyLimit: mostBytes };

  /** Throws why this category is not theirs to define. */
  async function ensureTheirs(request: FastifyRequest, category: string): Promise<void> {
    ensureCategory(category);
    const decision = decide(
      request.principal,
      'define',
      { kind: 'event', event: { category, parties: [] } },
      await context.why(request),
    );
    if (!decision.allowed) throw new ZhuisuError(decision.reason, { cause: 'define' });
  }
  const draftingOf = ({ principal }: FastifyRequest): Drafting => ({
    actor: principal.account ?? principal.kind,
    organisation: principal.organisation?.id,
    now: now(),
  });
  const own = async (request: FastifyRequest<Named>): Promise<DraftRow> => {
    await ensureTheirs(request, request.params.id);
    return draftNamed(store, request.params.id, request.params.draft);
  };

  app.get<Id>('/api/v1/categories/:id/versions', async ({ params }) => {
    ensureCategory(params.id);
    const versions = (await profilesOf(store)).versionsOf(params.id);
    return { versions: versions.map(({ version, validFrom }) => ({ version, validFrom })) };
  });

  app.post<Id>('/api/v1/categories/:id/drafts', route, async (request, reply) => {
    const { id } = request.params;
    await ensureTheirs(request, id);
    const row = await draft(store, id, bodyObject(request), draftingOf(request));
    const faults = await checkDraft(store, row, now());
    await context.audited(request, 'rule_changed', row.id, `drafted for ${id}`);
    return reply
      .code(201)
      .header('location', `/api/v1/categories/${id}/drafts/${row.id}`)
      .send({ ...told(row), faults });
  });

  app.get<Id>('/api/v1/categories/:id/drafts', { onRequest }, async (request) => {
    await ensureTheirs(request, request.params.id);
    return { drafts: (await draftsOf(store.database, request.params.id, mostListed)).map(told) };
  });

  app.get<Named>('/api/v1/categories/:id/drafts/:draft', { onRequest }, async (request) => {
    const row = await own(request);
    return { ...told(row), profile: JSON.parse(row.profile) as unknown };
  });

  app.post<Named>('/api/v1/categories/:id/drafts/:draft/check', route, async (request) => {
    const faults = await checkDraft(store, await own(request), now());
    return { ok: faults.length === 0, faults };
  });

  app.post<Named>('/api/v1/categories/:id/drafts/:draft/publish', route, async (request, reply) => {
    const row = await own(request);
    const { version, validFrom, reason = '' } = bodyOf(request, publishRequest);
    const release = { version, validFrom };
    if (!day.test(release.validFrom) || Number.isNaN(Date.parse(release.validFrom)))
      throw new ZhuisuError('value_invalid', {
        path: 'validFrom',
        came: release.validFrom,
        expected: 'a day such as 2026-05-01',
      });
    await publish(store, row, release, draftingOf(request));
    await context.audited(
      request,
      'rule_changed',
      row.id,
      `published ${row.category} ${release.version} from ${release.validFrom} ${reason}`,
    );
    return reply.code(201).send({ ...told({ ...row, published: release.version }), ...release });
  });
}

const told = ({ profile: _, createdAt, published, organisation, ...row }: DraftRow) => ({
  ...row,
  createdAt: new Date(createdAt).toISOString(),
  ...(organisation === null || !isUuid(organisation) ? {} : { organisation }),
  ...(published === null ? {} : { published }),
});
