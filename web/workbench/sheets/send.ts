/** A file on its way to the server, with how far it is; it can be stopped. XMLHttpRequest, for fetch does not tell how much was sent. */
import { actingFor } from '../lib/acting.ts';
import { NoAnswer, type Problem, Refused } from '../lib/api.ts';
import type { UploadTold } from '../today/work.ts';

export interface Sending {
  readonly done: Promise<UploadTold>;
  stop(): void;
}

/** `onPart`: share that was sent, 0 to 1. The promise rejects with Refused, NoAnswer, or AbortError. */
export function sendSheet(path: string, file: File, onPart: (share: number) => void): Sending {
  const request = new XMLHttpRequest();
  const done = new Promise<UploadTold>((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => onPart(total === 0 ? 0 : loaded / total);
    request.onload = () => {
      let told: unknown;
      try {
        told = JSON.parse(request.responseText);
      } catch {
        return reject(new NoAnswer(request.status));
      }
      if (request.status < 300) resolve(told as UploadTold);
      else reject(request.status < 500 ? new Refused(told as Problem) : new NoAnswer(request.status));
    };
    request.onerror = () => reject(new NoAnswer());
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
  });
  request.open('POST', `${path}?name=${encodeURIComponent(file.name)}`);
  request.setRequestHeader(
    'content-type',
    /\.csv$/i.test(file.name) ? 'text/csv' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  );
  const acting = actingFor()?.id;
  if (acting !== undefined) request.setRequestHeader('zhuisu-acting-for', acting);
  request.send(file);
  return { done, stop: () => request.abort() };
}
