/** What leaves as a file: the report of a recall as PDF and spreadsheet, and a trace as a sortable spreadsheet. */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { closedCategories } from '../../access/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { drawReport } from '../../labels/index.ts';
import { partiesOf } from '../../organisations/index.ts';
import { column, mediaTypes, type TableColumn, type TableLine, type TableOptions, writeTable } from '../../sheets/index.ts';
import {
  actsOfRecall,
  holdersOf,
  organisationById,
  type RecallAct,
  recallAnswers,
  recallItems,
  recallSeen,
} from '../../store/index.ts';
import { answersByItem, itemKey, progressOf, recoveredOf, scoreOf } from '../../supervision/index.ts';
import { traceAny } from '../codes/any-code.ts';
import { namesTold } from '../codes/names.ts';
import type { Context } from '../context.ts';
import { leaving, unlessLeft } from '../leaving.ts';
import { isUuid, ownerOf } from '../sight/deciding.ts';
import { seenTrace } from '../tracing.ts';
import { itemNames } from './item-names.ts';
import { authority } from './listing.ts';
import { localDate, reportSheets } from './report-sheets.ts';
import { reportOf } from './report-words.ts';
import { traceLines, traceTable } from './trace-table.ts';

interface Named {
  Params: { id: string };
}

const listColumns: readonly TableColumn[] = [
  column('标记', 'Mark', 12),
  column('持有方', 'Holder', 24),
  column('登记编号或 URI', 'Id or URI', 38),
  column('名称', 'Name', 34),
  column('物品', 'Thing', 44),
  column('须找到或查看', 'Must or check'),
  column('记录留存至少', 'Held at least'),
  column('记录留存至多', 'Held at most'),
  column('在途', 'In transit'),
  column('记录已售', 'Sold by records'),
  column('转交', 'Passed on to', 40),
  column('单位', 'Unit'),
  column('找到', 'Found'),
  column('封存', 'Quarantined'),
  column('退回', 'Returned'),
  column('销毁', 'Destroyed'),
  column('收回合计', 'Recovered'),
  column('已售', 'Sold'),
  column('答复时间', 'Answered at', 22),
  column('备注', 'Note', 30),
];

export function recallReportRoutes(app: FastifyInstance, context: Context): void {
  const { store, now, sight } = context;
  const { database } = store;
  const reading = { onRequest: context.permit('read_recall') };

  /** uuid → name of the bodies that took steps. */
  async function bodiesOf(acts: readonly RecallAct[]): Promise<Map<string, string>> {
    const names = new Map<string, string>();
    for (const id of new Set(acts.flatMap(({ organisation }) => organisation ?? []))) {
      const found = await organisationById(database, id);
      if (found !== undefined && found.form !== 'natural_person') names.set(id, found.name);
    }
    return names;
  }

  app.get<Named>('/api/v1/recalls/:id/report.pdf', reading, async (request, reply) => {
    const { id } = request.params;
    const seen = authority(await sight(request, 'read_recall'));
    const recall = isUuid(id) ? await recallSeen(database, seen, id) : undefined;
    if (recall === undefined) throw new ZhuisuError('not_found', { came: request.url.slice(0, 120) });
    const [holders, items, answers, acts] = await Promise.all([
      holdersOf(database, id),
      recallItems(database, id),
      recallAnswers(database, id),
      actsOfRecall(database, id),
    ]);
    await context.audited(request, 'export', id, 'recall report');
    const progress = progressOf(holders, items, answers, now());
    const score = recall.drill ? scoreOf(recall, holders, items, answers) : undefined;
    const told = answersByItem(answers);
    const lists = new Map(
      [...Map.groupBy(items, ({ holder }) => holder)].map(([holder, own]) => [
        holder,
        { items: own.length, answered: own.filter((each) => told.has(itemKey(each))).length },
      ]),
    );
    return reply
      .header('content-disposition', `attachment; filename="recall-${id}.pdf"`)
      .type('application/pdf')
      .send(drawReport(reportOf(recall, { holders, progress, acts, score, bodies: await bodiesOf(acts), lists, now: now() })));
  });

  app.get<Named>('/api/v1/recalls/:id/report.xlsx', reading, async (request, reply) => {
    const { id } = request.params;
    const seen = await sight(request, 'read_recall');
    const recall = isUuid(id) ? await recallSeen(database, seen, id) : undefined;
    if (recall === undefined) throw new ZhuisuError('not_found', { came: request.url.slice(0, 120) });
    const whole = (await recallSeen(database, authority(seen), id)) !== undefined;
    // A firm takes out its own list.
    const own = whole ? undefined : (ownerOf(request) ?? '');
    const [holders, items, answers] = await Promise.all([
      holdersOf(database, id),
      recallItems(database, id, own),
      recallAnswers(database, id, own),
    ]);
    await context.audited(request, 'export', id, 'recall list');
    const names = new Map(holders.map(({ holder, name }) => [holder, name]));
    const by = answersByItem(answers);
    const { things } = await itemNames(store, id, items);
    const lines = items.map((each): TableLine => {
      const told = by.get(itemKey(each));
      return {
        cells: [
          recall.drill ? '演练 DRILL' : '',
          names.get(each.holder) ?? '',
          each.holder,
          things.get(each.thing)?.zh,
          each.thing,
          each.duty === 'must' ? '须找到 must' : '须查看 check',
          each.heldMin,
          each.heldMax ?? undefined,
          each.transit,
          each.sold,
          passedOn(each.passed, names),
          each.uom,
          told?.found,
          told?.quarantined,
          told?.returned,
          told?.destroyed,
          told === undefined ? undefined : recoveredOf(told),
          told?.sold,
          told === undefined ? undefined : localDate(told.at),
          told?.note,
        ],
      };
    });
    const acts = whole ? await actsOfRecall(database, id) : [];
    const more = whole ? reportSheets(recall, { holders, acts, bodies: await bodiesOf(acts) }) : [];
    return sent(reply, `recall-${id}`, listColumns, lines, { name: recall.drill ? '演练 DRILL' : '召回 Recall', more });
  });

  app.get<{ Querystring: { code?: string } }>(
    '/api/v1/trace.xlsx',
    { onRequest: context.permit('query') },
    async (request, reply) => {
      const { code } = request.query;
      const client = leaving(reply);
      if (typeof code !== 'string' || code.trim() === '')
        throw new ZhuisuError('parameter_invalid', { name: 'code', came: 'nothing', expected: 'a code or URI' });
      const sees = await sight(request, 'query');
      const { wanted } = client;
      const found = await unlessLeft(client, traceAny(store, code, 'both', now, sees, { papers: sees, wanted }));
      if (found === undefined) return reply.hijack();
      const { traced } = found;
      const { answer, shared, seen, eventName } = await seenTrace(store, sees, traced);
      await context.looked(request, seen);
      if (!shared) throw new ZhuisuError('code_unknown', { came: answer.root });
      await context.audited(request, 'export', answer.root, 'trace');
      const names = new Map(
        [...(await partiesOf(store, [...answer.parties, ...answer.places]))].flatMap(([uri, { name, form }]) =>
          form === 'natural_person' ? [] : [[uri, name] as const],
        ),
      );
      const events = [...traced.record.events.values()].filter(({ eventID }) => eventName(eventID) !== undefined);
      const products = await namesTold(store, answer, closedCategories, events);
      return sent(reply, 'trace', traceTable, traceLines(answer, traced, names, products), { name: '追溯 Trace' });
    },
  );
}

/** `name quantity; …`: to whom its holder passed it on, where this report names them. */
const passedOn = (passed: string, names: ReadonlyMap<string, string>): string | undefined =>
  (JSON.parse(passed) as { to: string; quantity: number }[])
    .map(({ to, quantity }) => `${names.get(to) ?? to} ${quantity}`)
    .join('; ') || undefined;

const sent = (
  reply: FastifyReply,
  name: string,
  columns: readonly TableColumn[],
  lines: readonly TableLine[],
  sheet: TableOptions,
): FastifyReply =>
  reply
    .header('content-disposition', `attachment; filename="${name}.xlsx"`)
    .type(mediaTypes.xlsx)
    .send(Readable.from(writeTable(columns, [lines], 'xlsx', sheet)));
