/** The tables of the measurement, for people. */
import type { Matched } from './matching.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const row = (cells: readonly (string | number)[], widths: readonly number[]): string =>
  cells.map((cell, i) => (i === 0 ? String(cell).padEnd(widths[i]!) : String(cell).padStart(widths[i] ?? 0))).join('');

const time = (at: number): string => new Date(at).toISOString();

/** `shown`: of each kind and detector so many of what was missed and what was wrong. */
export function tables({ kinds, detectors }: Matched, shown: number): string {
  const [wide, narrow] = [
    [26, 7, 7, 9, 7],
    [30, 9, 7, 8, 7],
  ];
  const lines = ['', `${row(['fault', 'faults', 'found', 'recall', 'days'], wide!)}  by`];
  for (const { kind, faults, hits, days } of kinds) {
    const figures = [kind.id, faults, hits, faults === 0 ? '–' : percent(hits / faults), days?.toFixed(1) ?? '–'];
    lines.push(`${row(figures, wide!)}  ${kind.unseen ?? kind.expected.join(', ')}`);
  }
  for (const { kind, unseen } of kinds)
    for (const [why, list] of Map.groupBy(unseen, (truth) => truth.unseen!))
      lines.push(`besides ${list.length} of ${kind.id} that nothing in the data tells: ${why}`);
  lines.push('', row(['detector', 'findings', 'hit', 'follow', 'false'], narrow!));
  for (const { detector, findings, hits, consequences, wrong } of detectors)
    lines.push(row([detector, findings, hits, consequences, wrong.length], narrow!));
  for (const { kind, missed } of kinds)
    for (const { at, organisation, subjects, events } of missed.slice(0, shown))
      lines.push(['missed', kind.id, time(at), organisation, subjects[0], events[0]].join(' '));
  for (const { detector, wrong } of detectors)
    for (const { foundAt, organisation, subjects, events, told } of wrong.slice(0, shown))
      lines.push(['false', detector, time(foundAt), organisation, subjects[0], events[0], told].join(' '));
  return lines.join('\n');
}

/** As a page: what was run, the tables, the figures. */
export function keptTable(command: string, text: string, figures: Readonly<Record<string, unknown>>): string {
  const rows = Object.entries(figures).map(
    ([name, value]) => `${name.padEnd(32)} ${typeof value === 'object' ? JSON.stringify(value) : value}`,
  );
  return [
    '# The watch against a city with known faults',
    '',
    `\`${command}\``,
    '',
    '```',
    text.trim(),
    '',
    ...rows,
    '```',
    '',
  ].join('\n');
}

/** Of the kinds that can be seen, that of which the least are found. */
export function lowest(kinds: Matched['kinds']): string {
  const rows = kinds.filter(({ kind, faults }) => faults > 0 && kind.unseen === undefined);
  const low = rows.reduce((least, row) => (row.hits / row.faults < least.hits / least.faults ? row : least), rows[0]!);
  return low === undefined ? '' : `${low.kind.id} ${low.hits}/${low.faults}`;
}
