/** The work list as a file: all that fits the filters, row by row, safe to open in a spreadsheet. Taking it out is written down. */
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { audit } from '../../audit/index.ts';
import { categories } from '../../categories/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { areaAt } from '../../jurisdictions/index.ts';
import { mediaTypes, type TableColumn, type TableLine, writeTable } from '../../sheets/index.ts';
import { type Finding, type FindingMark, listFindings } from '../../store/index.ts';
import { type FindingState, findingStates } from '../../supervision/index.ts';
import { detectors } from '../../watch/index.ts';
import type { Context } from '../context.ts';
import { registryOf } from '../organisations/shared.ts';
import type { Query } from '../paging.ts';
import { filterOf, findingFilters, only, saidOf } from './findings.ts';

const mostRows = 100_000;
const atOnce = 1_000;

const columns: readonly TableColumn[] = [
  { heading: '发现 finding', width: 24 },
  { heading: '事实 told', width: 60 },
  { heading: '主体 firm', width: 28 },
  { heading: '类别 category', width: 16 },
  { heading: '区域 area', width: 14 },
  { heading: '测度 family', width: 12 },
  { heading: '程度 gravity', width: 10 },
  { heading: '状态 state', width: 14 },
  { heading: '发现时间 opened (UTC+8)', width: 20 },
  { heading: '期限 due (UTC+8)', width: 20 },
  { heading: '补正 put right (UTC+8)', width: 20 },
  { heading: '次数 count', width: 8 },
  { heading: '编号 id', width: 38 },
];

const familyNames: Readonly<Record<string, string>> = {
  coverage: '覆盖',
  continuity: '衔接',
  completeness: '完整',
  fraud: '造假',
};
const gravityNames: Readonly<Record<string, string>> = { high: '严重', medium: '一般', low: '轻微' };

/** China has one time zone. */
const local = (at: number) => ({ date: new Date(at + 8 * 3_600_000).toISOString().slice(0, 19) });

export function findingTableRoute(app: FastifyInstance, context: Context): void {
  const { store, now, permit, sight } = context;

  app.get<{ Querystring: Query }>('/api/v1/findings/table', { onRequest: permit('watch') }, async (request, reply) => {
    const { query } = request;
    only(query, [...findingFilters, 'format']);
    const { format = 'xlsx' } = query;
    if (format !== 'xlsx' && format !== 'csv')
      throw new ZhuisuError('parameter_invalid', { name: 'format', came: String(format).slice(0, 40), expected: 'xlsx or csv' });
    const seen = await sight(request, 'watch');
    const filter = filterOf(query, now());
    const { jurisdiction, today } = registryOf(context);
    const line = (row: Finding): TableLine => ({
      cells: [
        detectors.find(({ id }) => id === row.detector)?.zh ?? row.detector,
        saidOf(row, jurisdiction).zh,
        row.organisationName ?? '',
        categories.find(({ id }) => id === row.category)?.zh ?? '未归类',
        row.area === null ? '' : (areaAt(jurisdiction, row.area, today)?.zh ?? row.area),
        familyNames[row.family] ?? row.family,
        gravityNames[row.gravity] ?? row.gravity,
        findingStates[row.state as FindingState].zh,
        local(row.openedAt),
        local(row.dueAt),
        row.resolvedAt === null ? undefined : local(row.resolvedAt),
        row.count,
        row.id,
      ],
    });
    async function* lines(): AsyncGenerator<readonly TableLine[]> {
      let after: FindingMark | undefined;
      for (let told = 0; told < mostRows; ) {
        const rows = await listFindings(store.database, seen, filter, Math.min(atOnce, mostRows - told), after);
        yield rows.map(line);
        told += rows.length;
        const last = rows.at(-1);
        if (rows.length < atOnce || last === undefined) return;
        after = { openedAt: last.openedAt, id: last.id };
      }
    }
    const { principal, id, ip } = request;
    const details = { ...query, format };
    await audit(
      store.database,
      { kind: 'export', principal, object: '/api/v1/findings/table', outcome: 'allowed', details, request: id, address: ip },
      now(),
    );
    return reply
      .headers({ 'cache-control': 'no-store', 'content-disposition': `attachment; filename="findings-${today}.${format}"` })
      .type(mediaTypes[format])
      .send(Readable.from(writeTable(columns, lines(), format, { name: '监测发现' })));
  });
}
