/** Sends the order, lists what was issued, and downloads with a bar that shows how far it is. */
import { en, html } from '../portal/html.ts';

interface Range {
  readonly id: string;
  readonly product: string;
  readonly lot: string;
  readonly quantity: number;
  readonly issuedAt: string;
  readonly example: { readonly code: string };
}

const find = <Kind extends HTMLElement = HTMLElement>(id: string): Kind => document.getElementById(id) as Kind;
const form = find<HTMLFormElement>('order');
const bar = find<HTMLProgressElement>('progress');

function headers(): Record<string, string> {
  const token = String(new FormData(form).get('token') ?? '');
  return token === '' ? {} : { authorization: `Bearer ${token}` };
}

function say(zh: string, english: string): void {
  find('answer').innerHTML = String(html`${zh}${en(english)}`);
}

async function ask(path: string, init: RequestInit = {}): Promise<Response | undefined> {
  const answer = await fetch(path, { ...init, headers: { ...headers(), ...init.headers } }).catch(() => undefined);
  if (answer?.ok) return answer;
  const problem = (await answer?.json().catch(() => undefined)) as
    | { titleZh?: string; repairZh?: string; title?: string; repair?: string }
    | undefined;
  say(
    problem?.titleZh === undefined
      ? '服务器没有响应，请稍后再试；同一请求不会重复发码。'
      : `${problem.titleZh}。${problem.repairZh}`,
    problem?.title === undefined
      ? 'The server does not answer; try again, no code is issued twice.'
      : `${problem.title}. ${problem.repair}`,
  );
  return undefined;
}

async function list(): Promise<void> {
  const answer = await ask('/api/v1/code-ranges');
  if (answer === undefined) return;
  const { ranges } = (await answer.json()) as { ranges: readonly Range[] };
  find('empty').hidden = ranges.length > 0;
  find('ranges').innerHTML = ranges
    .map(({ id, product, lot, quantity, issuedAt, example }) =>
      String(html`<li><b>${product.replace(/^.*\//, '')}</b> <span>${lot}</span> <data>${quantity.toLocaleString()}</data>
        <time>${issuedAt.slice(0, 10)}</time> <code>${example.code}</code>
        <span class="tools"><button type="button" data-file="/api/v1/code-ranges/${id}/codes.csv" data-total="${quantity}">CSV</button>
        <button type="button" data-file="/api/v1/code-ranges/${id}/codes.xlsx" data-total="${quantity}">XLSX</button>
        <button type="button" data-file="/api/v1/code-ranges/${id}/labels.pdf" data-total="${quantity}">标签 PDF</button></span></li>`),
    )
    .join('');
}

/** To a file as it comes where the browser allows it, else in memory. */
async function download(path: string): Promise<void> {
  const query = path.endsWith('.pdf') ? `?layout=${find<HTMLSelectElement>('layout').value}` : '';
  const answer = await ask(path + query);
  if (answer?.body == null) return;
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'codes';
  const size = Number(answer.headers.get('content-length') ?? 0);
  const labels = Number(answer.headers.get('x-labels') ?? 0);
  bar.hidden = false;
  bar.removeAttribute('value');
  let bytes = 0;
  const counted = answer.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(part, controller) {
        bytes += part.length;
        if (size > 0) bar.value = bytes / size;
        const done =
          size > 0
            ? `${Math.floor((100 * bytes) / size)} %`
            : `${(bytes / 2 ** 20).toFixed(1)} MB${labels > 0 ? ` / ${labels} 张` : ''}`;
        say(`正在下载 ${name}：${done}`, 'downloading');
        controller.enqueue(part);
      },
    }),
  );
  const picker = (
    window as unknown as {
      showSaveFilePicker?: (options: object) => Promise<{ createWritable(): Promise<WritableStream<Uint8Array>> }>;
    }
  ).showSaveFilePicker;
  if (picker !== undefined && size > 200 * 2 ** 20)
    await counted.pipeTo(await (await picker({ suggestedName: name })).createWritable());
  else {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await new Response(counted).blob());
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
  bar.hidden = true;
  say(`已下载 ${name}`, `${name} is here`);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const data = new FormData(form);
  const number = (name: string): number | undefined => (data.get(name) ? Number(data.get(name)) : undefined);
  const body = { product: data.get('product'), lot: data.get('lot'), quantity: number('quantity'), declared: number('declared') };
  // The same form sent twice is the same request: a double click issues nothing twice.
  const name = form.dataset['request'] ?? crypto.randomUUID();
  form.dataset['request'] = name;
  void ask('/api/v1/code-ranges', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': name },
  }).then(async (answer) => {
    if (answer === undefined) return;
    const { quantity, lot } = (await answer.json()) as Range;
    delete form.dataset['request'];
    say(`批次 ${lot} 已发 ${quantity.toLocaleString()} 个码`, 'issued');
    await list();
  });
});
form.addEventListener('input', () => delete form.dataset['request']);
find('ranges').addEventListener('click', (event) => {
  const file = (event.target as HTMLElement).dataset['file'];
  if (file !== undefined) void download(file);
});
form.querySelector('[name=token]')!.addEventListener('change', () => void list());
void list();
