/** Light, dark, or as the system has it: kept in the browser, set on the root so that tokens.css follows. */
export type Scheme = 'system' | 'light' | 'dark';
const schemes: readonly Scheme[] = ['system', 'light', 'dark'];
const place = 'zhuisu-scheme';

export function kept(): Scheme {
  try {
    const found = localStorage.getItem(place);
    return schemes.find((each) => each === found) ?? 'system';
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
    return 'system';
  }
}

export function setScheme(scheme: Scheme): void {
  if (scheme === 'system') delete document.documentElement.dataset.scheme;
  else document.documentElement.dataset.scheme = scheme;
  try {
    localStorage.setItem(place, scheme);
  } catch {
    // As above.
  }
}

export const nextScheme = (scheme: Scheme): Scheme => schemes[(schemes.indexOf(scheme) + 1) % schemes.length]!;
