/**
 * What is recorded, category by category: pages that the profiles in force today write, those of a department among them. The same for
 * everybody: a definition is no data of anyone.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { categoryGuide, guideHome, guideSheet, stageGuide } from '../../web/guide/index.ts';
import { sendableBy } from '../categories/dated.ts';
import { categories } from '../categories/index.ts';
import { comesOfShown } from '../categories/rules/comes.ts';
import { shownRules } from '../categories/rules/shown.ts';
import { dayOf } from '../categories/rules/situation.ts';
import { ZhuisuError } from '../errors.ts';
import { type ProfileSet, profilesOf } from '../records/index.ts';
import { originOf } from './bodies.ts';
import type { Context } from './context.ts';
import { styleSource } from './page-styles.ts';

const policy = `default-src 'none'; ${styleSource(guideSheet)}; img-src data:; base-uri 'none'; frame-ancestors 'none'`;

const send = (reply: FastifyReply, page: string): FastifyReply =>
  reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(page);

export function guideRoutes(app: FastifyInstance, context: Context): void {
  const inForce = async (): Promise<ProfileSet> => (await profilesOf(context.store)).on(dayOf(context.now() * 1_000));
  const placeOf = async (id: string) => {
    const set = await inForce();
    const category = categories.find((each) => each.id === id);
    const profile = set.profiles.find((each) => each.category === id);
    if (category === undefined || profile === undefined) throw new ZhuisuError('not_found', { came: `/docs/${id.slice(0, 60)}` });
    return { set, category, profile };
  };

  app.get('/docs', async (_, reply) => send(reply, guideHome((await inForce()).profiles)));

  app.get<{ Params: { category: string } }>('/docs/:category', async (request, reply) => {
    const { category, profile } = await placeOf(request.params.category);
    return send(reply, categoryGuide(category, profile));
  });

  app.get<{ Params: { category: string; stage: string } }>('/docs/:category/:stage', async (request, reply) => {
    const { set, category, profile } = await placeOf(request.params.category);
    const stage = profile.stages.find(({ id }) => id === request.params.stage);
    if (stage === undefined)
      throw new ZhuisuError('not_found', { came: `/docs/${category.id}/${request.params.stage.slice(0, 60)}` });
    const own = set.rules.get(`${category.id}/${stage.id}`) ?? [];
    const rules = shownRules(own, category.id, set.profiles, [...set.lists.values()]);
    const today = dayOf(context.now() * 1_000);
    const { profiles, lists } = set;
    const { comes, profiles: shown } = comesOfShown(category.id, stage.id, { profiles, lists }, today);
    const sendable = sendableBy(stage, today);
    return send(
      reply,
      stageGuide({ category, profile, stage: sendable, rules, comes, profiles: shown, origin: originOf(request, context) }),
    );
  });
}
