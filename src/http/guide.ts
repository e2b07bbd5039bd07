/** What is recorded, category by category: pages that the profiles write. The same for everybody: a definition is no data of anyone. */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { categoryGuide, guideHome, guideSheet, stageGuide } from '../../web/guide/index.ts';
import { stylesheet } from '../../web/portal/index.ts';
import { categories } from '../categories/index.ts';
import { shippedLists, shippedProfiles } from '../categories/profiles/index.ts';
import { shownRules } from '../categories/rules/shown.ts';
import { ZhuisuError } from '../errors.ts';
import { originOf } from './bodies.ts';
import type { Context } from './context.ts';

const hashes = [stylesheet, guideSheet].map((sheet) => `'sha256-${createHash('sha256').update(sheet).digest('base64')}'`);
const policy = `default-src 'none'; style-src ${hashes.join(' ')}; img-src data:; base-uri 'none'; frame-ancestors 'none'`;

const send = (reply: FastifyReply, page: string): FastifyReply =>
  reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(page);

export function guideRoutes(app: FastifyInstance, context: Context): void {
  const profileOf = (id: string) => {
    const category = categories.find((each) => each.id === id);
    const profile = shippedProfiles.find((each) => each.category === id);
    if (category === undefined || profile === undefined) throw new ZhuisuError('not_found', { came: `/docs/${id.slice(0, 60)}` });
    return { category, profile };
  };

  app.get('/docs', async (_, reply) => send(reply, guideHome(shippedProfiles)));

  app.get<{ Params: { category: string } }>('/docs/:category', async (request, reply) => {
    const { category, profile } = profileOf(request.params.category);
    return send(reply, categoryGuide(category, profile));
  });

  app.get<{ Params: { category: string; stage: string } }>('/docs/:category/:stage', async (request, reply) => {
    const { category, profile } = profileOf(request.params.category);
    const stage = profile.stages.find(({ id }) => id === request.params.stage);
    if (stage === undefined)
      throw new ZhuisuError('not_found', { came: `/docs/${category.id}/${request.params.stage.slice(0, 60)}` });
    const own = profile.rules.filter(({ stages }) => stages.includes(stage.id));
    const rules = await shownRules(own, category.id, shippedProfiles, shippedLists);
    return send(reply, stageGuide({ category, profile, stage, rules, origin: originOf(request, context) }));
  });
}
