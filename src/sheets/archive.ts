/**
 * The archive of an .xlsx (APPNOTE.TXT 6.3.9 §4.3): its directory, and its entries unpacked piece by piece. Sizes are those that were
 * measured, not those that the headers claim; the directory alone says what there is, local headers are only passed over.
 */
import { pipeline } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { ZhuisuError } from '../errors.ts';
import { piecesOf, type SheetFile } from './file.ts';
import { mostEntries, mostOfPart, mostRatio, mostUnpacked } from './limits.ts';

export interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  /** As claimed. */
  readonly size: number;
  readonly local: number;
}

export const broken = (zh: string, en: string, cause?: unknown): ZhuisuError =>
  new ZhuisuError('table_unreadable', { cause: { zh, en } }, cause === undefined ? {} : { cause });
const tooLarge = (expected: string): ZhuisuError => new ZhuisuError('table_too_large', { expected });

const end = 0x06054b50;
const entry = 0x02014b50;
const header = 0x04034b50;
const megabytes = `${mostUnpacked >> 20} MB 解压后 unpacked`;

/** Throws table_unreadable, table_too_large. */
export async function directoryOf(file: SheetFile): Promise<ReadonlyMap<string, Entry>> {
  const from = Math.max(0, file.size - 22 - 0xffff);
  const tail = await file.read(from, file.size);
  let at = tail.length - 22;
  while (at >= 0 && tail.readUInt32LE(at) !== end) at--;
  if (at < 0) throw broken('压缩包目录缺失', 'the archive has no directory');
  const [count, length, offset] = [tail.readUInt16LE(at + 10), tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
  if (count > mostEntries) throw tooLarge(`${mostEntries} 个压缩包条目 entries of the archive`);
  if (offset + length > from + at || length > mostOfPart)
    throw broken('压缩包目录损坏', 'the directory of the archive is damaged');
  return entriesIn(await file.read(offset, offset + length), count);
}

function entriesIn(directory: Buffer, count: number): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  let [at, total] = [0, 0];
  for (let i = 0; i < count; i++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entry)
      throw broken('压缩包目录损坏', 'the directory of the archive is damaged');
    const [nameLength, extraLength] = [directory.readUInt16LE(at + 28), directory.readUInt16LE(at + 30)];
    const nameEnd = at + 46 + nameLength;
    const extra = directory.subarray(nameEnd, nameEnd + extraLength);
    const name = directory
      .toString('utf8', at + 46, nameEnd)
      .replaceAll('\\', '/')
      .replace(/^\/+/, '');
    if ((directory.readUInt16LE(at + 8) & 1) !== 0) throw broken('文件已加密', 'it is encrypted');
    const [size, packed, local] = largeSizes(extra, [
      directory.readUInt32LE(at + 24),
      directory.readUInt32LE(at + 20),
      directory.readUInt32LE(at + 42),
    ]);
    if (entries.has(name)) throw broken(`条目 ${name} 重复`, `its entry ${name} stands twice`);
    total += size;
    if (total > mostUnpacked) throw tooLarge(megabytes);
    if (tooDense(size, packed)) throw bomb();
    entries.set(name, {
      name,
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packed,
      size,
      local,
    });
    at = nameEnd + extraLength + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** Sizes that do not fit stand in the extra field 0x0001, in this order (§4.5.3). */
function largeSizes(extra: Buffer, sizes: [number, number, number]): [number, number, number] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let from = at + 4;
    return sizes.map((size) => {
      if (size !== 0xffffffff || from + 8 > extra.length) return size;
      from += 8;
      return Number(extra.readBigUInt64LE(from - 8));
    }) as [number, number, number];
  }
  return sizes;
}

/** A few kilobytes may be dense. */
const tooDense = (size: number, packed: number): boolean => size > 4 << 20 && size > packed * mostRatio;
const bomb = (): ZhuisuError => tooLarge(`${mostRatio} 倍压缩率 times its packed size`);

/** Unpacks an entry; `budget` is what all of them together may still take. Throws table_unreadable, table_too_large. */
export async function* unpacked(file: SheetFile, item: Entry, budget: { left: number }): AsyncGenerator<Buffer> {
  const { name, local, packed, method, crc } = item;
  if (local + 30 > file.size) throw broken(`条目 ${name} 损坏`, `its entry ${name} is damaged`);
  const head = await file.read(local, local + 30);
  const start = local + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  if (head.readUInt32LE(0) !== header || start + packed > file.size)
    throw broken(`条目 ${name} 不完整`, `its entry ${name} is cut off`);
  if (method !== 0 && method !== 8) throw broken(`压缩方式 ${method} 不支持`, `its compression method is ${method}`);
  const pieces = piecesOf(file, start, start + packed);
  let [sum, size] = [0, 0];
  try {
    for await (const piece of method === 0 ? pieces : inflated(pieces)) {
      size += piece.length;
      budget.left -= piece.length;
      if (budget.left < 0) throw tooLarge(megabytes);
      if (tooDense(size, packed)) throw bomb();
      sum = crc32(piece, sum);
      yield piece;
    }
  } catch (error) {
    if (/^(?:Z_|ERR_Z)/.test((error as { code?: string }).code ?? ''))
      throw broken(`条目 ${name} 的压缩数据损坏`, `the compressed data of ${name} are damaged`, error);
    throw error;
  }
  if (sum !== crc) throw broken(`条目 ${name} 校验和不符`, `the checksum of ${name} does not fit`);
}

async function* inflated(pieces: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize: 64 << 10 });
  // What fails on either side reaches the loop below; who stops early ends both.
  pipeline(pieces, inflate, () => {});
  yield* inflate as AsyncIterable<Buffer>;
}

/** A small part in one piece. */
export async function wholePart(file: SheetFile, item: Entry, budget: { left: number }): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of unpacked(file, item, budget)) {
    size += piece.length;
    if (size > mostOfPart) throw tooLarge(`${mostOfPart >> 20} MB (${item.name})`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
