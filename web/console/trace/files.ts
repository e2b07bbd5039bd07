/** The explorer's files: the drawing as SVG and PNG, the graph as GraphML, the steps as CSV. All of the trace, but for the drawing. */
import { csvText } from '../../shared/csv.ts';
import type { Graph } from './fold.ts';
import type { Layout } from './layout.ts';
import type { Model } from './model.ts';
import { kindNames, linkNames, openEndNames, stepName } from './words.ts';

/** Text and attributes of XML; characters that it cannot hold are left out. */
export const xml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign]!);

/** As much as there is room for: Chinese signs are as wide as the letters are high, others about half of it. */
export function fitting(text: string, width: number, size: number): string {
  let left = width;
  for (const [i, sign] of [...text].entries()) {
    left -= sign.charCodeAt(0) > 0x2e7f ? size : size * 0.58;
    if (left < (i + 1 < [...text].length ? size : 0)) return `${[...text].slice(0, i).join('')}…`;
  }
  return text;
}

export function svgOf(graph: Graph, layout: Layout, root: string): string {
  const boxes = [...layout.parties.values()];
  const width = Math.ceil(Math.max(...boxes.map(({ x, width: w }) => x + w)) + 20);
  const height = Math.ceil(Math.max(...boxes.map(({ y, height: h }) => y + h)) + 20);
  const parts: string[] = [];
  for (const { x, y, width: w, height: h, party } of boxes)
    parts.push(
      `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="12" fill="#fbfaf7" stroke="#c9c4b8"/>`,
      `<text x="${x + 14}" y="${y + 25}" font-size="14" font-weight="600" fill="#1b1d1f">${xml(fitting(party.name, w - 24, 14))}</text>`,
    );
  for (const { from, to, kind } of graph.edges) {
    const [a, b] = [layout.nodes.get(from)!, layout.nodes.get(to)!];
    const [x1, y1, x2, y2] = [a.x + a.width, a.y + a.height / 2, b.x, b.y + b.height / 2];
    const bend = Math.max(30, Math.abs(x2 - x1) / 2);
    parts.push(
      `<path d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}" fill="none" stroke="#0b5c63" stroke-width="1.5"${
        kind === 'handover' ? '' : ' stroke-dasharray="5 3"'
      }/>`,
    );
  }
  for (const { id, members, fold } of graph.nodes) {
    const { x, y, width: w, height: h } = layout.nodes.get(id)!;
    const [first] = members;
    const gap = members.some(({ open }) => open.length > 0);
    const title =
      fold === 'alike'
        ? `${members.length} × ${first!.name}`
        : fold === 'chain'
          ? `${first!.name} → ${members.at(-1)!.name}`
          : first!.name;
    parts.push(
      `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="8" fill="#fff" stroke="${gap ? '#7d4b00' : '#0b5c63'}" stroke-width="${id === root ? 3 : 1}"/>`,
      `<text x="${x + 10}" y="${y + 22}" font-size="12" fill="#1b1d1f">${xml(fitting(title, w - 18, 12))}</text>`,
      `<text x="${x + 10}" y="${y + 42}" font-size="11" fill="${gap ? '#7d4b00' : '#5d6268'}">${xml(
        fitting(
          gap ? (openEndNames[first!.open[0] ?? '']?.zh ?? '缺口') : `${kindNames[first!.kind]?.zh ?? ''} ${first!.quantity}`,
          w - 18,
          11,
        ),
      )}</text>`,
    );
  }
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const ground = '<rect width="100%" height="100%" fill="#fff"/>';
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif">${ground}${parts.join('')}</svg>`;
}

export function graphmlOf(model: Model): string {
  const party = new Map(model.parties.map(({ id, name }) => [id, name]));
  const data = (key: string, value: string): string => `<data key="${key}">${xml(value)}</data>`;
  const nodes = model.stays.map(
    ({ id, thing, kind, name, party: at, quantity, open }) =>
      `<node id="${xml(id)}">${Object.entries({ thing, name, kind, party: party.get(at) ?? at, quantity, open: open.join(' ') })
        .map(([key, value]) => data(key, value))
        .join('')}</node>`,
  );
  const edges = model.edges.map(
    ({ id, from, to, kind, events }) =>
      `<edge id="${xml(id)}" source="${xml(from)}" target="${xml(to)}">${data('link', kind)}${data('events', events.join(' '))}</edge>`,
  );
  const keys = [
    ...['thing', 'name', 'kind', 'party', 'quantity', 'open'].map((name) => [name, 'node']),
    ...['link', 'events'].map((name) => [name, 'edge']),
  ].map(([name, of]) => `<key id="${name}" for="${of}" attr.name="${name}" attr.type="string"/>`);
  const graph = `<graph edgedefault="directed">${nodes.join('')}${edges.join('')}</graph>`;
  const name = 'http://graphml.graphdrawing.org/xmlns';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="${name}">${keys.join('')}${graph}</graphml>\n`;
}

export function csvOf(model: Model): string {
  const party = new Map(model.parties.map(({ id, name }) => [id, name]));
  return csvText([
    ['时间 time', '环节 step', '主体 party', '编码 code', '名称 name', '类型 kind', '数量 quantity', '缺口 gap', '事件 event'],
    ...model.stays.flatMap((stay) => {
      const rest = [
        party.get(stay.party),
        stay.thing,
        stay.name,
        kindNames[stay.kind]?.zh,
        stay.quantity,
        stay.open.map((each) => openEndNames[each]?.zh).join(' '),
      ];
      if (stay.steps.length === 0) return [['', '', ...rest, '']];
      return stay.steps.map((i) => {
        const { eventTime, bizStep, type, eventID } = model.steps[i]!;
        return [eventTime, stepName(bizStep, type).zh, ...rest, eventID];
      });
    }),
    [],
    ['自 from', '至 to', '联系 link', '事件 events'],
    ...model.edges.map(({ from, to, kind, events }) => [from, to, linkNames[kind]?.zh, events.join(' ')]),
  ]);
}
