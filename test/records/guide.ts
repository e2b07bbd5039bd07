/** What a page of the guide shows, read from its HTML alone: the requests to copy, and what is said to come of them. */

export interface Shown {
  /** The command of the example, and those that go before it, in their order. */
  readonly example: Command;
  readonly before: readonly Command[];
  /** Cells of the row of the sheet by their Chinese headings. */
  readonly row: ReadonlyMap<string, string>;
  /** Where nothing is on record; and, where it is refused there, after what goes before. */
  readonly alone: Outcome;
  readonly grounded: Outcome | undefined;
}

export interface Command {
  readonly title: string;
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Outcome {
  readonly refused: boolean;
  /** `rule severity: what is told, in English`, in their order; `unknown` in place of the severity where a fact is missing. */
  readonly told: readonly string[];
}

const plain = (html: string): string =>
  html
    .replace(/<[^>]+>/g, '')
    .replace(/&(lt|gt|quot|amp|#39|#x27);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? "'");

export function readGuide(page: string): Shown {
  const [examples, comes = ''] = page.slice(page.indexOf('id="examples"')).split('id="comes"') as [string, string?];
  const outcomes = [...comes.matchAll(/<div class="comes (refused|recorded)">(.*?)<\/div>/gs)].map(([, what, inside]) => ({
    refused: what === 'refused',
    told: [...inside!.matchAll(/<li>(.*?)<\/li>/gs)].map(([, each]) => toldIn(each!)),
  }));
  const commands = [...comes.matchAll(/<figure class="sample">(.*?)<\/figure>/gs)].map(([, each]) => commandIn(each!));
  return {
    example: commandIn(/<figure class="sample">(.*?)<\/figure>/s.exec(examples)![1]!),
    before: commands,
    row: rowIn(/<div class="sheet"(.*?)<\/div>/s.exec(examples)![1]!),
    alone: outcomes[0]!,
    grounded: outcomes[1],
  };
}

function toldIn(line: string): string {
  const rule = /<code>(.*?)<\/code>/.exec(line)![1];
  const severity = /class="severity (\w+)"/.exec(line)?.[1];
  const said = [...line.matchAll(/<span lang="en">(.*?)<\/span>/gs)].map(([, text]) => plain(text!).trim()).at(-1);
  return `${rule} ${line.includes('class="unknown"') ? 'unknown' : severity}: ${said}`;
}

function commandIn(figure: string): Command {
  const lines = [...figure.matchAll(/<span>(.*?)<\/span>/gs)].map(([, line]) => plain(line!));
  const [, put, path] = /^curl (-X PUT )?'https?:\/\/[^/]+(.*?)' \\$/.exec(lines[0]!)!;
  const body = lines.slice(3).join('\n').trim().replace(/^-d '/, '').replace(/'$/, '').replaceAll(`'\\''`, "'");
  const title = plain(/<figcaption>(.*?)<\/figcaption>/s.exec(figure)![1]!).trim();
  return { title, method: put === undefined ? 'POST' : 'PUT', path: path!, body: JSON.parse(body) };
}

function rowIn(sheet: string): Map<string, string> {
  const cells = (tag: string): string[] =>
    [...sheet.matchAll(new RegExp(`<${tag}[^>]*>(.*?)</${tag}>`, 'gs'))].map(([, each]) => each!);
  const heads = cells('th').map((each) => plain(each.replace(/<span lang="en">.*?<\/span>/s, '')).trim());
  return new Map(cells('td').map((each, i) => [heads[i]!, plain(each.replaceAll('<br>', '\n'))]));
}
