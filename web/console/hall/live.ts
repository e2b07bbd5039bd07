/** The line to the server: what it says as it says it, whether it still speaks, and since when it does not. */
import { useEffect, useState } from 'react';
import type { Score } from '../../../src/contract/index.ts';
import type { Counts, Finding } from '../findings/types.ts';

interface At {
  /** The moment for which it is true. */
  readonly at: string;
}

export interface Live {
  readonly findings?: At & {
    readonly families: Counts['counts'];
    readonly areas: Counts['counts'];
    readonly newest: readonly Finding[];
  };
  readonly scores?: At & { readonly total: Score };
  readonly events?: At & { readonly counts: readonly { readonly category: string; readonly events: number }[] };
  /** Milliseconds since 1970 of the last word from the server. */
  readonly heard?: number;
  readonly up: boolean;
}

/** The server gives a sign of life every ten seconds; twice that and more is silence. */
const silentAfter = 25_000;
const kinds = ['findings', 'scores', 'events', 'beat'] as const;
/** The browser gives up where it was refused: asked again after so long. */
const againAfter = 5_000;

export function useLive(): Live {
  const [live, set] = useState<Live>({ up: true });
  useEffect(() => {
    let source: EventSource | undefined;
    let again: ReturnType<typeof setTimeout>;
    let silence: ReturnType<typeof setTimeout>;
    const heard = (more: Partial<Live> = {}): void => {
      clearTimeout(silence);
      silence = setTimeout(() => set((before) => ({ ...before, up: false })), silentAfter);
      set((before) => ({ ...before, ...more, up: true, heard: Date.now() }));
    };
    const open = (): void => {
      source = new EventSource('/api/v1/live');
      for (const kind of kinds)
        source.addEventListener(kind, ({ data }: MessageEvent<string>) =>
          heard(kind === 'beat' ? {} : { [kind]: JSON.parse(data) }),
        );
      source.onerror = () => {
        set((before) => ({ ...before, up: false }));
        if (source?.readyState !== EventSource.CLOSED) return;
        clearTimeout(again);
        again = setTimeout(open, againAfter);
      };
    };
    open();
    return () => {
      source?.close();
      clearTimeout(again);
      clearTimeout(silence);
    };
  }, []);
  return live;
}
