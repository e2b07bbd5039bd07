/** The pages as parts that come when they are wanted, or shortly before: while the browser is idle, and when a link is pointed at. */
import { type ComponentType, useSyncExternalStore } from 'react';

type Load = () => Promise<{ readonly default: ComponentType }>;

const loads: Readonly<Record<string, Load>> = {
  findings: () => import('./findings/page.tsx'),
  recalls: () => import('./recalls/page.tsx'),
  complaints: () => import('./complaints/page.tsx'),
  firms: () => import('./firms/page.tsx'),
  scores: () => import('./scores/page.tsx'),
  cases: () => import('./cases/page.tsx'),
  directory: () => import('./directory/page.tsx'),
  detectors: () => import('./detectors/page.tsx'),
  notices: () => import('./notices/page.tsx'),
  hall: () => import('./hall/page.tsx'),
  // The largest comes last.
  trace: () => import('./trace/page.tsx'),
};

const here = new Map<string, ComponentType>();
const failed = new Map<string, unknown>();
const asked = new Set<string>();
const listeners = new Set<() => void>();
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export function preload(name: string): void {
  const load = loads[name];
  if (load === undefined || asked.has(name)) return;
  asked.add(name);
  load()
    .then(({ default: page }) => here.set(name, page))
    .catch((error: unknown) => {
      // Asked again when somebody goes there again.
      asked.delete(name);
      failed.set(name, error);
    })
    .finally(() => listeners.forEach((each) => void each()));
}

export const isPage = (name: string): boolean => Object.hasOwn(loads, name);

/** The page, once it is here; throws where it could not be had. */
export function usePage(name: string): ComponentType | undefined {
  const page = useSyncExternalStore(subscribe, () => here.get(name) ?? failed.get(name));
  if (page === undefined) preload(name);
  if (here.has(name)) return here.get(name);
  if (failed.has(name)) {
    const error = failed.get(name);
    failed.delete(name);
    throw error;
  }
  return undefined;
}

/** One after another while nothing else is to be done. */
export function preloadAll(): void {
  const later: (work: () => void) => void =
    'requestIdleCallback' in window
      ? (work) => void requestIdleCallback(work, { timeout: 5_000 })
      : (work) => void setTimeout(work, 500);
  const names = Object.keys(loads);
  const next = (): void => {
    const name = names.shift();
    if (name === undefined) return;
    preload(name);
    later(next);
  };
  later(next);
}
