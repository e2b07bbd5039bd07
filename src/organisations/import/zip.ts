/**
 * What an .xlsx holds, unpacked under a limit (APPNOTE.TXT 6.3 §4.3). The parts that a table needs are packed again without compression,
 * so that the reader of worksheets meets nothing that was not measured here, whatever the headers of the file say.
 */
import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { ZhuisuError } from '../../errors.ts';

const unpack = promisify(inflateRaw) as (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

interface Entry {
  readonly method: number;
  readonly packed: Buffer;
}

const broken = (cause: string): ZhuisuError => new ZhuisuError('table_unreadable', { cause });

/** Entries by name, still packed. Throws table_unreadable. */
export function entriesOf(file: Buffer): Map<string, Entry> {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > file.length) throw broken('the archive has no directory 压缩包目录缺失');
  const count = file.readUInt16LE(end + 10);
  const entries = new Map<string, Entry>();
  let at = file.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || file.readUInt32LE(at) !== 0x02014b50) throw broken('its directory is damaged 压缩包目录损坏');
    const [flags, method] = [file.readUInt16LE(at + 8), file.readUInt16LE(at + 10)];
    const [size, local] = [file.readUInt32LE(at + 20), file.readUInt32LE(at + 42)];
    const [nameLength, extra, comment] = [file.readUInt16LE(at + 28), file.readUInt16LE(at + 30), file.readUInt16LE(at + 32)];
    const name = file.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/');
    if ((flags & 1) !== 0) throw broken('it is encrypted 文件已加密');
    if (local + 30 > file.length || file.readUInt32LE(local) !== 0x04034b50) throw broken('an entry is damaged 压缩包条目损坏');
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    if (start + size > file.length) throw broken('an entry is cut off 压缩包条目不完整');
    entries.set(name, { method, packed: file.subarray(start, start + size) });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

/** Unpacks one entry of at most `most` bytes. Throws table_too_large, table_unreadable. */
export async function unpacked({ method, packed }: Entry, most: number): Promise<Buffer> {
  const tooLarge = new ZhuisuError('table_too_large', { expected: `${mostUnpacked >> 20} MB unpacked (解压后)` });
  if (method === 0 && packed.length <= most) return packed;
  if (method === 0) throw tooLarge;
  if (method !== 8) throw broken(`compression method ${method} 压缩方式不支持`);
  try {
    return await unpack(packed, { maxOutputLength: most });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge;
    throw broken('its compression is damaged 压缩数据损坏');
  }
}

/** 50,000 rows of eight columns take about 25 MB of XML. */
export const mostUnpacked = 64 << 20;

/** An archive of these parts, in this order, without compression. */
export function packed(parts: readonly (readonly [name: string, bytes: Buffer])[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, bytes] of parts) {
    const title = Buffer.from(name);
    // From "version needed" to "extra length", alike in both headers: no flags, stored, no time.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(title.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    files.push(Buffer.from([0x50, 0x4b, 3, 4]), common, title, bytes);
    directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, place, title);
    offset += 30 + title.length + bytes.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, central, end]);
}
