/** /account/organisation/programs and …/sharing: tokens, who acts for the organisation, who sees its data. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { programsPage, sharingPage } from '../../../web/account/index.ts';
import { consentInForce, decide, settings } from '../../access/index.ts';
import {
  type Desk,
  dropToken,
  endDelegation,
  grantDelegation,
  listDelegations,
  listOrganisationTokens,
} from '../../accounts/index.ts';
import { categories } from '../../categories/index.ts';
import { consentsOf, type DelegationRow, listOrganisations, looksFor, organisationById } from '../../store/index.ts';
import type { Context } from '../context.ts';
import { endConsent, newConsent } from '../sight/consents.ts';
import { groundOfConsent } from '../sight/deciding.ts';
import { type Asked, showPage, takeForm } from './forms.ts';
import { administeredBy, headOf, scopesFor, tokenState } from './people-pages.ts';

const programs = '/account/organisation/programs';
const sharing = '/account/organisation/sharing';
/** Of a register of thousands the nearest are offered; the others have an API. */
const mostOffered = 200;
const mostShown = 100;

export function sharingPages(app: FastifyInstance, context: Context, desk: Desk): void {
  const { store, now } = context;
  const nameOf = async (id: string): Promise<string> => (await organisationById(store.database, id))?.name ?? id;

  /** Registered organisations of these kinds that act, by name. */
  async function offered(kinds: readonly string[], own: string) {
    const rows = await listOrganisations(store.database, { kinds, statuses: ['active'], limit: mostOffered });
    return rows
      .filter(({ id }) => id !== own)
      .map(({ id, name }) => ({ value: id, zh: name }))
      .sort((a, b) => a.zh.localeCompare(b.zh, 'zh'));
  }

  function delegationState({ withdrawnAt, until, from }: DelegationRow) {
    if (withdrawnAt !== null) return 'withdrawn';
    return until.getTime() <= now() ? 'over' : from.getTime() > now() ? 'later' : 'in_force';
  }

  async function programsOf({ request, refusal }: Asked): Promise<string> {
    const { id } = administeredBy(request);
    const delegations = await listDelegations(desk, request.principal);
    return programsPage({
      ...(await headOf(context, request)),
      refusal,
      tokens: (await listOrganisationTokens(desk, request.principal)).map((row) => ({
        ...row,
        endsAt: row.endsAt.getTime(),
        usedAt: row.usedAt?.getTime(),
        state: tokenState(row, now()),
      })),
      delegations: await Promise.all(
        delegations.map(async (row) => ({
          id: row.id,
          given: row.organisation === id,
          other: await nameOf(row.organisation === id ? row.delegate : row.organisation),
          scopes: row.scopes,
          from: row.from.getTime(),
          until: row.until.getTime(),
          state: delegationState(row),
        })),
      ),
      delegates: await offered(['vendor', 'association'], id),
      actions: scopesFor(request.principal, now()),
    });
  }

  const mayConsent = ({ principal }: FastifyRequest): boolean => decide(principal, 'consent', undefined, { now: now() }).allowed;

  async function sharingOf({ request, refusal }: Asked): Promise<string> {
    const { id } = administeredBy(request);
    const consenting = mayConsent(request);
    const given = consenting ? (await consentsOf(store.database, id, mostShown)).filter(({ grantor }) => grantor === id) : [];
    const looks = await looksFor(store.database, id, now(), mostShown);
    const nameById = new Map(categories.map((each) => [each.id as string, each.zh]));
    return sharingPage({
      ...(await headOf(context, request)),
      refusal,
      consenting,
      consents: await Promise.all(
        given.map(async (row) => ({
          id: row.id,
          receiver: await nameOf(row.receiver),
          kind: row.kind,
          purpose: row.purpose,
          categories: (row.categories ?? []).map((each) => nameById.get(each) ?? each),
          things: row.things?.length ?? 0,
          from: row.from,
          until: row.until,
          state:
            row.withdrawnAt !== null ? ('withdrawn' as const) : consentInForce(groundOfConsent(row), now()) ? 'in_force' : 'over',
        })),
      ),
      looks: await Promise.all(
        looks.map(async ({ organisation, at, ground, reason, events }) => ({
          who: await nameOf(organisation),
          at,
          ground,
          reason,
          events,
          own: organisation === id,
        })),
      ),
      delay: settings.lookDelayDays.value,
      receivers: consenting ? await offered(['bank', 'insurer', 'platform', 'association'], id) : [],
      categories: categories.map(({ id: value, zh, en }) => ({ value, zh, en })),
      days: settings.consentDays.value,
    });
  }

  showPage(app, programs, programsOf);
  const onPrograms = (path: string, step: (asked: Asked & { form: URLSearchParams }) => Promise<unknown>): void =>
    takeForm(app, context, `${programs}/${path}`, { again: programsOf, back: () => programs, step: (asked) => step(asked) });
  onPrograms('tokens/revoke', ({ request, form }) => dropToken(desk, request.principal, form.get('token') ?? ''));
  onPrograms('delegations', ({ request, form }) => {
    // The whole of the day, where people are.
    const until = `${form.get('until') ?? ''}T23:59:59+08:00`;
    const given = { delegate: form.get('delegate'), scopes: form.getAll('scopes'), until };
    return grantDelegation(desk, request.principal, given).then(() => undefined);
  });
  onPrograms('delegations/withdraw', ({ request, form }) => endDelegation(desk, request.principal, form.get('id') ?? ''));

  showPage(app, sharing, sharingOf);
  const onSharing = (path: string, step: (asked: Asked & { form: URLSearchParams }) => Promise<unknown>): void =>
    takeForm(app, context, path, {
      again: sharingOf,
      back: () => sharing,
      async step(asked) {
        administeredBy(asked.request);
        return step(asked);
      },
    });
  onSharing(sharing, async ({ request, form }) => {
    const named = form.getAll('categories');
    await newConsent(context, request, {
      receiver: form.get('receiver'),
      kind: form.get('kind'),
      purpose: form.get('purpose'),
      days: Number(form.get('days')),
      ...(named.length === 0 ? {} : { categories: named }),
    });
  });
  onSharing(`${sharing}/withdraw`, async ({ request, form }) => void (await endConsent(context, request, form.get('id') ?? '')));
}
