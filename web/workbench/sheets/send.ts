/** A file on its way to the server, with how far it is; it can be stopped. XMLHttpRequest, for fetch does not tell how much was sent. */

import { refusalOf, Unreachable } from '../../../src/client/index.ts';
import { actingFor } from '../lib/acting.ts';
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
      if (request.status < 300) resolve(JSON.parse(request.responseText) as UploadTold);
      else reject(refusalOf(path, request.status, request.responseText));
    };
    request.onerror = () => reject(new Unreachable(path, 'the line broke'));
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
