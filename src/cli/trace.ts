import { ZhuisuError } from '../errors.ts';
import { traceAny } from '../http/codes/any-code.ts';
import { namesFor, placeText, thingLine } from '../http/codes/names.ts';
import type { Store } from '../store/index.ts';
import type { TraceAnswer } from '../trace/index.ts';
import { withStore } from './store.ts';

interface Options {
  readonly up?: boolean;
  readonly down?: boolean;
  readonly both?: boolean;
  readonly json?: boolean;
}

export async function traceCommand(
  code: string,
  { up = false, down = false, both = false, json = false }: Options,
): Promise<void> {
  const direction = both || up === down ? 'both' : up ? 'up' : 'down';
  await withStore(async (store) => {
    const {
      traced: { answer },
    } = await traceAny(store, code, direction, Date.now, 'everything', { papers: 'everything' });
    if (json) console.log(JSON.stringify(answer));
    else console.log(await traceText(store, answer));
    if (!answer.recorded) throw new ZhuisuError('code_unknown', { came: answer.root });
  });
}

/** The trace for a terminal; named as on the pages. */
export async function traceText(store: Store, answer: TraceAnswer): Promise<string> {
  const names = await namesFor(store, answer);
  const named = (id: string | undefined): string => (id === undefined ? '' : placeText(names, id));
  const side = (wanted: 'up' | 'down'): string[] =>
    answer.nodes
      .filter((node) => node.side === wanted)
      .map(({ id, kind, depth }) => `  ${'·'.repeat(depth)} ${thingLine(names, id)} (${kind})`);
  const lines = (answer.roots ?? [answer.root]).map((id) => thingLine(names, id));
  const sections: [string, string[]][] = [
    ['来自 upstream', side('up')],
    ['去向 downstream', side('down')],
    [
      '经过 what happened',
      answer.steps.map(
        (step) =>
          `  ${step.eventTime}  ${step.bizStep ?? step.type}  ${named(step.place)}${step.to === undefined ? '' : ` → ${named(step.to)}`}`,
      ),
    ],
    ['缺口 open ends', answer.openEnds.map(({ id, kind, event }) => `  ${kind}: ${id} (${event})`)],
  ];
  for (const [title, rows] of sections) if (rows.length > 0) lines.push('', `${title}: ${rows.length}`, ...rows);
  if (answer.bounds.hit)
    lines.push('', `部分结果 partial: the bound on ${answer.bounds.reason} (${answer.bounds.limit ?? ''}) was hit`);
  return lines.join('\n');
}
