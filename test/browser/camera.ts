/** A film for Chromium’s fake camera: symbols on white, one after another (YUV4MPEG2, 15 frames a second). */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { patternOf, type SymbolSpec } from '../../src/labels/symbols.ts';

const [width, height] = [640, 480];

function frame(spec: SymbolSpec | undefined): Buffer {
  const luma = Buffer.alloc(width * height, 235);
  if (spec !== undefined) {
    const pattern = patternOf(spec);
    const size = Math.floor(Math.min((width - 40) / pattern.width, (height - 40) / pattern.height));
    const [left, top] = [Math.floor((width - pattern.width * size) / 2), Math.floor((height - pattern.height * size) / 2)];
    for (const [x, y, w, h] of pattern.dark)
      for (let row = top + y * size; row < top + (y + h) * size; row++)
        luma.fill(20, row * width + left + x * size, row * width + left + (x + w) * size);
  }
  return Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, 128)]);
}

/** Each symbol stands for a second, and a second of white lies between. */
export async function film(file: string, symbols: readonly SymbolSpec[]): Promise<void> {
  const stream = createWriteStream(file);
  stream.write(`YUV4MPEG2 W${width} H${height} F15:1 Ip A1:1 C420jpeg\n`);
  for (const each of symbols.flatMap((symbol) => [symbol, undefined])) {
    const picture = frame(each);
    for (let i = 0; i < 15; i++) if (!stream.write(picture)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}
