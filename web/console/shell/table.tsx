/** A table of any length: only what is on the screen is in the page, and the keyboard goes through all of it. */
import { type KeyboardEvent, memo, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { reveal, useWindow } from './window.ts';
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

interface RowProps<Row> {
  readonly row: Row;
  readonly name: string;
  readonly index: number;
  readonly height: number;
  readonly columns: readonly Column<Row>[];
  readonly current: boolean;
  /** The one row at which Tab stops; from there the arrows go. */
  readonly stop: boolean;
  readonly tone: string | undefined;
  /** Undefined: rows are not marked here. */
  readonly marked: boolean | undefined;
  readonly act: (index: number, what: 'open' | 'mark' | 'range') => void;
}

function PlainRow<Row>({ row, name, index, height, columns, current, stop, tone, marked, act }: RowProps<Row>): ReactNode {
  return (
    <div
      role="row"
      data-index={index}
      data-id={name}
      aria-rowindex={index + 2}
      aria-selected={marked}
      aria-current={current ? 'true' : undefined}
      tabIndex={stop ? 0 : -1}
      className={tone}
      style={{ height, transform: `translateY(${index * height}px)` }}
      onClick={(event) => {
        if ((event.target as HTMLElement).closest('a,button,input,label') === null) act(index, 'open');
      }}
    >
      {marked !== undefined && (
        <span role="gridcell">
          <label className="tick">
            <input
              type="checkbox"
              checked={marked}
              aria-label={`选择 select ${name}`}
              tabIndex={-1}
              onClick={(event) => act(index, event.shiftKey ? 'range' : 'mark')}
              onChange={() => {}}
            />
          </label>
        </span>
      )}
      {columns.map(({ id, cell, wide, right }) => (
        <span key={id} role="gridcell" className={`${wide ? 'wide' : ''}${right ? ' right' : ''}`}>
          {cell(row)}
        </span>
      ))}
    </div>
  );
}
/** A row that is the same is not made anew while others come and go. */
const TableRow = memo(PlainRow) as typeof PlainRow;

export function Table<Row>(props: TableProps<Row>): ReactNode {
  const { label, rows, columns, id, height = 52, open, current, marked, mark, more, tone } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { first: wanted, size } = useWindow(scroller, height);
  const first = Math.max(0, Math.min(wanted, rows.length - size));
  const shown = rows.slice(first, first + size);
  const last = first + shown.length - 1;
  const [focused, setFocused] = useState(0);
  const stop = focused >= first && focused <= last ? focused : Math.min(last, Math.max(first, wanted));
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 20) more?.();
  }, [last, rows.length, more]);
  const tracks = `${mark === undefined ? '' : '2.5rem '}${columns.map(({ width }) => width).join(' ')}`;
  const narrow = `${mark === undefined ? '' : '2.5rem '}${columns
    .filter(({ wide }) => !wide)
    .map(({ width }) => width)
    .join(' ')}`;
  const held = useRef(props);
  held.current = props;
  const act = useCallback((index: number, what: 'open' | 'mark' | 'range'): void => {
    const { rows: now, open: opened, mark: marking } = held.current;
    const row = now[index];
    if (row === undefined) return;
    if (what === 'open') opened?.(row);
    else marking?.(row, what === 'range');
  }, []);

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
    const element = scroller.current!;
    reveal(element, index, height, element.querySelector<HTMLElement>('.head')?.offsetHeight ?? 0);
    requestAnimationFrame(() => element.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true }));
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
      onFocus={({ target }) => {
        const row = (target as HTMLElement).closest<HTMLElement>('[data-index]');
        if (row !== null) setFocused(Number(row.dataset.index));
      }}
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
      <div className="rows" role="rowgroup" style={{ height: rows.length * height }}>
        {shown.map((row, i) => {
          const index = first + i;
          const name = id(row);
          return (
            <TableRow
              // The elements of a row that left are taken over: making and dropping them is what scrolling costs.
              key={index % size}
              row={row}
              name={name}
              index={index}
              height={height}
              columns={columns}
              current={current === name}
              stop={index === stop}
              tone={tone?.(row)}
              marked={mark === undefined ? undefined : (marked?.has(name) ?? false)}
              act={act}
            />
          );
        })}
      </div>
    </div>
  );
}
