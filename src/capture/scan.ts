/**
 * One walk over the bytes of a JSON text, before it is parsed: how deep it is nested, and whether an object names a member twice. RFC 8259
 * (§4) leaves the second case open and JSON.parse keeps the last one in silence, so that two readers of one document may see two
 * different events; here it is refused. Nothing is built but for objects of very many members: 0.25 µs an event more than the depth alone,
 * beside 1.4 µs for the parse behind it and some 50 µs for all of its capture.
 */
import { ZhuisuError } from '../errors.ts';

/** Deeper than any document of the standard; parsers and printers behind recurse. */
const deepest = 64;
/** Members of one object. More than any event has, and an object of millions would cost memory before it could be refused. */
const widest = 10_000;
/** Up to so many members of an object are compared one by one, by their digests; more through a set. */
const fewMembers = 24;

const [quote, backslash, colon, comma] = [0x22, 0x5c, 0x3a, 0x2c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Members of the objects that are open at the moment, innermost last. Kept between walks, which do not overlap. */
const digests: number[] = [];
const starts: number[] = [];
const ends: number[] = [];
/** Where the members of each open level begin in these lists. */
const bases = new Int32Array(deepest + 1);

/** Throws too_deep, too_wide, key_repeated. What is no JSON at all is left to the parser. */
export function scanJson(bytes: Buffer): void {
  const sets: (Set<string> | undefined)[] = [];
  let depth = 0;
  let top = 0;
  bases[0] = 0;
  for (let i = 0; i < bytes.length; i++) {
    const c = bytes[i]!;
    if (c === quote) {
      const start = i + 1;
      i = endOfString(bytes, start);
      if (i < 0) return;
      let after = i + 1;
      while (bytes[after]! <= 0x20) after++;
      if (bytes[after] !== colon) continue;
      const base = bases[depth]!;
      const digest = digestOf(bytes, start, i);
      if (top - base < fewMembers) {
        for (let j = base; j < top; j++)
          if (digests[j] === digest && textOf(bytes, starts[j]!, ends[j]!) === textOf(bytes, start, i))
            throw repeated(bytes, start);
      } else {
        if (top - base >= widest) throw new ZhuisuError('too_wide', { expected: widest });
        const set = sets[depth] ?? new Set(starts.slice(base, top).map((from, j) => textOf(bytes, from, ends[base + j]!)));
        sets[depth] = set;
        const text = textOf(bytes, start, i);
        if (set.has(text)) throw repeated(bytes, start);
        set.add(text);
      }
      digests[top] = digest;
      starts[top] = start;
      ends[top] = i;
      top++;
      i = after;
    } else if (c === openBrace || c === openBracket) {
      if (++depth > deepest) throw new ZhuisuError('too_deep', { expected: deepest });
      bases[depth] = top;
    } else if (c === closeBrace || c === closeBracket) {
      if (depth === 0) return;
      sets[depth] = undefined;
      top = bases[depth]!;
      depth--;
    }
  }
}

/** Of the text behind the escapes, so that `"\u0061"` and `"a"` meet. */
function digestOf(bytes: Buffer, start: number, end: number): number {
  let digest = 0;
  for (let i = start; i < end; i++) {
    const c = bytes[i]!;
    if (c === backslash) return plainDigest(Buffer.from(textOf(bytes, start, end)));
    digest = (Math.imul(digest, 31) + c) | 0;
  }
  return digest;
}

const plainDigest = (text: Buffer): number => text.reduce((digest, c) => (Math.imul(digest, 31) + c) | 0, 0);

function textOf(bytes: Buffer, start: number, end: number): string {
  const raw = bytes.toString('utf8', start, end);
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    // No JSON: the parser will say where.
    return raw;
  }
}

/** A string ends at the first quote that an even number of backslashes precedes; -1 where none does. */
function endOfString(bytes: Buffer, start: number): number {
  for (let end = bytes.indexOf(quote, start); end >= 0; end = bytes.indexOf(quote, end + 1)) {
    let backslashes = 0;
    while (bytes[end - 1 - backslashes] === backslash && end - 1 - backslashes >= start) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return -1;
}

function repeated(bytes: Buffer, start: number): ZhuisuError {
  const text = textOf(bytes, start, endOfString(bytes, start));
  return new ZhuisuError('key_repeated', { path: `${pathTo(bytes, start)}${step(text)}`.slice(-200) });
}

const step = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`);

/** Path of the object in which the byte at `until` stands. */
function pathTo(bytes: Buffer, until: number): string {
  const open: { index: number | undefined; name: string }[] = [];
  let name = '';
  for (let i = 0; i < until; i++) {
    const c = bytes[i]!;
    const inner = open.at(-1);
    if (c === quote) {
      const end = endOfString(bytes, i + 1);
      if (end >= until) break;
      name = textOf(bytes, i + 1, end);
      i = end;
    } else if (c === colon && inner !== undefined) inner.name = name;
    else if (c === comma && inner?.index !== undefined) inner.index++;
    else if (c === openBrace) open.push({ index: undefined, name: '' });
    else if (c === openBracket) open.push({ index: 0, name: '' });
    else if (c === closeBrace || c === closeBracket) open.pop();
  }
  // The innermost object is the one that names a member twice.
  return `$${open
    .slice(0, -1)
    .map((each) => (each.index === undefined ? step(each.name) : `[${each.index}]`))
    .join('')}`;
}
