/** Short-cuts. Each says what it does, so that `?` can show those that hold on the page. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Dialog } from './dialog.tsx';
import { W, type Words } from './words.tsx';

export interface Key extends Words {
  /** `j`, or two after one another: `g f`. */
  readonly keys: string;
  readonly run: () => void;
}

const groups = new Set<{ readonly current: readonly Key[] }>();
let first = '';
let firstAt = 0;
let openHelp = (): void => {};

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target) || document.querySelector('dialog[open]') !== null) return;
  if (event.key === '?') {
    openHelp();
    return;
  }
  // The second of two keys comes soon after the first.
  const both = event.timeStamp - firstAt < 1_500 && first !== '' ? `${first} ${event.key}` : undefined;
  const all = [...groups].reverse().flatMap(({ current }) => current);
  const found = all.find(({ keys }) => keys === both) ?? all.find(({ keys }) => keys === event.key);
  first = found === undefined ? event.key : '';
  firstAt = event.timeStamp;
  if (found === undefined) return;
  event.preventDefault();
  found.run();
}
window.addEventListener('keydown', press);

/** While the part is shown these hold, the innermost first. */
export function useKeys(keys: readonly Key[]): void {
  const held = useRef(keys);
  held.current = keys;
  useEffect(() => {
    groups.add(held);
    return () => void groups.delete(held);
  }, []);
}

export function KeyHelp(): ReactNode {
  const [shown, setShown] = useState<readonly Key[]>();
  useEffect(() => {
    openHelp = () => setShown([...groups].flatMap(({ current }) => current));
    return () => {
      openHelp = () => {};
    };
  }, []);
  if (shown === undefined) return null;
  return (
    <Dialog title={<W zh="键盘快捷键" en="Keyboard short-cuts" />} close={() => setShown(undefined)}>
      <dl className="keys">
        <dt>
          <kbd>?</kbd>
        </dt>
        <dd>
          <W zh="显示本页" en="this list" />
        </dd>
        {shown.map(({ keys, zh, en }) => (
          <div key={`${keys} ${zh}`}>
            <dt>
              {keys.split(' ').map((each) => (
                <kbd key={each}>{each}</kbd>
              ))}
            </dt>
            <dd>
              <W zh={zh} en={en} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

export const showKeys = (): void => openHelp();
