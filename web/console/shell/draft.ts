/** What somebody types is kept in the browser until it was taken: an error, a reload or a new sign-in loses nothing. */
import { useEffect, useState } from 'react';

const place = (key: string): string => `zhuisu-draft ${key}`;

function read<T>(key: string, otherwise: T): T {
  try {
    const kept = sessionStorage.getItem(place(key));
    return kept === null ? otherwise : { ...otherwise, ...(JSON.parse(kept) as Partial<T>) };
  } catch {
    return otherwise;
  }
}

export function useDraft<T extends object>(key: string, empty: T): readonly [T, (changes: Partial<T>) => void, () => void] {
  const [value, set] = useState<T>(() => read(key, empty));
  useEffect(() => {
    try {
      if (JSON.stringify(value) === JSON.stringify(empty)) sessionStorage.removeItem(place(key));
      else sessionStorage.setItem(place(key), JSON.stringify(value));
    } catch {
      // Without storage it lasts as long as the page.
    }
  });
  return [value, (changes) => set((before) => ({ ...before, ...changes })), () => set(empty)];
}
