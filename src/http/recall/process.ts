/** Recalls and drills as a process: drafted, confirmed, published, answered, closed. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { decide } from '../../access/index.ts';
import { type RecallDraft, type RecallStepBody, recallAnswersRequest, recallScan } from '../../contract/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { registryOf } from '../../organisations/index.ts';
import {
  type Alternative,
  actsOfRecall,
  holderCounts,
  holdersIn,
  holdersOf,
  keptScores,
  type Reach,
  type Recall,
  type RecallFilter,
  recallAnswers,
  recallItems,
  recallSeen,
  type Sight,
  seenWhole,
} from '../../store/index.ts';
import {
  answerAll,
  answerScan,
  type Drafting,
  draftRecall,
  openRecallActs,
  progressOf,
  type RecallActName,
  type RecallState,
  recallStates,
  regimeOf,
  regimes,
  scoreOf,
  startDrill,
  takeRecallStep,
} from '../../supervision/index.ts';
import { bodyOf } from '../bodies.ts';
import { settle } from '../codes/looking-up.ts';
import type { Context } from '../context.ts';
import type { Query } from '../paging.ts';
import { drillShape, recallActShape, recallConfirmationShape, recallDraftShape } from '../shapes.ts';
import { isUuid, ownerOf } from '../sight/deciding.ts';
import { itemNames } from './item-names.ts';
import { authority, categoriesOf, listOf, only, pageOfRecalls, textOf } from './listing.ts';
import { madeHere } from './own-lots.ts';
import { namedRoots } from './roots.ts';
import { thingsSeen } from './seen-starts.ts';
import { actTold, endOf, extensionsOf, holderOf, isoOrNull, itemsOf, noticeOf, progressTold } from './told.ts';

interface Named {
  Params: { id: string };
  Querystring: Query;
}

export function recallProcessRoutes(app: FastifyInstance, context: Context): void {
  const { store, now, sight } = context;
  const { database } = store;
  const reading = { onRequest: context.permit('read_recall') };
  const running = { onRequest: context.permit('run_recall') };
  const confirming = { onRequest: context.permit('confirm_recall') };
  const answering = { onRequest: context.permit('answer_recall') };

  app.get<{ Querystring: Query }>('/api/v1/recalls', reading, async (request, reply) => {
    only(request.query, ['state', 'drill', 'category']);
    const [drill] = listOf(request.query, 'drill', ['true', 'false']) ?? [];
    const filter: RecallFilter = {
      states: listOf(request.query, 'state', Object.keys(recallStates)),
      drill: drill === undefined ? undefined : drill === 'true',
      categories: categoriesOf(request.query),
    };
    const seen = await sight(request, 'read_recall');
    const rows = await pageOfRecalls(context, request, reply, seen, filter, '/api/v1/recalls');
    const ids = rows.map(({ id }) => id);
    const whole = await seenWhole(database, authority(seen), ids);
    const own = ownerOf(request);
    const counts = new Map((await holderCounts(database, ids, now())).map(({ recall, ...each }) => [recall, each]));
    const kept = await keptScores(database, ids);
    const scores = new Map([...kept].map(([id, data]) => [id, (JSON.parse(data) as { score: number }).score]));
    return {
      // How many hold it is told to who supervises all of it, and to who recalls.
      recalls: rows.map((each) => ({
        ...noticeOf(each),
        ...(whole.has(each.id) || (own !== undefined && each.organisation === own)
          ? { counts: counts.get(each.id) ?? { holders: 0, answered: 0, overdue: 0 } }
          : {}),
        ...(whole.has(each.id) && scores.has(each.id) ? { score: scores.get(each.id)! } : {}),
      })),
    };
  });

  app.get<Named>('/api/v1/recalls/:id', reading, async (request) => {
    only(request.query, ['holder']);
    const seen = await sight(request, 'read_recall');
    return details(request, await found(request, seen, 'parts'), seen);
  });

  app.post('/api/v1/recalls', running, async (request, reply) => {
    const body = bodyOf(request, recallDraftShape);
    const drafting = await draftingOf(request, body);
    const id = await draftRecall(store, drafting, actingOf(request));
    await context.audited(request, 'recall_decided', id, `draft: ${body.reason}`);
    return reply.code(201).send(noticeOf((await recallSeen(database, 'everything', id))!));
  });

  app.post('/api/v1/recalls/drills', running, async (request, reply) => {
    const { category, regime, level = 1, reason } = bodyOf(request, drillShape);
    const { organisation } = request.principal;
    const area = organisation?.areas[0] ?? null;
    await allowed(request, category, area ?? undefined, organisation?.id);
    const seen = authority(await sight(request, 'run_recall'));
    if (seen !== 'everything' && seen.length === 0) throw new ZhuisuError('denied_role');
    const drawFrom = {
      categories: [category],
      areas: seen === 'everything' ? undefined : [...new Set(seen.flatMap(({ areas }) => areas ?? []))],
    };
    const recall = await startDrill(
      store,
      {
        organisation: organisation?.id ?? null,
        orderedBy: organisation?.id ?? null,
        category,
        area,
        regime: regimeNamed(category, regime),
        level,
        titleZh: '召回演练：请按清单查找并答复',
        titleEn: 'Recall drill: look for what is on your list and answer',
        reason,
        instructionsZh: '本通知为演练。请清点清单中的物品并如实答复数量；不停售，不下架。',
        instructionsEn: 'This is a drill. Count what is on your list and answer; nothing is taken from sale.',
        learntAt: now(),
      },
      drawFrom,
      actingOf(request),
    );
    await context.audited(request, 'recall_decided', recall.id, `drill: ${reason}`);
    return reply.code(201).send(noticeOf(recall));
  });

  app.post<Named>('/api/v1/recalls/:id/acts', running, (request, reply) => step(request, reply, 'run_recall'));
  app.post<Named>('/api/v1/recalls/:id/confirmations', confirming, (request, reply) => step(request, reply, 'confirm_recall'));

  app.post<Named>('/api/v1/recalls/:id/answers', answering, async (request) => {
    const { items } = bodyOf(request, recallAnswersRequest);
    const { recall, holder } = await answeredBy(request);
    const taken = await answerAll(store, recall, holder, items, actingOf(request));
    await context.audited(request, 'recall_decided', recall.id, `answer: ${items.length} items`);
    return { items: taken, answeredAt: await answeredAt(recall.id, holder) };
  });

  app.post<Named>('/api/v1/recalls/:id/scans', answering, async (request) => {
    const { code, as = 'quarantined' } = bodyOf(request, recallScan);
    const { recall, holder } = await answeredBy(request);
    return answerScan(store, recall, holder, await settle(store, code), as, actingOf(request));
  });

  const actingOf = (request: FastifyRequest) => ({
    account: request.principal.account ?? null,
    organisation: ownerOf(request) ?? null,
    at: now(),
  });

  async function found(request: FastifyRequest, seen: Sight, reach: Reach = 'whole'): Promise<Recall> {
    const { id } = request.params as { id: string };
    const recall = isUuid(id) ? await recallSeen(database, seen, id, reach) : undefined;
    if (recall === undefined) throw new ZhuisuError('not_found', { came: request.url.slice(0, 120) });
    return recall;
  }

  /** The list that whoever asks answers: its own, or, for the operator, the one that is named. */
  async function answeredBy(request: FastifyRequest): Promise<{ recall: Recall; holder: string }> {
    const seen = await sight(request, 'answer_recall');
    const recall = await found(request, seen);
    const named = seen === 'everything' ? textOf(request.query as Query, 'holder') : undefined;
    const holder = named ?? ownerOf(request);
    if (holder === undefined)
      throw new ZhuisuError('parameter_invalid', { name: 'holder', came: 'nothing', expected: 'whose list it is' });
    return { recall, holder };
  }

  async function answeredAt(recall: string, holder: string): Promise<string | null> {
    const own = (await holdersOf(database, recall)).find((each) => each.holder === holder);
    return isoOrNull(own?.answeredAt ?? null);
  }

  async function step(request: FastifyRequest, reply: FastifyReply, by: 'run_recall' | 'confirm_recall'): Promise<FastifyReply> {
    const body: RecallStepBody = bodyOf(request, by === 'run_recall' ? recallActShape : recallConfirmationShape);
    const { act, reason = '', codes = [], ...rest } = body;
    const recall = await found(request, await sight(request, by));
    const roots = codes.length === 0 ? undefined : await rootsFor(request, recall.organisation, codes);
    const then = await takeRecallStep(
      store,
      recall,
      { act: act as RecallActName, reason: reason.trim(), ...rest, roots },
      actingOf(request),
    );
    await context.audited(request, 'recall_decided', recall.id, `${act}: ${reason}`);
    return reply.code(201).send(noticeOf(then));
  }

  /** Throws the reason where it may not run a recall of this category there. */
  async function allowed(request: FastifyRequest, category: string, area: string | undefined, owner: string | undefined) {
    const event = { owner, category, area, parties: [] };
    const decision = decide(request.principal, 'run_recall', { kind: 'event', event }, await context.why(request));
    if (!decision.allowed) throw new ZhuisuError(decision.reason);
  }

  async function draftingOf(request: FastifyRequest, body: RecallDraft): Promise<Drafting> {
    const { category, codes, level, reason, titleZh, titleEn = '', instructionsZh, instructionsEn = '', drill = false } = body;
    const acting = request.principal.organisation;
    const firm = acting?.kind === 'enterprise' || acting?.kind === 'platform';
    const organisation = firm ? acting.id : (body.organisation ?? acting?.id);
    const registration = organisation === undefined ? undefined : await registryOf(store).registrationOf(organisation);
    const area = registration?.areas[0] ?? acting?.areas[0];
    await allowed(request, category, area, organisation);
    if (organisation !== undefined && organisation !== acting?.id && registration === undefined)
      throw new ZhuisuError('value_invalid', { path: 'organisation', came: organisation, expected: 'a registered organisation' });
    if (firm && !(registration?.categories ?? []).includes(category))
      throw new ZhuisuError('value_invalid', {
        path: 'category',
        came: category,
        expected: registration?.categories.join(', ') ?? '',
      });
    const learntAt = body.learntAt === undefined ? now() : Date.parse(body.learntAt);
    if (learntAt > now())
      throw new ZhuisuError('value_invalid', { path: 'learntAt', came: body.learntAt!, expected: 'a time that has come' });
    const roots = await rootsFor(request, organisation, codes);
    return {
      organisation: organisation ?? null,
      orderedBy: firm ? null : (acting?.id ?? null),
      drill,
      category,
      area: area ?? null,
      regime: regimeNamed(category, body.regime),
      level,
      titleZh: titleZh.trim(),
      titleEn: titleEn.trim(),
      reason: reason.trim(),
      instructionsZh: instructionsZh.trim(),
      instructionsEn: instructionsEn.trim(),
      roots,
      learntAt,
      draw: null,
    };
  }

  /** A firm recalls its own products alone, also when it extends; a department what it may see. */
  async function rootsFor(request: FastifyRequest, firm: string | null | undefined, codes: readonly string[]): Promise<string[]> {
    const { names, roots } = await namedRoots(store, codes);
    const ids = roots.map(({ id }) => id);
    const { kind } = request.principal.organisation ?? {};
    if ((kind === 'enterprise' || kind === 'platform') && firm) await madeHere(store, ids, firm);
    else await seenRoots(request, ids);
    return names;
  }

  async function seenRoots(request: FastifyRequest, roots: readonly string[]): Promise<void> {
    const seen = await sight(request, 'query');
    if (seen === 'everything') return;
    const visible = new Set(await thingsSeen(store, seen, roots, []));
    const hidden = roots.find((each) => !visible.has(each));
    if (hidden !== undefined) throw new ZhuisuError('code_unknown', { came: hidden });
  }

  /** Whose lists somebody sees; undefined: everybody's. */
  async function listsSeen(recall: Recall, seen: Sight, own: string | undefined): Promise<ReadonlySet<string> | undefined> {
    const by = authority(seen);
    if ((await recallSeen(database, by, recall.id)) !== undefined) return undefined;
    const areas = by === 'everything' ? [] : by.flatMap((each) => (leads(each, recall) ? (each.areas ?? []) : []));
    const held = await holdersIn(database, recall.id, areas);
    return own === undefined ? held : held.add(own);
  }

  /**
   * Whole for who supervises it; of one from elsewhere the holders of the area; the notice, its own part and figures for who recalls; the
   * notice and its own part for a holder.
   */
  async function details(request: FastifyRequest, recall: Recall, seen: Sight): Promise<object> {
    const own = ownerOf(request);
    const lists = await listsSeen(recall, seen, own);
    const whole = lists === undefined;
    const department = whole || authority(seen).length > 0;
    const may = (holder: string): boolean => lists === undefined || lists.has(holder);
    const named = department ? textOf(request.query as Query, 'holder') : own;
    const runs = recall.organisation === own && own !== undefined;
    const one = department || runs ? undefined : (own ?? '');
    const [holders, items, answers, acts, mayRun, mayConfirm] = await Promise.all([
      holdersOf(database, recall.id),
      recallItems(database, recall.id, one),
      recallAnswers(database, recall.id, one),
      actsOfRecall(database, recall.id),
      sight(request, 'run_recall').then((each) => recallSeen(database, each, recall.id)),
      sight(request, 'confirm_recall').then((each) => recallSeen(database, each, recall.id)),
    ]);
    const state = recall.state as RecallState;
    const shown = holders.filter(({ holder }) => may(holder));
    const figures = runs && !department ? holders : shown;
    const counted = new Set(figures.map(({ holder }) => holder));
    const progress = progressOf(
      figures,
      items.filter(({ holder }) => counted.has(holder)),
      answers,
      now(),
    );
    const end = endOf(recall, acts);
    const extended = extensionsOf(acts);
    const list = named === undefined || !may(named) ? [] : items.filter(({ holder }) => holder === named);
    return {
      ...noticeOf(recall),
      view: whole ? 'whole' : department ? 'area' : 'own',
      open: [
        ...(mayRun === undefined ? [] : openRecallActs(state, 'run_recall')),
        ...(mayConfirm === undefined ? [] : openRecallActs(state, 'confirm_recall')),
      ],
      holders: shown.map((each) => holderOf(each, now())),
      ...(end === undefined ? {} : { end }),
      ...(extended.length === 0 ? {} : { extended }),
      items: itemsOf(list, answers, await itemNames(store, recall.id, list)),
      ...(department || runs ? { progress: progressTold(progress) } : {}),
      ...(whole
        ? {
            acts: acts.map(actTold),
            ...(recall.scope === null ? {} : { scope: JSON.parse(recall.scope) as object }),
            ...(recall.draw === null ? {} : { draw: JSON.parse(recall.draw) as object }),
            ...(recall.drill && recall.publishedAt !== null ? { score: scoreOf(recall, holders, items, answers) } : {}),
          }
        : {}),
    };
  }
}

/** Whether somebody sees the category of it by duty. */
const leads = ({ categories: of }: Alternative, { category }: Recall): boolean => of === undefined || of.includes(category);

function regimeNamed(category: string, regime: string | undefined): string {
  const found = regimeOf(category, regime);
  if (found !== undefined) return found.id;
  const known = regimes.filter(({ categories: of }) => of.includes(category)).map(({ id }) => id);
  throw new ZhuisuError('value_invalid', { path: 'regime', came: regime ?? '', expected: known.join(', ') });
}
