/** Puts the page to work: camera, pictures, typing scanners in; what the code is out. */
import { recognise, schemes } from '../../src/codes/index.ts';
import { readingBlock, withScheme } from '../portal/codes.ts';
import { en, html } from '../portal/html.ts';
import { Camera, CameraTrouble, type Trouble } from './camera.ts';
import { startDecoder } from './decoder.ts';
import { type Item, ScanList } from './list.ts';
import { sound } from './sound.ts';
import { Wedge } from './wedge.ts';

const find = <Kind extends HTMLElement = HTMLButtonElement>(id: string): Kind => document.getElementById(id) as Kind;
const schemeById = new Map(schemes.map((scheme) => [scheme.id, scheme]));
const kept = 'zhuisu-scan';
/** A symbol that stays in view is one scan; it counts again after it was away so long. */
const away = 1_500;

const camera = new Camera(find<HTMLVideoElement>('video'));
const decoder = startDecoder(() =>
  complain('识别组件未能加载，请刷新页面，或直接输入编码。', 'The decoder did not load: reload, or type the code.'),
);
const wedge = new Wedge();
const list = ScanList.parse(sessionStorage.getItem(kept));
const seen = new Map<string, number>();
let continuous = sessionStorage.getItem(`${kept}-mode`) === 'continuous';
let loud = true;

const troubles: Readonly<Record<Trouble, readonly [zh: string, en: string]>> = {
  insecure: [
    '只有 https 或 localhost 页面才能使用摄像头，可改用选图片。',
    'The camera needs https or localhost; a picture works here too.',
  ],
  none: ['没有找到摄像头，可改用选图片或输入。', 'No camera was found; choose a picture or type the code.'],
  refused: [
    '摄像头权限被拒绝，请在浏览器设置中允许后重试。',
    'The camera was refused: allow it in the browser’s settings and try again.',
  ],
  busy: ['摄像头正被其他程序使用。', 'Another program holds the camera.'],
};

function complain(zh: string, english: string): void {
  const place = find('trouble');
  place.innerHTML = String(html`${zh}${en(english)}`);
  place.hidden = false;
}

/** Everything that was scanned comes here. */
function take(text: string): void {
  const now = Date.now();
  const readings = recognise(text);
  const known = readings[0]?.structure === 'valid';
  if (continuous) {
    const item = list.add(text, now);
    sound(item.duplicate || !known ? 'doubtful' : 'new', loud);
    keep();
    showList();
  } else sound(known ? 'new' : 'doubtful', loud);
  show(text, readings);
}

function show(text: string, readings: ReturnType<typeof recognise>): void {
  const [first] = readings;
  const address = `/t/${encodeURIComponent((first?.canonical.startsWith('http') ? text : (first?.canonical ?? text)).toWellFormed())}`;
  find('result').innerHTML = String(
    first === undefined
      ? html`<section class="reading invalid"><h2>认不出这个编码${en('This code cannot be read')}</h2><p><code>${text.slice(0, 200)}</code></p></section>`
      : html`<p class="go"><a class="button" href="${address}">查看追溯信息${en('Open its trace')}</a></p>
          ${readingBlock(withScheme(first, schemeById.get(first.scheme)!))}`,
  );
}

function showList(): void {
  find('batch').hidden = !continuous;
  const { items, unique } = list;
  find('count').textContent = `${items.length} · 不同 unique ${unique} · 重复 duplicate ${items.length - unique}`;
  const row = ({ text, at, duplicate }: Item): string =>
    String(html`<li class="${duplicate ? 'duplicate' : ''}"><code>${text.slice(0, 120)}</code> <time>${new Date(at).toLocaleTimeString()}</time>
      ${duplicate && html`<em>重复${en('duplicate')}</em>`}</li>`);
  find('items').innerHTML = items.toReversed().slice(0, 500).map(row).join('');
  find<HTMLAnchorElement>('csv').href = `data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${list.csv()}`)}`;
}

function keep(): void {
  sessionStorage.setItem(kept, JSON.stringify(list));
  sessionStorage.setItem(`${kept}-mode`, continuous ? 'continuous' : 'single');
}

async function watch(): Promise<void> {
  while (camera.running) {
    const picture = camera.picture();
    const texts = picture === undefined ? [] : await decoder.decode(picture, false);
    const now = Date.now();
    for (const text of texts) {
      const before = seen.get(text) ?? 0;
      seen.set(text, now);
      if (now - before > away) take(text);
    }
    if (seen.size > 1_000) seen.clear();
    await new Promise((next) => setTimeout(next, picture === undefined ? 100 : 30));
  }
}

async function start(deviceId?: string): Promise<void> {
  find('trouble').hidden = true;
  try {
    await camera.start(deviceId);
  } catch (error) {
    complain(...troubles[error instanceof CameraTrouble ? error.trouble : 'none']);
    return;
  }
  find('start').innerHTML = String(html`暂停${en('pause')}`);
  find('torch').hidden = !camera.hasTorch;
  const devices = await camera.devices();
  const select = find<HTMLSelectElement>('devices');
  select.hidden = devices.length < 2;
  select.replaceChildren(...devices.map(({ id, name }) => new Option(name, id, false, id === deviceId)));
  void watch();
}

async function pictures(files: Iterable<File>): Promise<void> {
  for (const file of files) {
    const texts = await decoder.decode(file, true);
    if (texts.length === 0) complain('图片里没有找到条码或二维码。', 'No symbol was found in the picture.');
    else find('trouble').hidden = true;
    for (const text of texts) take(text);
  }
}

find('scanner').hidden = false;
find('mode').setAttribute('aria-pressed', String(continuous));
showList();

find('start').onclick = () => {
  if (!camera.running) return void start();
  camera.stop();
  find('start').innerHTML = String(html`打开摄像头${en('camera on')}`);
};
find<HTMLSelectElement>('devices').onchange = (event) => void start((event.target as HTMLSelectElement).value);
find('torch').onclick = () => {
  const on = find('torch').getAttribute('aria-pressed') !== 'true';
  find('torch').setAttribute('aria-pressed', String(on));
  void camera.torch(on);
};
find('sound').onclick = () => {
  loud = !loud;
  find('sound').setAttribute('aria-pressed', String(loud));
};
find('mode').onclick = () => {
  continuous = !continuous;
  find('mode').setAttribute('aria-pressed', String(continuous));
  keep();
  showList();
};
find('undo').onclick = () => {
  list.undo();
  keep();
  showList();
};
find('clear').onclick = () => {
  if (list.items.length > 0 && !confirm('清空本次扫码？ Clear this batch?')) return;
  list.clear();
  seen.clear();
  keep();
  showList();
};
find('copy').onclick = () => void navigator.clipboard?.writeText(list.items.map(({ text }) => text).join('\n'));
find<HTMLInputElement>('picture').onchange = (event) => {
  const input = event.target as HTMLInputElement;
  void pictures(input.files ?? []).then(() => {
    input.value = '';
  });
};
document.addEventListener('paste', (event) => {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length > 0) void pictures(files);
});
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  void pictures(event.dataTransfer?.files ?? []);
});
document.addEventListener(
  'keydown',
  (event) => {
    const text = wedge.press({ key: event.key, at: event.timeStamp, ctrl: event.ctrlKey });
    if (text === undefined) return;
    // The Enter of a scanner is no click on the button that has the focus, and no search.
    event.preventDefault();
    event.stopPropagation();
    const field = document.activeElement;
    if (field instanceof HTMLInputElement && field.value.endsWith(text)) field.value = field.value.slice(0, -text.length);
    take(text);
  },
  true,
);
