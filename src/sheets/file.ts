/** A file that lies somewhere and is read in pieces: in memory, or in the database. Never held whole by who reads it. */

export interface SheetFile {
  readonly size: number;
  /** The bytes from `from` up to `to`, not included; both within the size. */
  read(from: number, to: number): Promise<Buffer>;
}

export const fileOf = (bytes: Buffer): SheetFile => ({
  size: bytes.length,
  read: async (from, to) => bytes.subarray(from, to),
});

/** Bytes that are read at once. */
const step = 128 << 10;

export async function* piecesOf(file: SheetFile, from = 0, to = file.size): AsyncGenerator<Buffer> {
  for (let at = from; at < to; at += step) yield await file.read(at, Math.min(at + step, to));
}
