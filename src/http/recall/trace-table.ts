/**
 * A trace as a sortable spreadsheet: a row for each critical tracking event of each lot or unit, its key data elements in columns, in the
 * order of time. The columns follow the idea of the electronic sortable spreadsheet of 21 CFR 1.1455 (not compared with the regulation).
 */
import { column, type TableColumn, type TableLine } from '../../sheets/index.ts';
import type { TraceAnswer, Traced } from '../../trace/index.ts';

export const traceTable: readonly TableColumn[] = [
  column('时间', 'Time (UTC+8)', 22),
  column('环节', 'Critical tracking event', 16),
  column('批次或单品', 'Traceability lot or unit', 44),
  column('品名', 'Product', 30),
  column('作用', 'Role', 16),
  column('数量', 'Quantity', 10),
  column('单位', 'Unit', 8),
  column('地点', 'Location', 36),
  column('地点名称', 'Location name', 24),
  column('交出方', 'From', 36),
  column('交出方名称', 'From, name', 24),
  column('接收方', 'To', 36),
  column('接收方名称', 'To, name', 24),
  column('所在容器', 'In container', 30),
  column('单据', 'Reference documents', 36),
  column('状态', 'Disposition', 16),
  column('事件类型', 'Event type', 16),
  column('事件编号', 'Event', 40),
];

interface Loose {
  readonly bizTransactionList?: readonly { readonly bizTransaction: string }[];
}

/** `names`: of parties and places; `products`: of things, as far as the asker may know them. Only steps that the answer shows have rows. */
export function traceLines(
  { steps }: TraceAnswer,
  { record }: Traced,
  names: ReadonlyMap<string, string>,
  products: Readonly<Record<string, { readonly zh: string }>>,
): TableLine[] {
  const papers = new Map(
    [...record.events.values()].map(({ eventID, event }) => [
      eventID,
      ((event as Loose).bizTransactionList ?? []).map(({ bizTransaction }) => bizTransaction).join(' '),
    ]),
  );
  const nameOf = (uri: string | undefined): string | undefined => (uri === undefined ? undefined : names.get(uri));
  return [...steps]
    .sort((a, b) => Date.parse(a.eventTime) - Date.parse(b.eventTime))
    .flatMap((step) =>
      step.things.map(({ id, as, quantity, uom }) => ({
        cells: [
          { date: new Date(Date.parse(step.eventTime) + 8 * 3_600_000).toISOString().slice(0, 19) },
          step.bizStep,
          id,
          products[id]?.zh,
          as,
          quantity,
          uom,
          step.place,
          nameOf(step.place),
          step.from,
          nameOf(step.from),
          step.to,
          nameOf(step.to),
          step.via,
          papers.get(step.eventID),
          step.disposition,
          step.type,
          step.eventID,
        ],
      })),
    );
}
