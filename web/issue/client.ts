/** Sends the order, lists what was issued, and downloads with a bar that shows how far it is. */
import { Refusal, Zhuisu } from '../../src/client/index.ts';
import { en, html } from '../portal/html.ts';

const find = <Kind extends HTMLElement = HTMLElement>(id: string): Kind => document.getElementById(id) as Kind;
const form = find<HTMLFormElement>('order');
const bar = find<HTMLProgressElement>('progress');

/** With the token that stands in the form. */
const zhuisu = (): Zhuisu =>
  new Zhuisu({ baseUrl: location.origin, token: String(new FormData(form).get('token') ?? ''), retries: 2 });

function say(zh: string, english: string): void {
  find('answer').innerHTML = String(html`${zh}${en(english)}`);
}

/** Does it, or says why it cannot be done. */
async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Refusal && error.status === 401)
      find('answer').innerHTML = String(
        html`这里由登记的企业发码。<a class="button" href="/sign-in?next=%2Fissue">登录${en('Sign in')}</a>${en('Codes are issued by registered firms.')}`,
      );
    else if (error instanceof Refusal) say(`${error.titleZh}。${error.repairZh}`, `${error.title}. ${error.repair}`);
    else
      say(
        '服务器没有响应，请稍后再试；同一请求不会重复发码。',
        'The server does not answer; try again, no code is issued twice.',
      );
  }
}

async function list(): Promise<void> {
  const ranges = await zhuisu().codeRanges();
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
  const answer = await zhuisu().download(path + query);
  if (answer.body === null) return;
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
  const text = (name: string): string => String(data.get(name) ?? '');
  const number = (name: string): number | undefined => (data.get(name) ? Number(data.get(name)) : undefined);
  // The same form sent twice is the same request: a double click issues nothing twice.
  const request = form.dataset['request'] ?? crypto.randomUUID();
  form.dataset['request'] = request;
  const [quantity, declared] = [number('quantity') ?? 0, number('declared')];
  const asked = {
    product: text('product'),
    lot: text('lot'),
    quantity,
    request,
    ...(declared === undefined ? {} : { declared }),
  };
  void attempt(async () => {
    const range = await zhuisu().issueCodes(asked);
    delete form.dataset['request'];
    say(`批次 ${range.lot} 已发 ${range.quantity.toLocaleString()} 个码`, 'issued');
    await list();
  });
});
form.addEventListener('input', () => delete form.dataset['request']);
find('ranges').addEventListener('click', (event) => {
  const file = (event.target as HTMLElement).dataset['file'];
  if (file !== undefined) void attempt(() => download(file));
});
form.querySelector('[name=token]')!.addEventListener('change', () => void attempt(list));
void attempt(list);
