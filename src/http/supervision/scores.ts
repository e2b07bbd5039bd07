/** GET /api/v1/scores: coverage, continuity, completeness and timeliness, and the lists that stand behind each number. */
import type { FastifyInstance } from 'fastify';
import { ZhuisuError } from '../../errors.ts';
import { turnPage } from '../../query/index.ts';
import {
  type FirmPlace,
  firmPositions,
  type ScoreAsk,
  type ScoreMark,
  type Sight,
  scoreMark,
  scoreRows,
} from '../../store/index.ts';
import {
  dutiesOf,
  formulas,
  type KeepCount,
  type Score,
  type ScoreBy,
  scoreDays,
  scoreGroups,
  scoreLists,
  scoresOf,
} from '../../supervision/index.ts';
import { detectors } from '../../watch/index.ts';
import type { Context } from '../context.ts';
import { dayAsked, iso, single } from '../organisations/shared.ts';
import { linkNext, tokenOf, wholeNumber } from '../paging.ts';
import { isUuid } from '../sight/deciding.ts';
import { answersForOn } from './duties.ts';

const day = 86_400_000;
const names = ['by', 'at', 'category', 'area', 'department', 'organisation'];

const parameter = (detector: string, name: string): number =>
  detectors.find(({ id }) => id === detector)?.parameters[name] ?? Number.NaN;
const bounds = {
  confirmDays: parameter('delivery_not_confirmed', 'days'),
  lateHours: parameter('late_upload', 'hours'),
};

type Query = Partial<Record<string, string>>;

export interface ScoresTold {
  readonly by: ScoreBy;
  readonly at: string;
  /** ISO 8601; the days that were counted. */
  readonly from: string;
  /** The moment for which the numbers are true. */
  readonly until: string;
  readonly total: Score;
}

/** How the same numbers are had elsewhere. */
export type ScoresAt = (sight: Sight, query: Query, by: ScoreBy) => Promise<ScoresTold>;

export function scoreRoutes(app: FastifyInstance, context: Context, keep: KeepCount): ScoresAt {
  const { store, config } = context;
  const onRequest = context.permit('watch');

  app.get<{ Querystring: Query }>('/api/v1/scores', { onRequest }, async (request) => {
    const query = single(request.query);
    only(query, names);
    const by = oneOf('by', query.by, scoreGroups);
    return scoresAt(await context.sight(request, 'watch'), query, by);
  });

  app.get<{ Querystring: Query }>('/api/v1/scores/list', { onRequest }, async (request, reply) => {
    const query = single(request.query);
    only(query, [...names, 'measure', 'met', 'perPage', 'nextPageToken']);
    const measure = oneOf('measure', query.measure, scoreLists);
    const met = query.met === undefined ? undefined : oneOf('met', query.met, ['true', 'false']) === 'true';
    departmentOf(query);
    const limit = wholeNumber(query, 'perPage', 200, 2_000);
    const sight = await context.sight(request, 'watch');
    const ask = await narrowed(sight, query, askOf(query));
    const { nextPageToken: _, ...question } = query;
    const turn = await turnPage<ScoreMark>(store, context.now(), ['scores', question, sight], tokenOf(query));
    const rows = await scoreRows(store.database, sight, measure, ask, {
      met,
      byFirm: ask.firm !== undefined,
      limit: limit + 1,
      after: turn.after,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    if (rows.length > limit && last !== undefined) linkNext(reply, '/api/v1/scores/list', question, turn.next(scoreMark(last)));
    const firms = [...new Set(page.flatMap(({ firm }) => firm ?? []))];
    const sites = Map.groupBy(await firmPositions(store.database, firms), ({ firm }) => firm);
    return {
      measure,
      formula: formulas(bounds)[measure],
      whole: rows.length <= limit,
      rows: page.map(({ at, firm, ...row }) => {
        const place = firm === null ? undefined : placeOf(sites.get(firm) ?? [], row.category);
        return {
          ...row,
          organisation: firm,
          ...(at === null ? {} : { at: iso(at) }),
          ...(place === undefined ? {} : { latitude: place.latitude, longitude: place.longitude }),
        };
      }),
    };
  });

  return scoresAt;

  async function scoresAt(sight: Sight, query: Query, by: ScoreBy): Promise<ScoresTold> {
    const { day: asked, category, area, firm } = askOf(query);
    const department = departmentOf(query);
    const { told } = await keep(JSON.stringify(['scores', sight, by, asked, category, area, firm, department]), async () => {
      // The moment is that of the count, not that of a question which it answers later.
      const ask = await narrowed(sight, query, askOf(query));
      const found = await scoresOf(store, sight, ask, by, answersForOn(config.jurisdiction, ask.day));
      return { by, at: ask.day, from: iso(ask.from), until: iso(ask.to), formulas: formulas(bounds), ...found };
    });
    return told;
  }

  /** What the department answers for, where one is asked for. */
  async function narrowed(sight: Sight, query: Query, ask: ScoreAsk): Promise<ScoreAsk> {
    const department = departmentOf(query);
    if (department === undefined) return ask;
    return { ...ask, duties: await dutiesOf(store, sight, ask, department, answersForOn(config.jurisdiction, ask.day)) };
  }

  /** The thirty days up to the end of the day, or up to now where that is still to come. */
  function askOf(query: Query): ScoreAsk {
    const asked = dayAsked(query.at, context);
    const to = Math.min(Date.parse(`${asked}T00:00:00+08:00`) + day, context.now());
    return {
      from: to - scoreDays * day,
      to,
      day: asked,
      ...bounds,
      category: query.category,
      area: query.area,
      firm: uuidOf('organisation', query),
    };
  }
}

const departmentOf = (query: Query): string | undefined => uuidOf('department', query);

function uuidOf(name: string, query: Query): string | undefined {
  const came = query[name];
  if (came === undefined || isUuid(came)) return came;
  throw new ZhuisuError('parameter_invalid', { name, came: came.slice(0, 60), expected: 'a uuid' });
}

/** Where a firm does what is of that category: a site that says so before one that says nothing. */
const placeOf = (sites: readonly FirmPlace[], category: string | null): FirmPlace | undefined =>
  sites.find(({ categories }) => category !== null && categories.includes(category)) ??
  sites.find(({ categories }) => categories.length === 0);

function only(query: Query, known: readonly string[]): void {
  const other = Object.keys(query).find((name) => !known.includes(name));
  if (other !== undefined) throw new ZhuisuError('parameter_unknown', { name: other.slice(0, 80), expected: known.join(', ') });
}

function oneOf<Word extends string>(name: string, came: string | undefined, words: readonly Word[]): Word {
  const found = words.find((word) => word === came);
  if (found !== undefined) return found;
  throw new ZhuisuError('parameter_invalid', { name, came: String(came).slice(0, 40), expected: words.join(', ') });
}
