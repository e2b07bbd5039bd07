/** An archive as it is made (APPNOTE.TXT 6.3.9 §4.3): parts one after the other, each compressed while it comes. */
import { pipeline } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

export interface Part {
  readonly name: string;
  readonly content: AsyncIterable<Buffer> | Iterable<Buffer>;
}

/** Bit 3: sizes stand behind the data; bit 11: names are UTF-8. */
const flags = 0x0808;
const deflated = 8;
/** 1980-01-01, so that the same table gives the same bytes. */
const date = 0x0021;
/** Tables shrink to a tenth at any level; the higher ones cost three times as much for a few percent. */
const level = 3;

export async function* zipped(parts: Iterable<Part>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content } of parts) {
    const title = Buffer.from(name);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    common(head, 4, title.length);
    yield Buffer.concat([head, title]);
    const deflate = createDeflateRaw({ level });
    let [crc, size, packed] = [0, 0, 0];
    pipeline(counted(content), deflate, () => {});
    for await (const piece of deflate as AsyncIterable<Buffer>) {
      packed += piece.length;
      yield piece;
    }
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc, 0);
    sizes.writeUInt32LE(packed, 4);
    sizes.writeUInt32LE(size, 8);
    yield Buffer.concat([Buffer.from([0x50, 0x4b, 7, 8]), sizes]);
    const row = Buffer.alloc(46);
    row.writeUInt32LE(0x02014b50, 0);
    row.writeUInt16LE(20, 4);
    common(row, 6, title.length);
    sizes.copy(row, 16);
    row.writeUInt32LE(at, 42);
    directory.push(row, title);
    at += 30 + title.length + packed + 16;

    async function* counted(pieces: Part['content']): AsyncGenerator<Buffer> {
      for await (const piece of pieces) {
        crc = crc32(piece, crc);
        size += piece.length;
        yield piece;
      }
    }
  }
  const rows = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length / 2, 8);
  end.writeUInt16LE(directory.length / 2, 10);
  end.writeUInt32LE(rows.length, 12);
  end.writeUInt32LE(at, 16);
  yield Buffer.concat([rows, end]);
}

/** Version needed to the length of the extra field, alike in both headers; sizes stay zero. */
function common(head: Buffer, from: number, nameLength: number): void {
  head.writeUInt16LE(20, from);
  head.writeUInt16LE(flags, from + 2);
  head.writeUInt16LE(deflated, from + 4);
  head.writeUInt16LE(date, from + 8);
  head.writeUInt16LE(nameLength, from + 22);
}
