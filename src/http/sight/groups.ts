/** Joint traceability groups (`/api/v1/groups`): founded, joined, left. What they open is decided in `src/access`. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isClosed, settings } from '../../access/index.ts';
import { classOf } from '../../codes/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { afterStep, type GroupStep, type MemberState, openSteps, type Standing } from '../../organisations/index.ts';
import {
  changeGroup,
  countGroupsOf,
  foundGroup,
  type GroupActRow,
  type GroupMemberRow,
  type GroupRow,
  groupActs,
  groupById,
  groupMembers,
  groupsOf,
  organisationById,
} from '../../store/index.ts';
import { bodyOf } from '../bodies.ts';
import { settle } from '../codes/looking-up.ts';
import type { Context } from '../context.ts';
import { groupShape, groupStepShape } from '../shapes.ts';
import { isUuid, ownerOf } from './deciding.ts';

interface Named {
  Params: { id: string };
}

export function groupRoutes(app: FastifyInstance, context: Context): void {
  const {
    store: { database },
    now,
  } = context;

  app.post('/api/v1/groups', { onRequest: context.permit('join_group') }, async (request, reply) => {
    const lead = firmOf(request);
    const { name, purpose, categories, products } = bodyOf(request, groupShape);
    const closed = categories.find((each) => isClosed(each));
    if (closed !== undefined)
      throw new ZhuisuError('value_invalid', { path: 'categories', came: closed, expected: 'categories that are open' });
    await ensureRoom(lead, 'name');
    const classes =
      products && (await Promise.all(products.map(async (code) => classOf(await settle(context.store, code)).class)));
    const row = {
      id: randomUUID(),
      name: name.trim(),
      purpose: purpose.trim(),
      lead,
      categories: [...new Set(categories)],
      products: classes ? [...new Set(classes)] : null,
      foundedAt: now(),
    };
    await foundGroup(database, row, actOf(request, 'found'));
    await context.audited(request, 'group_changed', row.id, `found ${row.name}`);
    return reply
      .code(201)
      .header('location', `/api/v1/groups/${row.id}`)
      .send(await details(request, row.id));
  });

  app.get('/api/v1/groups', { onRequest: context.permit('see_groups') }, async (request) => ({
    groups: (await groupsOf(database, firmOf(request), 200)).map(told),
  }));

  app.get<Named>('/api/v1/groups/:id', { onRequest: context.permit('see_groups') }, (request) =>
    details(request, request.params.id),
  );

  app.post<Named>('/api/v1/groups/:id/steps', { onRequest: context.permit('join_group') }, async (request) => {
    const actor = firmOf(request);
    const { id } = request.params;
    const { step, organisation: other, reason } = bodyOf(request, groupStepShape);
    await details(request, id);
    if (step === 'invite' && other !== undefined) await ensureInvitable(other);
    await changeGroup(database, id, (row, members) => {
      const inside = members.filter(({ state }) => state === 'joined' || state === 'invited').length;
      if (step === 'invite' && inside >= settings.groupMembers.value)
        throw new ZhuisuError('value_invalid', {
          path: 'organisation',
          came: `member ${inside + 1}`,
          expected: `up to ${settings.groupMembers.value} members`,
        });
      return {
        ...afterStep(standingOf(row, members), step as GroupStep, actor, other),
        act: { ...actOf(request, step), other: other ?? null, reason: reason?.trim() ?? null },
      };
    });
    await context.audited(request, 'group_changed', id, other === undefined ? step : `${step} ${other}`);
    return details(request, id);
  });

  /** Throws not_found for a group that the asker neither is in, nor was, nor is invited to. Of one that it left it is told how it was then alone. */
  async function details(request: FastifyRequest, id: string): Promise<object> {
    const firm = firmOf(request);
    const row = isUuid(id) ? await groupById(database, id) : undefined;
    const members = row === undefined ? [] : await groupMembers(database, id);
    const own = members.find(({ organisation }) => organisation === firm);
    if (row === undefined || own === undefined) throw new ZhuisuError('not_found', { came: request.url.slice(0, 120) });
    const inside = own.state === 'joined' || own.state === 'invited';
    const acts = await groupActs(database, id);
    const mine = acts.filter(({ organisation, other }) => organisation === firm || other === firm);
    return {
      ...told({ ...row, state: own.state }),
      members: (inside ? members : [own]).map(({ changedAt, ...each }) => ({ ...each, changedAt: iso(changedAt) })),
      acts: (inside ? acts : mine).map(({ at, ...act }) => ({ at: iso(at), ...present(act) })),
      openSteps: openSteps(standingOf(row, members), firm),
    };
  }

  /** Throws value_invalid. */
  async function ensureInvitable(id: string): Promise<void> {
    const found = await organisationById(database, id);
    if (found === undefined || !['enterprise', 'platform'].includes(found.kind) || found.status !== 'active')
      throw new ZhuisuError('value_invalid', {
        path: 'organisation',
        came: JSON.stringify(id),
        expected: 'an enterprise or platform that is registered and active',
      });
    await ensureRoom(id, 'organisation');
  }

  async function ensureRoom(organisation: string, path: string): Promise<void> {
    const most = settings.groupsOfFirm.value;
    if ((await countGroupsOf(database, organisation)) >= most)
      throw new ZhuisuError('value_invalid', { path, came: `group ${most + 1} of the firm`, expected: `up to ${most} groups` });
  }

  const actOf = (request: FastifyRequest, act: string): GroupActRow => ({
    at: now(),
    act,
    organisation: firmOf(request),
    other: null,
    account: request.principal.account ?? null,
    through: request.principal.organisation?.through?.organisation ?? null,
    reason: null,
  });
}

/** Throws not_allowed: the operator is no firm. */
function firmOf(request: FastifyRequest): string {
  const organisation = ownerOf(request);
  if (organisation === undefined) throw new ZhuisuError('not_allowed', { cause: 'join_group' });
  return organisation;
}

const standingOf = (row: GroupRow, members: readonly GroupMemberRow[]): Standing => ({
  lead: row.lead,
  ended: row.endedAt !== null,
  members: new Map(members.map(({ organisation, state }) => [organisation, state as MemberState])),
});

const iso = (millis: number): string => new Date(millis).toISOString();

const told = ({
  foundedAt,
  endedAt,
  ...row
}: Omit<GroupRow, 'endedAt'> & { endedAt?: number | null; state: string }): object => ({
  ...row,
  foundedAt: iso(foundedAt),
  ...(endedAt == null ? {} : { endedAt: iso(endedAt) }),
});

const present = (row: object): object => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
