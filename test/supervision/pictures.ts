/** A real picture of eight by four dots, and what phones write into theirs. */

const bare =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/' +
  '2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAEAAgDASIAAhEBAxEB/8QAFQAB' +
  'AQAAAAAAAAAAAAAAAAAAAAT/xAAWEAEBAQAAAAAAAAAAAAAAAAAAA0H/xAAUAQEAAAAAAAAAAAAAAAAAAAAE/8QAGhEAAgIDAAAAAAAAAAAAAAAAAAEEMTOBsf/a' +
  'AAwDAQACEQMRAD8AmrgAzWIh4V30/9k=';
export const jpeg = Buffer.from(bare, 'base64');

const segment = (marker: number, body: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};

/** A directory of one entry, the orientation, and after it the words that must not be kept. */
export function withExif(orientation: number, secret: string): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(0x0112, 10);
  tiff.writeUInt16LE(3, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt16LE(orientation, 18);
  const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from(secret)]));
  const xmp = segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${secret}`));
  const comment = segment(0xfe, Buffer.from(secret));
  // A second picture with its own place hangs behind the end of the first.
  return Buffer.concat([jpeg.subarray(0, 2), exif, xmp, comment, jpeg.subarray(2), Buffer.from(secret)]);
}

/** One black dot. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);

export function pngWith(chunk: string, secret: string): Buffer {
  const body = Buffer.from(secret);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length, 0);
  head.write(chunk, 4, 'latin1');
  return Buffer.concat([png.subarray(0, 33), head, body, Buffer.alloc(4), png.subarray(33), body]);
}

/** A form as a browser sends it. */
export function formOf(fields: Readonly<Record<string, string>>, photos: readonly Buffer[] = []) {
  const boundary = 'zhuisu-form-boundary';
  const parts = [
    ...Object.entries(fields).map(([name, value]) =>
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    ),
    ...photos.flatMap((photo) => [
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="photo"; filename="IMG.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`,
      ),
      photo,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ];
  return { payload: Buffer.concat(parts), headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}
