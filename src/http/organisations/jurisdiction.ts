/** The jurisdiction on a day: its areas, its departments by their names of then, who led and joined what. */
import type { FastifyInstance } from 'fastify';
import { categories } from '../../categories/index.ts';
import { type Day, type Department, holds, type Jurisdiction, nameAt, responsibleAt } from '../../jurisdictions/index.ts';
import { bodyId } from '../../organisations/index.ts';
import type { Context } from '../context.ts';
import { dayAsked, single } from './shared.ts';

export function jurisdictionRoutes(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: { at?: string } }>('/api/v1/jurisdiction', { onRequest: context.permit('directory') }, async (request) =>
    describe(context.config.jurisdiction, dayAsked(single(request.query).at, context)),
  );
}

function describe(jurisdiction: Jurisdiction, day: Day): object {
  const { areas, departments, functions, children, ...itself } = jurisdiction;
  return {
    ...itself,
    at: day,
    areas: areas.filter((area) => holds(area, day)),
    departments: departments.filter((each) => holds(each, day)).map((each) => describeDepartment(jurisdiction, each, day)),
    functions,
    categories: categories.map(({ id, zh, en }) => {
      const { leads, tasks, joins } = responsibleAt(jurisdiction, id, day);
      return {
        id,
        zh,
        en,
        leads: leads.map((each) => each.id),
        joins: joins.map((each) => each.id),
        tasks: tasks.map(({ department, task }) => ({ department: department.id, zh: task.zh, en: task.en })),
      };
    }),
    ...(children === undefined ? {} : { children: children.map((each) => describe(each, day)) }),
  };
}

function describeDepartment({ id: jurisdiction, code }: Jurisdiction, department: Department, day: Day) {
  const { id, kind, level, areas = [code], leads, joins, coordinates = false, functions } = department;
  const { zh, en, source, verified } = nameAt(department, day);
  const organisation = bodyId(jurisdiction, id);
  return { id, organisation, kind, level, zh, en, source, verified, areas, leads, joins, coordinates, functions };
}
