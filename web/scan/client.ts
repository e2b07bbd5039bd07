/**
 * Begins small: what recognises codes comes once the page stands, or when somebody touches it before. What was pressed or chosen meanwhile is
 * done then.
 */
let loaded: Promise<unknown> | undefined;
let ready = false;

function load(): Promise<unknown> {
  loaded ??= import('./scanning.ts').then(() => {
    ready = true;
  });
  return loaded;
}

const again = (event: Event): void => {
  if (ready) return;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return;
  if (event.type === 'click') {
    const button = target.closest('button');
    if (button === null || button.type === 'submit') return;
    event.preventDefault();
    void load().then(() => button.click());
  } else void load().then(() => target.dispatchEvent(new Event(event.type, { bubbles: true })));
};
for (const type of ['click', 'change']) document.addEventListener(type, again, true);

// Painted first: a telephone shows the page before it reads the rest.
requestAnimationFrame(() => setTimeout(() => void load()));
