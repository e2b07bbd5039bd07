/** The decoder seen from the page: one question at a time, answers by promise. */
import type { Answer, Question } from './decoder.worker.ts';

export interface Decoder {
  decode(picture: ImageData | Blob, thorough: boolean): Promise<readonly string[]>;
}

/** `onFailure`: the decoder cannot work at all; said once. */
export function startDecoder(onFailure: (cause: string) => void): Decoder {
  const worker = new Worker(new URL('./decoder.worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (texts: readonly string[]) => void>();
  let last = 0;
  let told = false;
  const fail = (cause: string): void => {
    if (!told) onFailure(cause);
    told = true;
  };
  worker.onmessage = ({ data: { id, texts, failed } }: MessageEvent<Answer>) => {
    if (failed !== undefined) fail(failed);
    waiting.get(id)?.(texts);
    waiting.delete(id);
  };
  worker.onerror = (event) => {
    fail(event.message);
    for (const done of waiting.values()) done([]);
    waiting.clear();
  };
  return {
    decode: (picture, thorough) =>
      new Promise((done) => {
        const question: Question = { id: ++last, picture, thorough };
        waiting.set(question.id, done);
        worker.postMessage(question);
      }),
  };
}
