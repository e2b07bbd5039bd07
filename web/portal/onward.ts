/** Where it went, in a few words: what was made of it, what it was packed into, which places its products reached. */
import type { LinkKind } from '../../src/trace/index.ts';
import { en, foreign, type Html, html } from './html.ts';
import { definitions, linkTo, partyName, shortCode, thingLine, thingName, whereOf } from './naming.ts';
import type { Picture } from './stations.ts';
import type { Names, ScanView } from './view.ts';
import type { Words } from './words.ts';

const mostListed = 5;

export function onwardBlock({ beyond, stations }: Picture, { answer, names }: ScanView): Html | undefined {
  const down = new Set(answer.nodes.filter(({ side }) => side === 'down').map(({ id }) => id));
  const next = (kind: LinkKind): string[] => [
    ...new Set(
      answer.links.filter((link) => link.kind === kind && link.from === answer.root && down.has(link.to)).map(({ to }) => to),
    ),
  ];
  const things = ([label, ids]: [Words, string[]]): [Words, Html] => {
    const products = [...Map.groupBy(ids, (id) => thingName(names, id).product.zh).values()];
    return [label, list(products, (same) => linksTo(same, names))];
  };
  const told: [Words, string[]][] = [
    [{ zh: '用于', en: 'used in' }, next('transformation')],
    [{ zh: '单品', en: 'items of the lot' }, next('instance')],
    [{ zh: '装入', en: 'packed into' }, next('packing')],
    [{ zh: '安装于', en: 'installed in' }, next('association')],
    [{ zh: '拆出', en: 'unpacked from it' }, next('unpacking')],
  ];
  const lines = told.filter(([, ids]) => ids.length > 0).map(things);
  const drawn = new Set(stations.map(({ where }) => where));
  const places = [...new Set(beyond.map(whereOf))].filter((where) => where !== undefined && !drawn.has(where)) as string[];
  if (places.length > 0) lines.push([{ zh: '到过', en: 'went to' }, list(places, (id) => foreign(partyName(names, id).zh, 40))]);
  return lines.length === 0
    ? undefined
    : html`<section class="onward"><h2>去向${en('where it went')}</h2>${definitions(lines)}</section>`;
}

/** Things of one product: its name once, then a link for each. */
function linksTo(ids: readonly string[], names: Names): Html {
  const [first] = ids as [string];
  if (ids.length === 1) return html`<a href="${linkTo(first)}">${thingLine(names, first)}</a>`;
  const marks = ids
    .slice(0, mostListed)
    .map((id) => html` <a href="${linkTo(id)}">${foreign(thingName(names, id).mark?.value ?? shortCode(id), 24)}</a>`);
  const more = ids.length > mostListed && ' …';
  return html`${foreign(thingName(names, first).product.zh, 40)} <data>×${ids.length}</data><br><small>${marks}${more}</small>`;
}

function list<Item>(items: readonly Item[], told: (item: Item) => Html): Html {
  const more = items.length > mostListed && html`<li class="more">等共 ${items.length} 项${en(`${items.length} in all`)}</li>`;
  return html`<ul>${items.slice(0, mostListed).map((item) => html`<li>${told(item)}</li>`)}${more}</ul>`;
}
