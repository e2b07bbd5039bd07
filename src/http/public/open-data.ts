/** The public lists as files: CSV for tables, JSON for programs, each whole. */
import type { FastifyInstance } from 'fastify';
import type { DataSet } from '../../../web/portal/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { standingExposures } from '../../store/index.ts';
import type { Context } from '../context.ts';
import { toldExposure } from '../supervision/exposures.ts';
import type { PublicLists } from './lists.ts';

/** Rows in a file. */
const most = 200_000;
const words = (zh: string, en: string) => ({ zh, en });
const live = words('随时', 'at any time');

export const dataSets: readonly DataSet[] = [
  {
    name: 'enterprises',
    ...words('追溯企业名单', 'tracing enterprises'),
    told: words('实施信息追溯管理的生产经营企业', 'enterprises that trace what they make and sell'),
    columns: [
      words('名称', 'name'),
      words('地区', 'areas'),
      words('类别', 'categories'),
      words('状态', 'status'),
      words('登记日期', 'since'),
    ],
    updated: live,
  },
  {
    name: 'exposures',
    ...words('曝光名单', 'exposures'),
    told: words('追溯系统运行不正常且逾期未改的企业', 'firms whose traceability was not put right in time'),
    columns: [
      words('企业', 'organisation'),
      words('类别', 'category'),
      words('问题', 'problem'),
      words('自', 'since'),
      words('理由', 'reason'),
      words('提示', 'advice'),
      words('公开单位', 'department'),
      words('公开日期', 'published'),
    ],
    updated: live,
  },
  {
    name: 'recalls',
    ...words('召回', 'recalls'),
    told: words('登记为召回且尚未解除的批次和单品', 'lots and items that are recalled and not released'),
    columns: [
      words('产品', 'product'),
      words('批次或序列号', 'mark'),
      words('编码', 'code'),
      words('日期', 'day'),
      words('原因', 'reason'),
      words('单位', 'organisation'),
      words('类别', 'category'),
    ],
    updated: live,
  },
  {
    name: 'products',
    ...words('重要产品名录', 'directory of important products'),
    told: words('八个类别的产品及其依据', 'the products of the eight categories, and where each is written'),
    columns: [
      words('类别', 'category'),
      words('编号', 'id'),
      words('产品', 'product'),
      words('英文', 'english'),
      words('环节数', 'stages'),
      words('依据', 'basis'),
      words('已核对原文', 'verified'),
    ],
    updated: words('随版本', 'with each release'),
  },
  {
    name: 'statistics',
    ...words('统计', 'figures'),
    told: words('各类别的企业、记录与投诉举报', 'enterprises, records and complaints of each category'),
    columns: [
      words('类别', 'category'),
      words('企业', 'enterprises'),
      words('记录', 'records'),
      words('投诉举报', 'complaints'),
      words('已答复', 'answered'),
    ],
    updated: words('十分钟内', 'within ten minutes'),
  },
];

type Cell = string | number | boolean | null;

export function openDataRoutes(app: FastifyInstance, context: Context, lists: PublicLists): void {
  const { store } = context;

  const rowsOf: Readonly<Record<string, () => Promise<Cell[][]>>> = {
    enterprises: async () =>
      (await lists.enterprises({ query: '' }, most, undefined)).found.map((each) => [
        each.name,
        each.areas.join('、'),
        each.categories.join(' '),
        each.status,
        each.since,
      ]),
    exposures: async () =>
      (await standingExposures(store.database, most))
        .map(toldExposure)
        .map((each) => [
          each.organisationName,
          each.category,
          each.title.zh,
          each.since,
          each.reason,
          each.advice,
          each.department.zh,
          each.publishedAt.slice(0, 10),
        ]),
    recalls: async () =>
      (await lists.recalls()).map((each) => [
        each.product,
        each.mark,
        each.thing,
        each.day,
        each.reason,
        each.organisationName,
        each.category,
      ]),
    products: async () =>
      lists
        .products()
        .map((each) => [each.category, each.id, each.zh, each.en, each.stages, each.basis.text, each.basis.verified]),
    statistics: async () =>
      (await lists.statistics()).categories.map((each) => [
        each.id,
        each.enterprises,
        each.records,
        each.complaints,
        each.answered,
      ]),
  };

  app.get<{ Params: { file: string } }>(
    '/open-data/:file',
    { onRequest: context.permit('directory') },
    async (request, reply) => {
      const [, name = '', kind = ''] = /^(\w+)\.(csv|json)$/.exec(request.params.file) ?? [];
      const set = dataSets.find((each) => each.name === name);
      if (set === undefined) throw new ZhuisuError('not_found', { came: request.url.slice(0, 120) });
      const rows = await rowsOf[name]!();
      reply.headers({ 'content-disposition': `attachment; filename="${name}.${kind}"`, 'access-control-allow-origin': '*' });
      if (kind === 'json') {
        const keys = set.columns.map(({ en }) => en);
        return reply.send({
          title: { zh: set.zh, en: set.en },
          licence: 'CC-BY-4.0',
          at: new Date(context.now()).toISOString(),
          rows: rows.map((row) => Object.fromEntries(row.map((cell, i) => [keys[i]!, cell]))),
        });
      }
      const table = [set.columns.map(({ zh, en }) => `${zh} ${en}`), ...rows];
      // The mark in front tells spreadsheets that it is UTF-8.
      return reply
        .type('text/csv; charset=utf-8')
        .send(`\ufeff${table.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`);
    },
  );
}

/** RFC 4180; what a spreadsheet would take for a formula is kept a text. */
function cellOf(value: Cell): string {
  const text = value === null ? '' : String(value);
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
