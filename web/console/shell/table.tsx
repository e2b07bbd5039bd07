/** A table of any length: only what is on the screen is in the page, and the keyboard goes through all of it. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { W, type Words } from './words.tsx';

export interface Column<Row> {
  readonly id: string;
  readonly title: Words;
  /** CSS grid track: `8rem`, `minmax(10rem, 2fr)`. */
  readonly width: string;
  readonly cell: (row: Row) => ReactNode;
  /** Left out on a narrow screen. */
  readonly wide?: boolean;
  readonly right?: boolean;
}

interface TableProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly id: (row: Row) => string;
  readonly height?: number;
  readonly open?: (row: Row) => void;
  /** Id of the row that is shown beside. */
  readonly current?: string | undefined;
  readonly marked?: ReadonlySet<string>;
  readonly mark?: (row: Row, range: boolean) => void;
  /** Called as the end comes near. */
  readonly more?: (() => void) | undefined;
  readonly tone?: (row: Row) => string;
}

export function Table<Row>(props: TableProps<Row>): ReactNode {
  const { label, rows, columns, id, height = 52, open, current, marked, mark, more, tone } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 20) more?.();
  }, [last, rows.length, more]);
  const tracks = `${mark === undefined ? '' : '2.5rem '}${columns.map(({ width }) => width).join(' ')}`;
  const narrow = `${mark === undefined ? '' : '2.5rem '}${columns
    .filter(({ wide }) => !wide)
    .map(({ width }) => width)
    .join(' ')}`;

  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
    if (row === null || event.target !== row) return;
    const at = Number(row.dataset.index);
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      j: at + 1,
      k: at - 1,
      Home: 0,
      End: rows.length - 1,
      PageDown: at + 10,
      PageUp: at - 10,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      focus(Math.max(0, Math.min(rows.length - 1, to)));
    } else if (event.key === 'Enter' && open !== undefined) {
      event.preventDefault();
      open(rows[at]!);
    } else if ((event.key === ' ' || event.key === 'x') && mark !== undefined) {
      event.preventDefault();
      mark(rows[at]!, event.shiftKey);
    }
  };
  const focus = (index: number): void => {
    virtual.scrollToIndex(index);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus());
  };

  return (
    <div
      className="table"
      ref={(element) => {
        scroller.current = element;
        element?.style.setProperty('--tracks', tracks);
        element?.style.setProperty('--narrow', narrow);
      }}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      tabIndex={-1}
      onKeyDown={move}
    >
      <div className="head" role="row" aria-rowindex={1}>
        {mark !== undefined && (
          <span role="columnheader">
            <span className="unseen">选择 select</span>
          </span>
        )}
        {columns.map(({ id: key, title, wide, right }) => (
          <span key={key} role="columnheader" className={`${wide ? 'wide' : ''}${right ? ' right' : ''}`}>
            <W {...title} />
          </span>
        ))}
      </div>
      <div className="rows" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows[index]!;
          const key = id(row);
          return (
            <div
              key={key}
              role="row"
              data-index={index}
              data-id={key}
              aria-rowindex={index + 2}
              aria-selected={mark === undefined ? undefined : (marked?.has(key) ?? false)}
              aria-current={current === key ? 'true' : undefined}
              tabIndex={0}
              className={tone?.(row)}
              style={{ height, transform: `translateY(${start}px)` }}
              onClick={(event) => {
                if ((event.target as HTMLElement).closest('a,button,input,label') === null) open?.(row);
              }}
            >
              {mark !== undefined && (
                <span role="gridcell">
                  <label className="tick">
                    <input
                      type="checkbox"
                      checked={marked?.has(key) ?? false}
                      aria-label={`选择 select ${key}`}
                      tabIndex={-1}
                      onClick={(event) => mark(row, event.shiftKey)}
                      onChange={() => {}}
                    />
                  </label>
                </span>
              )}
              {columns.map(({ id: column, cell, wide, right }) => (
                <span key={column} role="gridcell" className={`${wide ? 'wide' : ''}${right ? ' right' : ''}`}>
                  {cell(row)}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
