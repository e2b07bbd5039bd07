/** Which rows of a long list are on the screen: rows of one height, so that it is arithmetic and nothing has to be measured. */
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Rows drawn above and below what is seen, and by how many the window moves at a time. */
const beyond = 6;
const step = 2;

export interface Window {
  readonly first: number;
  /** Rows in the page: the same number all the time, so that a row that leaves lends its elements to one that comes. */
  readonly size: number;
}

export function useWindow(scroller: RefObject<HTMLElement | null>, height: number): Window {
  const [window_, set] = useState<Window>({ first: 0, size: 2 * beyond + 20 });
  const measured = (): Window => {
    const { scrollTop, clientHeight } = scroller.current!;
    return {
      first: Math.max(0, Math.floor(scrollTop / height / step) * step - beyond),
      size: Math.ceil(clientHeight / height) + 2 * beyond + step,
    };
  };
  const take = (next: Window): void =>
    set((before) => (before.first === next.first && before.size === next.size ? before : next));
  useLayoutEffect(() => take(measured()), [height]);
  useEffect(() => {
    const element = scroller.current!;
    // Within the event, so that the rows are there in the frame that shows the place.
    const moved = (): void => flushSync(() => take(measured()));
    element.addEventListener('scroll', moved, { passive: true });
    const resized = new ResizeObserver(() => take(measured()));
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', moved);
      resized.disconnect();
    };
  }, [height]);
  return window_;
}

/** Brings a row into sight, with as little movement as it takes. `head`: what lies over the first row. */
export function reveal(element: HTMLElement, index: number, height: number, head: number): void {
  const [top, bottom] = [index * height, (index + 1) * height];
  const { scrollTop, clientHeight } = element;
  if (top < scrollTop) element.scrollTop = top;
  else if (bottom + head > scrollTop + clientHeight) element.scrollTop = bottom + head - clientHeight;
}
