/** Codes issued, downloaded, marked; GS1 keys given out. */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ZhuisuError } from '../../errors.ts';
import { allocateKeys, codeRows, issueCodes, markCodes, rangeNamed, rowLength } from '../../issuing/index.ts';
import { dayOf, registryOf } from '../../organisations/index.ts';
import { mediaTypes, mostInWorksheet, type TableLine, writeTable } from '../../sheets/index.ts';
import { codeRanges, identifiersOf, marksOf, type RangeRow, type Store } from '../../store/index.ts';
import { bodyObject, issuerOf, namedBody, numberIn, originOf } from '../bodies.ts';
import type { Context } from '../context.ts';
import { absent, onlyOwn, ownOrNotFound } from '../sight/deciding.ts';

export function issuingRoutes(app: FastifyInstance, context: Context): void {
  const { store } = context;
  const onRequest = context.permit('issue');

  app.post('/api/v1/code-ranges', { onRequest }, async (request, reply) => {
    const { range, existing } = await issueCodes(store, namedBody(request), issuerOf(request));
    return reply
      .code(existing ? 200 : 201)
      .header('location', `/api/v1/code-ranges/${range.id}`)
      .send(describe(range, originOf(request, context)));
  });

  app.get('/api/v1/code-ranges', { onRequest }, async (request) => ({
    ranges: (await codeRanges(store.database, 200, onlyOwn(request))).map((range) => describe(range, originOf(request, context))),
  }));

  app.get<{ Params: { id: string } }>('/api/v1/code-ranges/:id', { onRequest }, async (request) => {
    const range = await ownRange(store, request);
    return { ...describe(range, originOf(request, context)), marks: await marksOf(store.database, range.id) };
  });

  app.post<{ Params: { id: string } }>('/api/v1/code-ranges/:id/marks', { onRequest }, async (request, reply) => {
    await markCodes(store, (await ownRange(store, request)).id, bodyObject(request));
    return reply.code(204).send();
  });

  app.get<Download>('/api/v1/code-ranges/:id/codes.csv', { onRequest }, async (request, reply) => {
    const { range, from, count } = await partOf(request);
    await noteDownload(request, context, range, from, count);
    const [code, address] = columnsOf(range, originOf(request, context));
    const heading = 'code,address\r\n';
    const parts = [code, `,${address}`, '\r\n'];
    return reply
      .headers({
        ...attachment(range, 'csv'),
        // Rows are equally long, so the size is known beforehand and the browser shows how far it is.
        'content-length': heading.length + count * rowLength(parts),
      })
      .type('text/csv; charset=utf-8')
      .send(Readable.from(prefixed(Buffer.from(heading), codeRows(range, from, count, parts))));
  });

  app.get<Download>('/api/v1/code-ranges/:id/codes.xlsx', { onRequest }, async (request, reply) => {
    const { range, from, count } = await partOf(request);
    if (count > mostInWorksheet)
      throw new ZhuisuError('value_invalid', {
        path: 'count',
        came: count,
        expected: `up to ${mostInWorksheet} in a worksheet; CSV takes all`,
      });
    await noteDownload(request, context, range, from, count);
    const columns = [
      { heading: '编码 code', width: 24 },
      { heading: '地址 address', width: 64 },
    ];
    const lines = linesOf(range, from, count, columnsOf(range, originOf(request, context)));
    return reply
      .headers(attachment(range, 'xlsx'))
      .type(mediaTypes.xlsx)
      .send(Readable.from(writeTable(columns, lines, 'xlsx', { name: range.lot })));
  });

  app.post('/api/v1/gs1-keys', { onRequest }, async (request) => {
    const body = namedBody(request);
    await ownPrefix(request, String(body.prefix));
    return { keys: await allocateKeys(store, body) };
  });

  /**
   * A company prefix is that of whoever holds the membership for it; where nobody is registered with it, of whoever has a party or location
   * number of it. Throws denied_not_party.
   */
  async function ownPrefix(request: FastifyRequest, prefix: string): Promise<void> {
    const owner = onlyOwn(request);
    if (owner === undefined) return;
    const now = context.now();
    const held = await registryOf(store).prefixHolder(prefix, dayOf(now), now);
    if (held !== undefined) {
      if (held.organisation === owner) return;
      throw new ZhuisuError('denied_not_party');
    }
    const own = await identifiersOf(store.database, owner);
    const [party, place] = [`https://id.gs1.org/417/${prefix}`, `https://id.gs1.org/414/${prefix}`];
    if (!own.some(({ uri }) => uri.startsWith(party) || uri.startsWith(place))) throw new ZhuisuError('denied_not_party');
  }

  interface Download {
    Params: { id: string };
    Querystring: { from?: string; count?: string };
  }

  async function partOf(request: FastifyRequest<Download>): Promise<{ range: RangeRow; from: number; count: number }> {
    const range = await ownRange(store, request);
    const from = numberIn(request.query.from, 'from', 0, range.count - 1, 0);
    return { range, from, count: numberIn(request.query.count, 'count', 1, range.count - from, range.count - from) };
  }
}

/** A range of the organisation that asks. Throws not_found, also for one of somebody else. */
export async function ownRange(store: Store, request: FastifyRequest<{ Params: { id: string } }>): Promise<RangeRow> {
  const found = await rangeNamed(store, request.params.id).catch(absent);
  return ownOrNotFound(request, found, ({ owner }) => owner);
}

/** Whoever holds the list can forge every label of it: who took it out is written down before it leaves. */
export const noteDownload = (
  request: FastifyRequest,
  { audited }: Context,
  { id, lot }: RangeRow,
  from: number,
  count: number,
): Promise<void> => audited(request, 'export', `code range ${id}`, `${request.routeOptions.url} ${lot} ${from}+${count}`);

function* prefixed(first: Buffer, rest: Iterable<Buffer>): Generator<Buffer> {
  yield first;
  yield* rest;
}

/** What stands before the code in its two columns: the code as printed, the address in the symbol. */
export function columnsOf({ form, product }: RangeRow, origin: string): [code: string, address: string] {
  return form === 'own' ? ['ZS', `${origin}/t/ZS`] : ['', `${origin}${new URL(product).pathname}/21/`];
}

/** Rows of the worksheet, as many at a time as come out of the cipher together. */
function* linesOf(range: RangeRow, from: number, count: number, [code, address]: [string, string]): Generator<TableLine[]> {
  for (const rows of codeRows(range, from, count))
    yield rows
      .toString('latin1')
      .trimEnd()
      .split('\n')
      .map((each) => ({ cells: [code + each, address + each] }));
}

const attachment = ({ id, lot }: RangeRow, ending: string): Record<string, string> => ({
  'content-disposition': `attachment; filename="${lot}-${id}.${ending}"`,
});

function describe(range: RangeRow, origin: string): object {
  const { id, product, lot, form, count, issuedAt, request } = range;
  const [first] = codeRows(range, 0, 1, ['', '']);
  const [code, address] = columnsOf(range, origin);
  return {
    id,
    product,
    lot,
    form,
    quantity: count,
    issuedAt: new Date(issuedAt).toISOString(),
    request,
    example: { code: code + first, address: address + first },
    csv: `/api/v1/code-ranges/${id}/codes.csv`,
    xlsx: `/api/v1/code-ranges/${id}/codes.xlsx`,
  };
}
