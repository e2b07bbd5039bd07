/** Which area lies in which, on a given day. */
import { holds, tree } from './time.ts';
import type { Area, Day, Jurisdiction } from './types.ts';

/** Rows of a code, in this jurisdiction and those below. */
const rowsOf = (jurisdiction: Jurisdiction, code: string): Area[] =>
  tree(jurisdiction).flatMap(({ areas }) => areas.filter((area) => area.code === code));

/** The code by the name, of areas that hold on that day and whose name is that of no other; divisions that have a national code alone. */
export function codesByName(jurisdiction: Jurisdiction, day: Day): Map<string, string> {
  const found = new Map<string, string | undefined>();
  for (const { areas } of tree(jurisdiction))
    for (const area of areas) {
      if (!/^\d{6}(?:\d{3})?$/.test(area.code) || !holds(area, day)) continue;
      const other = found.has(area.zh) && found.get(area.zh) !== area.code;
      found.set(area.zh, other ? undefined : area.code);
    }
  return new Map([...found].flatMap(([name, code]) => (code === undefined ? [] : [[name, code] as const])));
}

/** The area of that code on that day; undefined for a code that did not exist then, or that the file does not know. */
export function areaAt(jurisdiction: Jurisdiction, code: string, day: Day): Area | undefined {
  return rowsOf(jurisdiction, code).find((area) => holds(area, day));
}

/**
 * The code directly above, by the digits: village (12) → township (9) → county (6) → prefecture (xxxx00) → province (xx0000). Undefined
 * above a province and for what has no such form.
 */
export function codeAbove(code: string): string | undefined {
  if (/^\d{12}$/.test(code)) return code.slice(0, 9);
  if (/^\d{6}(?:\d{3}|[A-Z]\d\d)$/.test(code)) return code.slice(0, 6);
  if (!/^\d{6}$/.test(code) || code.endsWith('0000')) return undefined;
  return code.endsWith('00') ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`;
}

/**
 * Whether `outer` contained `inner` on that day; an area contains itself. Of codes that the file knows each must have existed then;
 * codes that it does not know (villages) are judged by their digits.
 */
export function contains(jurisdiction: Jurisdiction, outer: string, inner: string, day: Day): boolean {
  const met = new Set<string>();
  for (let code: string | undefined = inner; code !== undefined && !met.has(code); ) {
    met.add(code);
    const rows = rowsOf(jurisdiction, code);
    const area = rows.find((each) => holds(each, day));
    if (rows.length > 0 && area === undefined) return false;
    if (code === outer) return true;
    code = area?.parent ?? codeAbove(code);
  }
  return false;
}

/** The code that stands for this one on that day: itself, or what took its place. Undefined where it ended without a successor. */
export function codeAt(jurisdiction: Jurisdiction, code: string, day: Day): string | undefined {
  const met = new Set<string>();
  for (let current: string | undefined = code; current !== undefined && !met.has(current); ) {
    met.add(current);
    const rows = rowsOf(jurisdiction, current);
    if (rows.length === 0 || rows.some((area) => holds(area, day))) return current;
    current = rows.find(({ to, successor }) => successor !== undefined && to !== undefined && to <= day)?.successor;
  }
  return undefined;
}

/** What every code inside begins with, where the digits alone decide. */
export const prefixOf = (code: string): string => (/^\d{6}$/.test(code) ? code.replace(/(?:00){1,2}$/, '') : code);

/** Beginnings of the codes of all that lies, or lay, in this area: by the digits, by a stated parent, by what took a code's place. */
export function prefixesWithin(jurisdiction: Jurisdiction, code: string): string[] {
  const found = new Set([code]);
  const areas = tree(jurisdiction).flatMap((each) => each.areas);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const area of areas) if (found.has(area.parent ?? '') || found.has(area.successor ?? '')) found.add(area.code);
  }
  return [...found].map(prefixOf);
}
