/** /register/again: whoever was refused sees why, corrects what was given, and sends it to review once more. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { registerPage } from '../../../web/portal/index.ts';
import { auditIn } from '../../audit/index.ts';
import type { Problem } from '../../errors.ts';
import { resubmit } from '../../organisations/index.ts';
import { type OrganisationRow, organisationById, organisationChanges, sitesOf } from '../../store/index.ts';
import { onwards, sendPrivate, statusPath } from '../accounts/pages.ts';
import { formToken, formType, sessionForm, sessionIn } from '../accounts/requests.ts';
import type { Context } from '../context.ts';
import { registerAccess } from '../organisations/register-access.ts';
import { alreadyThere, reviewersOf } from '../organisations/reviewers.ts';
import { doingOf, registryOf } from '../organisations/shared.ts';
import { asZhuisuError, problemOf } from '../problems.ts';
import { type Before, type Filled, filledIn, readFilled, townsOf } from './register-form.ts';

const path = '/register/again';

/** The form is that of enterprises; others correct theirs by the API, or with whom reviews them. */
export async function mayCorrect(request: FastifyRequest, context: Context, row: OrganisationRow): Promise<boolean> {
  if (row.status !== 'refused' || row.kind !== 'enterprise' || row.jurisdiction !== undefined) return false;
  return (await registerAccess(request, context)).may('register')(row, row) === undefined;
}

/** In the content type parser of the plugin that it is called in. */
export function resubmittingRoutes(app: FastifyInstance, context: Context): void {
  const { store, config, now } = context;
  const { database } = store;

  /** The organisation of whoever asks; undefined where there is nothing to correct. */
  async function refused(request: FastifyRequest): Promise<OrganisationRow | undefined> {
    const { stage, organisation } = sessionIn(request);
    const row = stage === 'open' && organisation !== null ? await organisationById(database, organisation) : undefined;
    return row !== undefined && (await mayCorrect(request, context, row)) ? row : undefined;
  }

  app.get(path, async (request, reply) => {
    const row = await refused(request);
    if (row === undefined) return onwards(reply, 'open', statusPath);
    const [site] = await sitesOf(database, row.id);
    const given = new URLSearchParams({ legal: row.form, name: row.name, uscc: row.uscc ?? '', area: row.areas[0] ?? '' });
    for (const each of row.categories) given.append('categories', each);
    given.set('site', site?.name ?? '');
    return show(request, reply, 200, row, filledIn(given, 'legal'), row.version);
  });

  app.post(
    path,
    { onRequest: context.permit('register'), config: { rate: 'register', media: formType } },
    async (request, reply) => {
      const form = sessionForm(request, config);
      const row = await refused(request);
      // Sent twice, or taken up again meanwhile: where it stands says so.
      if (row === undefined) return onwards(reply, 'open', statusPath);
      const filled = filledIn(form, 'legal');
      const version = Number(form.get('version'));
      try {
        const { read, faults } = readFilled(filled, registryOf(context), await beforeOf(row, filled));
        if (read === undefined) return show(request, reply, faults[0]!.problem.status, row, filled, version, { faults });
        const { form: legal, name, uscc, areas, categories } = read.registration;
        const sent = { id: row.id, fields: { form: legal, name, uscc, areas, categories }, site: read.site };
        const ensure = (await registerAccess(request, context)).ensure('register');
        const done = await resubmit(
          store,
          { ...sent, reason: filled.note, version },
          doingOf(request, context),
          ensure,
          (client) =>
            auditIn(
              client,
              [
                {
                  kind: 'organisation_changed',
                  principal: request.principal,
                  object: row.id,
                  outcome: 'allowed',
                  reason: 'sent again after a refusal',
                  request: request.id,
                  address: request.ip,
                },
              ],
              now(),
            ),
        );
        if (done === undefined) throw alreadyThere(context, read.registration);
        return onwards(reply, 'open', statusPath);
      } catch (error) {
        const refusal = asZhuisuError(error, request);
        if (refusal.row.status >= 500) throw error;
        return show(request, reply, refusal.row.status, row, filled, version, { refusal: problemOf(refusal) });
      }
    },
  );

  async function beforeOf({ id, areas }: OrganisationRow, { ticked }: Filled): Promise<Before> {
    const [site] = await sitesOf(database, id);
    if (site === undefined) return { id, areas: areas.slice(1), site: undefined };
    const { area, organisation: _, closedAt, categories, ...rest } = site;
    // A site in the area that the form tells moves with it.
    const stays = area === areas[0] ? {} : { area };
    const kept = {
      ...rest,
      ...stays,
      categories: categories.filter((each) => ticked.includes(each)),
      closed: closedAt !== undefined,
    };
    return { id, areas: areas.slice(1), site: kept };
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    row: OrganisationRow,
    filled: Filled,
    version: number,
    { faults = [], refusal }: { faults?: Parameters<typeof registerPage>[0]['faults']; refusal?: Problem } = {},
  ): Promise<FastifyReply> {
    const { password: _, again: __, ...kept } = filled;
    const changes = await organisationChanges(database, row.id);
    const reason = changes.findLast(({ action }) => action === 'refuse')?.reason ?? '';
    const view = {
      key: filled.key,
      login: sessionIn(request).login,
      filled: kept,
      faults,
      refusal,
      areas: townsOf(registryOf(context)),
      least: 0,
      signedIn: undefined,
      again: { token: formToken(request, config), version, reason, reviewers: reviewersOf(context, row) },
    };
    return sendPrivate(reply, registerPage(view), status);
  }
}
