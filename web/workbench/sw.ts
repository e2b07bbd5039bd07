/**
 * The service worker: keeps the page and its parts, so that the workbench opens without network. Nothing of the interface goes through
 * it: what is recorded is kept by the page itself. The server puts `files` and `version` before this script.
 */
declare const files: readonly string[];
declare const version: string;

const scope = self as unknown as ServiceWorkerGlobalScopeLike;
interface ServiceWorkerGlobalScopeLike {
  readonly clients: { claim(): Promise<void> };
  readonly location: Location;
  addEventListener(type: 'install' | 'activate', listener: (event: { waitUntil(done: Promise<unknown>): void }) => void): void;
  addEventListener(
    type: 'fetch',
    listener: (event: { readonly request: Request; respondWith(answer: Promise<Response>): void }) => void,
  ): void;
}

const name = `zhuisu-workbench-${version}`;
const shell = '/workbench';
/** How long a navigation waits for the server before it takes what is kept, milliseconds. */
const patience = 4_000;

scope.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(name).then(async (cache) => {
      await cache.addAll([...files]);
      await keepShell(await fetch(shell, { credentials: 'same-origin' }));
    }),
  );
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(
    caches.keys().then(async (names) => {
      const old = names.filter((each) => each.startsWith('zhuisu-workbench-') && each !== name);
      await Promise.all(old.map((each) => caches.delete(each)));
      await scope.clients.claim();
    }),
  );
});

/** Only the page itself: neither a sign-in nor an error takes its place. */
async function keepShell(answer: Response): Promise<void> {
  if (answer.ok && !answer.redirected && new URL(answer.url).pathname.startsWith(shell))
    await (await caches.open(name)).put(shell, answer);
}

async function page(request: Request): Promise<Response> {
  const kept = await caches.match(shell);
  try {
    const asked = fetch(request);
    // A navigation cannot be given a signal; a late answer is kept for the next time all the same.
    const answer = await (kept === undefined ? asked : Promise.race([asked, late()]));
    if (answer === undefined || (answer.status >= 500 && kept !== undefined)) {
      void asked.then(keepShell).catch(() => {});
      return kept!;
    }
    await keepShell(answer.clone());
    return answer;
  } catch (error) {
    if (kept !== undefined) return kept;
    throw error;
  }
}

const late = (): Promise<undefined> => new Promise((done) => setTimeout(done, patience));

async function part(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== scope.location.origin) return;
  if (request.mode === 'navigate' && (pathname === shell || pathname.startsWith(`${shell}/`))) event.respondWith(page(request));
  else if (files.includes(pathname)) event.respondWith(part(request));
});
