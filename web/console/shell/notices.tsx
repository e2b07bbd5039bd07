/** What was just done, in a corner; read out by screen readers; gone after a while, but for what went wrong. */
import { type ReactNode, useSyncExternalStore } from 'react';
import { saidOf, W, type Words } from './words.tsx';

interface Notice extends Words {
  readonly id: number;
  readonly bad: boolean;
  readonly undo?: (() => void) | undefined;
}

let notices: readonly Notice[] = [];
let last = 0;
const listeners = new Set<() => void>();

function change(next: readonly Notice[]): void {
  notices = next;
  for (const each of listeners) each();
}

const drop = (id: number): void => change(notices.filter((each) => each.id !== id));

function add(notice: Omit<Notice, 'id'>): void {
  const id = ++last;
  change([...notices.slice(-3), { ...notice, id }]);
  if (!notice.bad) setTimeout(() => drop(id), 8_000);
}

export const say = (zh: string, en: string, undo?: () => void): void => add({ zh, en, bad: false, undo });

export function complain(error: unknown): void {
  const { wrong, next } = saidOf(error);
  add({ zh: `${wrong.zh}。${next.zh}`, en: `${wrong.en}. ${next.en}`, bad: true });
}

export function Notices(): ReactNode {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => notices,
  );
  return (
    <div className="notices" role="status" aria-live="polite">
      {shown.map(({ id, zh, en, bad, undo }) => (
        <p key={id} className={bad ? 'bad' : ''}>
          <span>
            <W zh={zh} en={en} />
          </span>
          {undo !== undefined && (
            <button
              type="button"
              onClick={() => {
                undo();
                drop(id);
              }}
            >
              <W zh="撤销" en="Undo" />
            </button>
          )}
          <button type="button" className="plain" aria-label="关闭 close" onClick={() => drop(id)}>
            ✕
          </button>
        </p>
      ))}
    </div>
  );
}
