/** A file that is being made: how many rows have come, and the way to give it up. */
import { useEffect, useRef, useState } from 'react';
import { type Format, type Reading, type Rows, saveTable } from './table-file.ts';

export type MakeRows = (reading: Reading) => Rows | Promise<Rows>;

interface Making {
  /** Rows that have come; undefined: nothing is being made. */
  readonly come: number | undefined;
  make(format: Format): void;
  cancel(): void;
}

export function useTableFile(name: string, rows: MakeRows, complain: (error: unknown) => void): Making {
  const [come, setCome] = useState<number>();
  const ending = useRef<AbortController>(undefined);
  useEffect(() => () => ending.current?.abort(), []);
  const make = async (format: Format): Promise<void> => {
    ending.current?.abort();
    const mine = new AbortController();
    ending.current = mine;
    const { signal } = mine;
    try {
      const made = rows({ signal, came: (count) => void (signal.aborted || setCome(count)) });
      if (made instanceof Promise) setCome(0);
      const all = await made;
      if (!signal.aborted) saveTable(name, all, format);
    } catch (error) {
      if (!signal.aborted) complain(error);
    }
    if (ending.current === mine) setCome(undefined);
  };
  const cancel = (): void => {
    ending.current?.abort();
    setCome(undefined);
  };
  return { come, make: (format) => void make(format), cancel };
}
