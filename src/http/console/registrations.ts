/** /console/registrations: whoever reviews finds what waits for them, and decides with a reason. The same decisions as those of the API. */
import type { FastifyInstance } from 'fastify';
import { type RegistrationsView, registrationPage, registrationsPage } from '../../../web/console/index.ts';
import { registerSightOf } from '../../access/index.ts';
import { categories } from '../../categories/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { areaAt } from '../../jurisdictions/index.ts';
import { type Decision, decide, describeLicence, sentAgain, states, transitions } from '../../organisations/index.ts';
import {
  accountOf,
  identifiersOf,
  listLicences,
  listOrganisations,
  type OrganisationRow,
  organisationChanges,
  sitesOf,
  statementsOf,
} from '../../store/index.ts';
import { type Asked, showPage, takeForm } from '../accounts/forms.ts';
import { formToken } from '../accounts/requests.ts';
import type { Context } from '../context.ts';
import { ownActors } from '../organisations/own-actors.ts';
import { licencesSeen, placesSeen } from '../organisations/parts.ts';
import { inFull, noteChanges, registerAccess } from '../organisations/register-access.ts';
import { doingOf, pageEnd, pageToken, registryOf } from '../organisations/shared.ts';
import { isUuid } from '../sight/deciding.ts';

const path = '/console/registrations';
const perPage = 30;
const mostCounted = 99;

export function registrationPages(app: FastifyInstance, context: Context): void {
  const { store, config } = context;
  const { database } = store;

  /** Login of the account that an organisation made for itself when it registered. */
  async function selfOf({ id, account }: OrganisationRow): Promise<string | undefined> {
    const own = account !== undefined && isUuid(account) ? await accountOf(database, account) : undefined;
    return own?.organisation === id ? own.login : undefined;
  }

  /** The last time that it sent itself to review again, with what was corrected. */
  async function againOf({ id, version }: OrganisationRow): Promise<RegistrationsView['lines'][number]['again']> {
    if (version === 1) return undefined;
    const changes = await organisationChanges(database, id);
    const found = sentAgain(changes, await ownActors(database, id, changes));
    if (found === undefined) return undefined;
    return { ...found, parts: changedParts(found.before, found.after).filter((each) => each !== partNames.status) };
  }

  async function lineOf(row: OrganisationRow): Promise<RegistrationsView['lines'][number]> {
    const { today } = registryOf(context);
    return {
      ...row,
      uscc: row.uscc,
      self: await selfOf(row),
      again: await againOf(row),
      areas: row.areas.map((code) => areaAt(config.jurisdiction, code, today) ?? { zh: code, en: code }),
      categories: row.categories.map((id) => categories.find((each) => each.id === id) ?? { zh: id, en: id }),
      statusName: states[row.status as keyof typeof states],
    };
  }

  showPage(app, path, async ({ request }) => {
    const { status = 'registered', q = '', page } = request.query;
    const state = Object.hasOwn(states, status) ? [status] : undefined;
    const sight = registerSightOf(request.principal, 'review', await context.why(request));
    const text = q.trim().slice(0, 100) || undefined;
    const rows = await listOrganisations(database, { statuses: state, text, sight, after: pageEnd(page), limit: perPage + 1 });
    const waiting = await listOrganisations(database, { statuses: ['registered'], sight, limit: mostCounted + 1 });
    const shown = rows.slice(0, perPage);
    return registrationsPage({
      lines: await Promise.all(shown.map(lineOf)),
      status: state === undefined ? '' : status,
      states: Object.entries(states).map(([value, { zh, en }]) => ({ value, zh, en })),
      q: text ?? '',
      next: rows.length > perPage ? pageToken(shown.at(-1)!) : undefined,
      first: page === undefined,
      waiting: waiting.length,
      mostCounted,
    });
  });

  async function one({ request, refusal, form }: Asked): Promise<string> {
    const access = await registerAccess(request, context);
    const { row, fields } = await access.seen(request.params.id!);
    if (!inFull(fields)) throw new ZhuisuError('denied_not_party');
    const [allSites, allIdentifiers, all, allChanges] = await Promise.all([
      sitesOf(database, row.id),
      identifiersOf(database, row.id),
      listLicences(database, { organisation: row.id, limit: 200 }),
      organisationChanges(database, row.id),
    ]);
    const said = await statementsOf(
      database,
      all.map(({ id }) => id),
    );
    const held = licencesSeen(access, row, all, said);
    const { sites, identifiers, changes } = placesSeen(access, row, {
      sites: allSites,
      identifiers: allIdentifiers,
      changes: allChanges,
    });
    const shown = { ...row, categories: row.categories.filter((each) => access.partFields(row, [each]) !== undefined) };
    const { today } = registryOf(context);
    return registrationPage({
      token: formToken(request, config),
      refusal,
      line: await lineOf(shown),
      version: row.version,
      address: row.address,
      sites: sites.map(({ name, area, address }) => ({
        name,
        area: areaAt(config.jurisdiction, area, today)?.zh ?? area,
        address,
      })),
      // Its own id and those of its sites say nothing to a person.
      identifiers: identifiers.flatMap(({ uri }) => (uri.startsWith('urn:uuid:') ? [] : [uri])),
      licences: held.map((licence) => {
        const { schemeName, number, state, statement } = describeLicence(licence, said.get(licence.id)!, today, context.now());
        return { scheme: schemeName, number, state, until: statement?.to };
      }),
      changes: await Promise.all(
        changes.toReversed().map(async ({ at, actor, action, reason, before, after }) => ({
          at,
          who: await nameOf(actor),
          what: whatWasDone(action),
          reason,
          parts: changedParts(before, after),
        })),
      ),
      decisions: (Object.keys(transitions) as Decision[])
        .filter((id) => (transitions[id].from as readonly string[]).includes(row.status))
        // What waits is approved or refused.
        .filter((id) => !(id === 'close' && row.status === 'registered'))
        // A refusal that was a mistake is taken up again by whoever refused.
        .map((id) => ({ id, ...transitions[id], ...(id === 'resubmit' ? { zh: '重新受理', en: 'take up again' } : {}) })),
      readOnly: reviewable(access, row) !== undefined,
      done: refusal === undefined && request.query.done === '1',
      typed: form?.get('reason')?.slice(0, 500) ?? '',
    });
  }

  const reviewable = (access: Awaited<ReturnType<typeof registerAccess>>, row: OrganisationRow): unknown => {
    if (row.jurisdiction !== undefined) return 'a body of the jurisdiction';
    return access.may('review')(row, undefined);
  };

  const nameOf = async (actor: string): Promise<string> =>
    isUuid(actor) ? ((await accountOf(database, actor))?.name ?? actor) : (actors[actor] ?? actor);

  showPage(app, `${path}/:id`, one);
  takeForm(app, context, `${path}/:id/decisions`, {
    again: one,
    back: (request) => `${path}/${request.params.id}?done=1`,
    async step({ request, form }) {
      const ensure = (await registerAccess(request, context)).ensure('review');
      const said = { decision: form.get('decision'), reason: oneLine(form.get('reason')), version: Number(form.get('version')) };
      const row = await decide(store, request.params.id!, said, doingOf(request, context), ensure);
      // What its people may is felt at their next request.
      app.desk.credentials.forgetAll();
      await noteChanges(request, context, [{ id: row.id, what: `${said.decision}: ${said.reason}` }]);
    },
  });
}

/** Who acts without an account. */
const actors: Readonly<Record<string, string>> = {
  operator: '运维口令 the bootstrap token',
  machine: '本机 this machine',
  start: '启动时由辖区文件 from the file of the jurisdiction',
};

/** A reason is one line, whatever the box it was typed into. */
const oneLine = (text: string | null): string => (text ?? '').replace(/\s*[\r\n]+\s*/g, ' ').trim();

const others: Readonly<Record<string, { zh: string; en: string }>> = {
  register: { zh: '登记', en: 'registered' },
  change: { zh: '变更', en: 'changed' },
  site_added: { zh: '增加场所', en: 'a site added' },
  site_changed: { zh: '变更场所', en: 'a site changed' },
  identifier_added: { zh: '增加标识', en: 'an identifier added' },
  identifier_dropped: { zh: '取消标识', en: 'an identifier dropped' },
};

function whatWasDone(action: string): { zh: string; en: string } {
  if (Object.hasOwn(transitions, action)) return transitions[action as Decision];
  return others[action] ?? { zh: action, en: action };
}

const partNames: Readonly<Record<string, string>> = {
  name: '名称',
  areas: '区划',
  categories: '品类',
  address: '地址',
  kind: '类别',
  form: '组织形式',
  uscc: '信用代码',
  status: '状态',
};

function changedParts(before: string, after: string): string[] {
  const names = new Set([...Object.keys(JSON.parse(before) as object), ...Object.keys(JSON.parse(after) as object)]);
  return before === '{}' ? [] : [...names].flatMap((name) => partNames[name] ?? []);
}
