/** What to record: what was recorded lately, the stages of one's own categories, all others by a word. */
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useMe } from '../lib/me.tsx';
import type { CategoryBrief, CategoryTold, StageBrief } from '../lib/stages.ts';
import { useRemembered } from '../lib/use-remembered.ts';
import { Both, words } from '../lib/words.tsx';
import { Empty, Failure, Loading, Since } from '../parts/states.tsx';
import { Link } from '../router.tsx';
import { recentStages } from './draft.ts';

interface Row {
  readonly category: CategoryBrief;
  readonly stage: StageBrief;
}

function StageList({ rows, named = false }: { readonly rows: readonly Row[]; readonly named?: boolean }): ReactNode {
  return (
    <ul className="tiles">
      {rows.map(({ category, stage }) => (
        <li key={`${category.id}/${stage.id}`}>
          <Link to={`/record/${category.id}/${stage.id}`} className="tile">
            <Both {...stage.name} />
            {named && <small>{category.name.zh}</small>}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The stages of a category along the chains of its product groups; flat until the chains are known. */
function Chains({ category, open }: { readonly category: CategoryBrief; readonly open: boolean }): ReactNode {
  const { data } = useRemembered<CategoryTold>(`/api/v1/categories/${category.id}`);
  const { chains = [] } = data?.data ?? {};
  const rowsOf = (ids: readonly string[]): Row[] =>
    ids.flatMap((id) => category.stages.filter((stage) => stage.id === id).map((stage) => ({ category, stage })));
  const placed = new Set(chains.flatMap(({ stages }) => stages));
  const others = category.stages.filter(({ id }) => !placed.has(id)).map(({ id }) => id);
  const groups = [
    ...chains.map(({ id, name, stages }) => ({ id, name, stages })),
    ...(others.length === 0 ? [] : [{ id: '', name: words('其他', 'others'), stages: others }]),
  ];
  return (
    <>
      {groups.map(({ id, name, stages }, i) => (
        <details key={id} className="chain-of" open={open && i === 0}>
          <summary>
            <Both {...name} />
            <span className="tag">{stages.length}</span>
          </summary>
          <StageList rows={rowsOf(stages)} />
        </details>
      ))}
    </>
  );
}

export function ChooseStage(): ReactNode {
  const me = useMe();
  const { data, error, refetch } = useRemembered<readonly CategoryBrief[]>('/api/v1/categories');
  const { data: recent = [] } = useQuery({
    queryKey: ['recent', me.firm.id],
    queryFn: () => recentStages(me.firm.id),
    networkMode: 'always',
  });
  const [typed, setTyped] = useState('');
  if (data === undefined) return error === null ? <Loading lines={8} /> : <Failure error={error} again={() => void refetch()} />;
  const all = data.data;
  const rows = all.flatMap((category) => category.stages.map((stage) => ({ category, stage })));
  const wanted = typed.trim().toLowerCase();
  const found = rows.filter(
    ({ stage }) => stage.name.zh.includes(wanted) || stage.name.en.toLowerCase().includes(wanted) || stage.id.includes(wanted),
  );
  const own = all.filter(({ id }) => me.firm.categories.includes(id));
  const shown = own.length > 0 ? own : all;
  const lately = recent.flatMap((name) => rows.filter(({ category, stage }) => `${category.id}/${stage.id}` === name));
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...words('记录', 'Record')} />
        </h1>
        <Since at={data.since} />
        <label className="search">
          <span className="visually-hidden">查找环节 find a stage</span>
          <input
            type="search"
            placeholder="查找环节 find a stage：采收、收货、harvest…"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
      </header>
      {wanted !== '' ? (
        found.length === 0 ? (
          <Empty title={words(`没有名为“${typed.slice(0, 40)}”的环节`, 'There is no such stage')} />
        ) : (
          <StageList rows={found.slice(0, 60)} named />
        )
      ) : (
        <>
          {lately.length > 0 && (
            <section>
              <h2>
                <Both {...words('最近', 'Lately')} />
              </h2>
              <StageList rows={lately} />
            </section>
          )}
          {shown.map((category) => (
            <section key={category.id}>
              <h2>
                <Both {...category.name} />
              </h2>
              <Chains category={category} open={own.length === 1} />
            </section>
          ))}
          {own.length > 0 && own.length < all.length && (
            <p className="quiet">
              <Both {...words('其他类别请用上面的查找', 'Stages of other categories are found by a word above')} />
            </p>
          )}
        </>
      )}
    </>
  );
}
