import { ZhuisuError } from '../errors.ts';
import { namedScope, searchScope, told } from '../http/recall/index.ts';
import { rootsOf } from '../http/recall/roots.ts';
import { type ScopeNews, scopeAnswer } from '../trace/index.ts';
import { withStore } from './store.ts';

/** The command line waits longer than a request does. */
const searchMillis = 120_000;

export async function recallScope(code: string, { json = false }: { readonly json?: boolean }): Promise<void> {
  await withStore(async (store) => {
    const deadline = Date.now() + searchMillis;
    const tell = (news: ScopeNews): void => {
      if (news.kind === 'progress')
        console.error(`zhuisu: ${news.events} events, ${news.things} things, ${news.firms} organisations`);
    };
    const roots = await rootsOf(store, { code });
    const { scoped, names } = await searchScope(store, { roots }, { expired: () => Date.now() > deadline, tell });
    const answer = namedScope(await scopeAnswer(scoped), names);
    if (!answer.recorded) throw new ZhuisuError('code_unknown', { came: answer.roots[0]! });
    console.log(json ? JSON.stringify(told(answer)) : describe(answer));
  });
}

type Answer = ReturnType<typeof namedScope>;

function describe(answer: Answer): string {
  const names = new Map(answer.organisations.map(({ id, name }) => [id, name]));
  const named = (firm: string): string => names.get(firm) ?? firm;
  const sets = [
    ['最小：一定受影响 minimum: surely affected', 'minimum'],
    ['很可能 likely', 'likely'],
    ['最大：可能受影响 maximum: possibly affected', 'maximum'],
  ] as const;
  const lines = sets.flatMap(([title, set]) => {
    const { lots, units, logisticUnits, firms } = answer.figures[set];
    const heading = `${title}: ${lots} 批次 lots, ${units} 单品 units, ${logisticUnits} 物流单元 logistic units, ${firms.length} 主体 organisations`;
    return ['', heading, ...answer[set].map(({ id, share }) => `  ${id}${share < 1 ? ` (${share})` : ''}`)];
  });
  const calls = answer.calls
    .slice(0, 10)
    .map(
      ({ organisation, missing, shrinks }) =>
        `  ${named(organisation)}: −${shrinks}  ${[...new Set(missing.map(({ kind }) => kind))].join(', ')}`,
    );
  if (calls.length > 0) lines.push('', '先问 ask first', ...calls);
  lines.push('', '假定 assumptions', ...answer.assumptions.map(({ zh, en }) => `  ${zh}\n    ${en}`));
  if (answer.bounds.hit)
    lines.push('', `部分结果 partial: the bound on ${answer.bounds.reason} (${answer.bounds.limit ?? ''}) was hit`);
  return [answer.roots.join(' '), ...lines].join('\n');
}
