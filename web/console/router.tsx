/** The address is the state: a view is a path and its parameters, so that every link restores what it was made from. */
import { type AnchorHTMLAttributes, type MouseEvent, type ReactNode, useMemo, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const tell = (): void => listeners.forEach((each) => void each());
window.addEventListener('popstate', tell);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Goes to an address of the console. `replace`: without a step in the history. */
export function go(url: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (url === location.pathname + location.search) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', url);
  tell();
}

const address = (): string => location.pathname + location.search;
export const useAddress = (): string => useSyncExternalStore(subscribe, address);

/** Path below /console, without slashes at the ends: `findings/1234`. */
export const usePath = (): string =>
  useAddress()
    .split('?')[0]!
    .replace(/^\/console\/?/, '')
    .replace(/\/$/, '');

type Changes = Readonly<Record<string, string | undefined>>;

/** Parameters of the address, and how to change some of them; what is empty or undefined is left out. */
export function useSearch(): readonly [URLSearchParams, (changes: Changes, how?: { readonly replace?: boolean }) => void] {
  const [path, query = ''] = useAddress().split('?');
  const words = useMemo(() => new URLSearchParams(query), [query]);
  const change = (changes: Changes, how: { readonly replace?: boolean } = {}): void => go(path! + changed(words, changes), how);
  return [words, change];
}

export function changed(words: URLSearchParams, changes: Changes): string {
  const next = new URLSearchParams(words);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
  }
  return next.size === 0 ? '' : `?${next}`;
}

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & { readonly to: string; readonly children: ReactNode };

/** A link within the console; with a modifier or another button the browser does what it always does. */
export function Link({ to, onClick, ...rest }: LinkProps): ReactNode {
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return <a href={to} onClick={follow} {...rest} />;
}
