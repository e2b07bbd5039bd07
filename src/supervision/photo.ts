/**
 * A picture without what a camera writes beside it: place, time, device, owner, thumbnail. The image itself is not touched; of all
 * that is told about it only which way up it is remains. Pure.
 */

export const mostPhotoBytes = 12_000_000;
export type PhotoType = 'image/jpeg' | 'image/png';

const jpegStart = [0xff, 0xd8, 0xff];
const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const begins = (bytes: Uint8Array, start: readonly number[]): boolean => start.every((byte, i) => bytes[i] === byte);

/** Undefined for what is neither JPEG nor PNG, or breaks off. */
export function barePhoto(bytes: Buffer): { readonly type: PhotoType; readonly bytes: Buffer } | undefined {
  const type: PhotoType | undefined = begins(bytes, jpegStart) ? 'image/jpeg' : begins(bytes, pngStart) ? 'image/png' : undefined;
  if (type === undefined) return undefined;
  const bare = type === 'image/jpeg' ? bareJpeg(bytes) : barePng(bytes);
  return bare === undefined ? undefined : { type, bytes: bare };
}

/** Segments that describe the coding of the image (ITU-T T.81 Annex B): frames, tables, scans, restart; no APPn, no comment. */
const isCoding = (marker: number): boolean => (marker >= 0xc0 && marker <= 0xcf) || (marker >= 0xda && marker <= 0xdf);
/** APP14 of Adobe says how colours are coded: without it some pictures turn green. */
const adobe = 0xee;
const scan = 0xda;
const end = 0xd9;

function bareJpeg(bytes: Buffer): Buffer | undefined {
  const kept: Buffer[] = [];
  let orientation = 1;
  let at = 2;
  while (at + 2 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    // What stands behind the end of the image is no part of it: phones hang whole second pictures there, with their places.
    if (marker === end)
      return Buffer.concat([Buffer.from([0xff, 0xd8]), upright(orientation), ...kept, bytes.subarray(at, at + 2)]);
    if (at + 4 > bytes.length) return undefined;
    const length = bytes.readUInt16BE(at + 2);
    const next = at + 2 + length;
    if (length < 2 || next > bytes.length) return undefined;
    if (marker === 0xe1) orientation = orientationIn(bytes.subarray(at + 4, next)) ?? orientation;
    if (isCoding(marker) || (marker === adobe && bytes.toString('latin1', at + 4, at + 9) === 'Adobe'))
      kept.push(bytes.subarray(at, next));
    at = next;
    if (marker !== scan) continue;
    const begun = at;
    // The coded data run to the next marker that is neither a stuffed zero nor a restart.
    while (
      at + 1 < bytes.length &&
      !(bytes[at] === 0xff && bytes[at + 1] !== 0 && !isRestart(bytes[at + 1]!) && bytes[at + 1] !== 0xff)
    )
      at++;
    kept.push(bytes.subarray(begun, at));
  }
  return undefined;
}

const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;

/** TIFF tag 0x0112 of the first directory (Exif 2.3, §4.6.4). */
function orientationIn(segment: Buffer): number | undefined {
  if (segment.length < 22 || segment.toString('latin1', 0, 6) !== 'Exif\0\0') return undefined;
  const tiff = segment.subarray(6);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number): number => (at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = long(4);
  for (let i = 0; i < Math.min(short(directory), 64); i++) {
    const entry = directory + 2 + i * 12;
    if (short(entry) !== 0x0112) continue;
    const value = short(entry + 8);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** An Exif segment that holds which way up the picture is, and nothing else; none where it is upright anyway. */
function upright(orientation: number): Buffer {
  if (orientation === 1) return Buffer.alloc(0);
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex');
  tiff.writeUInt16BE(orientation, 18);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** Chunks that the image needs (PNG, third edition, §11): no text, no time, no Exif. */
const chunks: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD', 'IDAT']);

function barePng(bytes: Buffer): Buffer | undefined {
  const kept: Buffer[] = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const next = at + 12 + length;
    if (next > bytes.length) return undefined;
    if (type === 'IEND') return Buffer.concat([...kept, bytes.subarray(at, next)]);
    if (chunks.has(type)) kept.push(bytes.subarray(at, next));
    at = next;
  }
  return undefined;
}
