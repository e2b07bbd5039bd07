/** The files that people fill in for a stage: public, like the definitions they are made from. */
import type { FastifyInstance } from 'fastify';
import { sendableBy } from '../../categories/dated.ts';
import { categories } from '../../categories/index.ts';
import { profilesOf, stageNamed } from '../../records/index.ts';
import { mediaTypes, type TemplateOf, templateCsv, templateXlsx } from '../../sheets/index.ts';
import type { Store } from '../../store/index.ts';
import type { Context } from '../context.ts';
import { dayAsked, single } from '../organisations/shared.ts';

type Asked = { Querystring: { at?: string }; Params: { id: string; stage: string } };

/** Throws not_found. `day`: YYYY-MM-DD. */
export async function templateOf(store: Store, category: string, id: string, day: string): Promise<TemplateOf> {
  const set = (await profilesOf(store)).on(day);
  const { profile, stage } = stageNamed(set, category, id);
  const name = categories.find((each) => each.id === category)!;
  return {
    category,
    version: profile.version,
    stage: sendableBy(stage, day),
    name,
    rules: set.rules.get(`${category}/${id}`) ?? [],
  };
}

export function templateRoutes(app: FastifyInstance, context: Context): void {
  const asked = ({ query, params }: { query: Asked['Querystring']; params: Asked['Params'] }): Promise<TemplateOf> =>
    templateOf(context.store, params.id, params.stage, dayAsked(single(query).at, context));
  const named = ({ category, stage, version }: TemplateOf, ending: string): string =>
    `attachment; filename="${category}-${stage.id}-${version}.${ending}"; filename*=UTF-8''${encodeURIComponent(`${stage.zh}.${ending}`)}`;

  app.get<Asked>('/api/v1/categories/:id/stages/:stage/template.xlsx', async (request, reply) => {
    const made = await asked(request);
    return reply
      .header('content-disposition', named(made, 'xlsx'))
      .type(mediaTypes.xlsx)
      .send(await templateXlsx(made));
  });

  app.get<Asked>('/api/v1/categories/:id/stages/:stage/template.csv', async (request, reply) => {
    const made = await asked(request);
    return reply
      .header('content-disposition', named(made, 'csv'))
      .type(mediaTypes.csv)
      .send(await templateCsv(made));
  });
}
