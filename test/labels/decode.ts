/** An independent decoder, fed with what was printed. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer as ArrayBuffer } });

export interface Decoded {
  readonly format: string;
  /** FNC1 within the data as GS. */
  readonly text: string;
}

export async function decode(picture: Buffer, most = 255): Promise<Decoded[]> {
  const found = await readBarcodes(new Blob([new Uint8Array(picture)]), {
    tryHarder: true,
    maxNumberOfSymbols: most,
    textMode: 'Plain',
  });
  return found.filter(({ isValid }) => isValid).map(({ format, text }) => ({ format, text }));
}
