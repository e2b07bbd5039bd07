/** The queue as the screen shows it. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { isAnswered, onAnswered } from './api.ts';
import { type Held, heldBy, onQueue, type Queued, queued } from './queue.ts';

export interface QueueSeen {
  readonly items: readonly Queued[];
  readonly held: Held | undefined;
  /** Until the device has answered. */
  readonly loading: boolean;
}

export function useQueue(): QueueSeen {
  const [seen, setSeen] = useState<QueueSeen>({ items: [], held: undefined, loading: true });
  useEffect(() => {
    let gone = false;
    const read = (): void =>
      void queued().then((items) => {
        if (!gone) setSeen({ items, held: heldBy(), loading: false });
      });
    read();
    const end = onQueue(read);
    return () => {
      gone = true;
      end();
    };
  }, []);
  return seen;
}

export function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = (): void => setOnline(navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return online;
}

/** Whether the server can be expected to answer. */
export function useReachable(): boolean {
  const online = useOnline();
  const answered = useSyncExternalStore(onAnswered, isAnswered);
  return online && answered;
}
