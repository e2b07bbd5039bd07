/** Clocks, numbers and pictures of complaints, as tables. */
import { describe, expect, it } from 'vitest';
import { barePhoto, type Calendar, clockOn, complaintClocks, dueBy, readComplaintNumber } from '../../src/supervision/index.ts';
import { jpeg, png, pngWith, withExif } from './pictures.ts';

const calendar: Calendar = {
  off: new Set(['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07']),
  worked: new Set(['2026-10-10']),
};
const at = (text: string): number => Date.parse(`${text}+08:00`);
const dayOf = (millis: number): string => new Date(millis + 8 * 3_600_000).toISOString().slice(0, 16);

describe('time limits', () => {
  it.each([
    ['accept', 'complaint', '2026-11-24T12:00', '2026-12-03T23:59', 'seven working days, the weekend left out'],
    ['accept', 'complaint', '2026-11-24T23:59', '2026-12-03T23:59', 'the day it came in does not count, at whatever hour'],
    ['accept', 'complaint', '2026-11-28T09:00', '2026-12-08T23:59', 'from a Saturday'],
    ['accept', 'complaint', '2026-09-30T09:00', '2026-10-15T23:59', 'holidays left out, a Saturday that is worked counted'],
    ['accept', 'report', '2026-11-24T12:00', '2026-12-15T23:59', 'fifteen working days to check a report'],
    ['answer', 'complaint', '2026-11-24T12:00', '2027-01-23T23:59', 'sixty days'],
    ['extension', 'complaint', '2026-11-24T12:00', '2026-12-24T23:59', 'thirty days more'],
  ] as const)('%s of a %s from %s ends %s: %s', (id, kind, from, until, _why) => {
    expect(dayOf(dueBy(clockOn(id, kind, from.slice(0, 10)), at(from), calendar))).toBe(until);
  });

  it('say where they are written and whether that was read', () => {
    for (const { basis, id } of complaintClocks) expect(basis.text.length, id).toBeGreaterThan(5);
    expect(complaintClocks.filter(({ basis }) => !basis.verified).map(({ id }) => id)).toEqual(['accept', 'answer', 'extension']);
  });
});

describe('numbers', () => {
  it.each([
    ['TS261124-2A3B4-C5D6E', 'TS261124-2A3B4-C5D6E'],
    ['ts261124 2a3b4 c5d6e', 'TS261124-2A3B4-C5D6E'],
    ['TS2611242A3B4C5D6E', 'TS261124-2A3B4-C5D6E'],
    ['TS261124-2A3B4-C5D6', undefined],
    ['TS261124-2A3B4-C5D60', undefined],
    ["' or 1=1 --", undefined],
    ['', undefined],
  ])('typed as %s is %s', (typed, number) => expect(readComplaintNumber(typed)).toBe(number));
});

describe('a picture is kept without what the camera wrote beside it', () => {
  const secret = 'GPS 35.0906,112.5901 Xiaomi 2026:11:24';

  it.each([
    ['a JPEG with Exif, XMP, a comment and a second picture', withExif(1, secret), 'image/jpeg'],
    ['a PNG with eXIf', pngWith('eXIf', secret), 'image/png'],
    ['a PNG with tEXt', pngWith('tEXt', secret), 'image/png'],
    ['a PNG with tIME', pngWith('tIME', secret), 'image/png'],
  ])('%s', (_, came, type) => {
    expect(came.includes('GPS')).toBe(true);
    const bare = barePhoto(came)!;
    expect(bare.type).toBe(type);
    expect(bare.bytes.includes('GPS')).toBe(false);
    expect(bare.bytes.includes('Xiaomi')).toBe(false);
  });

  it('keeps the image itself, byte for byte', () => {
    // Of what most cameras write without Exif, the short header of JFIF alone goes.
    expect(barePhoto(jpeg)!.bytes.length).toBe(jpeg.length - 18);
    expect(barePhoto(png)!.bytes).toEqual(png);
    const coded = (bytes: Buffer): Buffer => bytes.subarray(bytes.indexOf(Buffer.from([0xff, 0xdb])));
    expect(coded(barePhoto(withExif(1, secret))!.bytes)).toEqual(coded(jpeg));
  });

  it.each([3, 6, 8])('keeps which way up it is: %i', (orientation) => {
    const { bytes } = barePhoto(withExif(orientation, secret))!;
    const exif = bytes.indexOf('Exif\0\0');
    expect(bytes.readUInt16BE(exif + 6 + 18)).toBe(orientation);
    // Stripped again it stays what it is.
    expect(barePhoto(bytes)!.bytes).toEqual(bytes);
  });

  it.each([
    ['a GIF', Buffer.from('GIF89a')],
    ['a page that calls itself a picture', Buffer.from('<svg onload=alert(1)>')],
    ['a JPEG that breaks off', jpeg.subarray(0, 200)],
    ['a JPEG without its end', jpeg.subarray(0, -2)],
    ['a PNG that breaks off', png.subarray(0, 40)],
    ['a JPEG whose segment is longer than it', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 0, 0])],
    ['nothing', Buffer.alloc(0)],
  ])('%s is none', (_, came) => expect(barePhoto(came)).toBeUndefined());
});
