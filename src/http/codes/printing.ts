/** Symbols, label sheets, thermal printers. */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ZhuisuError } from '../../errors.ts';
import { codeRows } from '../../issuing/index.ts';
import {
  drawSheets,
  type Label,
  layouts,
  mostLabels,
  type Printer,
  pngOf,
  type SymbolKind,
  svgOf,
  symbolKinds,
  zplOf,
} from '../../labels/index.ts';
import type { RangeRow } from '../../store/index.ts';
import { numberIn, originOf, textIn } from '../bodies.ts';
import type { Context } from '../context.ts';
import { columnsOf, noteDownload, ownRange } from './issuing.ts';

interface Part {
  Params: { id: string };
  Querystring: Record<string, string | undefined>;
}

export function printingRoutes(app: FastifyInstance, context: Context): void {
  const onRequest = context.permit('issue');

  app.get('/api/v1/label-layouts', { onRequest }, async () => ({ layouts }));

  app.get<{ Params: { file: string }; Querystring: Record<string, string | undefined> }>(
    '/api/v1/symbols/:file',
    { onRequest },
    async (request, reply) => {
      const [, kind = '', ending = ''] = /^([a-z0-9-]+)\.(svg|png)$/.exec(request.params.file) ?? [];
      if (ending === '') throw new ZhuisuError('not_found', { came: request.url.slice(0, 80) });
      const content = textIn(request.query['content'], 'content', 1_000, '');
      const size = numberIn(request.query['size'], 'size', 1, 20, 4);
      const spec = { kind: kindIn(kind), content };
      return ending === 'svg'
        ? reply.type('image/svg+xml; charset=utf-8').send(svgOf(spec, size))
        : reply.type('image/png').send(pngOf(spec, size));
    },
  );

  app.get<Part>('/api/v1/code-ranges/:id/labels.pdf', { onRequest }, async (request, reply) => {
    const { range, from, count } = await partOf(request);
    await noteDownload(request, context, range, from, count);
    const stop = new AbortController();
    // Whoever goes away needs no more pages.
    reply.raw.on('close', () => stop.abort());
    const sheets = drawSheets(labelsOf(range, from, count, request), request.query['layout'] ?? 'a4-3x8', {
      signal: stop.signal,
    });
    return reply
      .header('content-disposition', `attachment; filename="${range.lot}-${range.id}.pdf"`)
      .header('x-labels', count)
      .type('application/pdf')
      .send(sheets);
  });

  app.get<Part>('/api/v1/code-ranges/:id/labels.zpl', { onRequest }, async (request, reply) => {
    const { range, from, count } = await partOf(request);
    const dpi = numberIn(request.query['dpi'], 'dpi', 203, 300, 203) === 300 ? 300 : 203;
    const font = request.query['font'];
    const printer: Printer = font === undefined ? { dpi } : { dpi, font };
    const layout = request.query['layout'] ?? '60x40';
    const all = labelsOf(range, from, count, request);
    await noteDownload(request, context, range, from, count);
    // The first is made at once, so that a wrong layout is a refusal and not half a file.
    const first = zplOf(all.next().value as Label, layout, printer);
    const rest = (function* () {
      yield first;
      for (const label of all) yield zplOf(label, layout, printer);
    })();
    return reply
      .header('content-disposition', `attachment; filename="${range.lot}-${range.id}.zpl"`)
      .type('text/plain; charset=utf-8')
      .send(Readable.from(rest, { objectMode: false }));
  });

  async function partOf(request: FastifyRequest<Part>): Promise<{ range: RangeRow; from: number; count: number }> {
    const range = await ownRange(context.store, request);
    const from = numberIn(request.query['from'], 'from', 0, range.count - 1, 0);
    const most = Math.min(mostLabels, range.count - from);
    return { range, from, count: numberIn(request.query['count'], 'count', 1, most, most) };
  }

  function* labelsOf(range: RangeRow, from: number, count: number, request: FastifyRequest<Part>): Generator<Label> {
    const { query } = request;
    const kind = kindIn(query['kind'] ?? 'qr');
    const name = textIn(query['name'], 'name', 80, range.form === 'own' ? range.product : '');
    const lines = [`批次 ${range.lot}`, textIn(query['date'], 'date', 40, ''), textIn(query['producer'], 'producer', 80, '')];
    const [code, address] = columnsOf(range, originOf(request, context));
    const gtin = range.form === 'gs1' ? range.product.slice(-14) : undefined;
    for (const rows of codeRows(range, from, count)) {
      for (const each of rows.toString('latin1').trimEnd().split('\n')) {
        const content = kind === 'qr' || gtin === undefined ? address + each : `(01)${gtin}(10)${range.lot}(21)${each}`;
        yield {
          symbol: { kind, content: kind === 'code128' ? code + each : content },
          name,
          lines: lines.filter((line) => line !== ''),
          code: gtin === undefined ? code + each : `${gtin} ${each}`,
        };
      }
    }
  }
}

function kindIn(came: string): SymbolKind {
  const kind = symbolKinds.find((each) => each === came);
  if (kind !== undefined) return kind;
  throw new ZhuisuError('value_invalid', { path: 'kind', came: came.slice(0, 40), expected: symbolKinds.join(', ') });
}
