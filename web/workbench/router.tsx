/** Addresses below /workbench, so that each view can be linked, restored and gone back from. */
import { type AnchorHTMLAttributes, type ReactNode, useSyncExternalStore } from 'react';

export const base = '/workbench';

const listeners = new Set<() => void>();
const tell = (): void => {
  for (const each of listeners) each();
};
addEventListener('popstate', tell);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Path below the base and the query, such as `/record/produce/harvest` and `?again=1`. */
export function useAddress(): { readonly path: string; readonly query: URLSearchParams } {
  const whole = useSyncExternalStore(subscribe, () => location.pathname + location.search);
  const [path = '', search = ''] = whole.split('?');
  return { path: decodeURI(path.slice(base.length)).replace(/\/+$/, '') || '/', query: new URLSearchParams(search) };
}

export function go(to: string, replace = false): void {
  if (replace) history.replaceState(null, '', base + to);
  else history.pushState(null, '', base + to);
  tell();
  if (!replace) scrollTo(0, 0);
  // Whoever reads by ear is told where they are.
  requestAnimationFrame(() => document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true }));
}

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { readonly to: string; readonly children: ReactNode };

export function Link({ to, children, ...more }: LinkProps): ReactNode {
  return (
    <a
      href={base + (to === '/' ? '' : to)}
      {...more}
      onClick={(event) => {
        more.onClick?.(event);
        if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}
