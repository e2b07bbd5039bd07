/** Finds symbols in pictures, away from the page’s own thread. The decoder comes from this server, never from elsewhere. */
import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

export interface Question {
  readonly id: number;
  readonly picture: ImageData | Blob;
  /** Look longer: a picture that was chosen, not one of thirty a second. */
  readonly thorough: boolean;
}

export interface Answer {
  readonly id: number;
  /** The texts, GS1 element strings announced by their symbology identifier. */
  readonly texts: readonly string[];
  readonly failed?: string;
}

const scope = self as unknown as { onmessage: (event: MessageEvent<Question>) => void; postMessage(answer: Answer): void };

prepareZXingModule({ overrides: { locateFile: () => wasm } });

const options: ReaderOptions = {
  formats: [
    'QRCode',
    'MicroQRCode',
    'DataMatrix',
    'Code128',
    'EAN13',
    'EAN8',
    'UPCA',
    'UPCE',
    'ITF',
    'Code39',
    'PDF417',
    'Aztec',
  ],
  textMode: 'Plain',
  maxNumberOfSymbols: 8,
};

/** Symbology identifiers of GS1 element strings (ISO/IEC 15424): they tell data with FNC1 from plain text. */
const announced = new Set([']d2', ']C1', ']Q3', ']e0']);

scope.onmessage = async ({ data: { id, picture, thorough } }) => {
  try {
    const found = await readBarcodes(picture, { ...options, tryHarder: thorough });
    const texts = found
      .filter(({ isValid }) => isValid)
      .map(({ text, symbologyIdentifier }) => (announced.has(symbologyIdentifier) ? symbologyIdentifier + text : text));
    scope.postMessage({ id, texts });
  } catch (error) {
    scope.postMessage({ id, texts: [], failed: String((error as Error).message ?? error) });
  }
};
