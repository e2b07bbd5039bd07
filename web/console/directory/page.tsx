/** The directory of important products with its stages and rules: what is in force, drafts, and the editor of a draft. */
import './directory.css';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import type { CategoryProfile } from '../../../src/categories/rules/definition.ts';
import { ask } from '../../shared/api.ts';
import { go, Link, usePath } from '../router.tsx';
import { chargeOf } from '../shell/charge.ts';
import { useKeys } from '../shell/keys.tsx';
import { useMe } from '../shell/me.ts';
import { Shown, useAsk } from '../shell/query.tsx';
import { Empty, Loading } from '../shell/states.tsx';
import { categoryNames, named, W } from '../shell/words.tsx';
import { idsOf } from './addition.ts';
import { Editor } from './editor.tsx';
import { baseOf, typedOf } from './filled.ts';
import { Listing } from './listing.tsx';
import { Made, Publish } from './publish.tsx';
import { type Checked, categoryPath, type Described, type DraftWhole, today, type Versions, whole } from './reading.ts';
import { freshTyped } from './typed.ts';

export default function DirectoryPage(): ReactNode {
  const [, asked = '', what, id] = usePath().split('/');
  const own = chargeOf(useMe().data);
  const category = asked === '' ? own[0]?.id : own.find((each) => each.id === asked)?.id;
  if (category === undefined)
    return (
      <Empty
        zh={asked === '' ? '本部门不牵头任何类别' : '本部门不牵头这一类别'}
        en="Your department does not lead this category, so there is nothing to define"
      >
        <a href="/docs">
          <W zh="各类别的公开说明" en="the public pages of all categories" />
        </a>
      </Empty>
    );
  return (
    <div className="directory">
      <header className="titled">
        <h1>
          <W zh="产品与规则" en="Products and rules" />
        </h1>
        {own.length > 1 && (
          <nav className="doors" aria-label="类别 categories">
            {own.map(({ id: each, zh, en }) => (
              <Link key={each} to={`/console/directory/${each}`} aria-current={each === category ? 'page' : undefined}>
                <W zh={zh} en={en} />
              </Link>
            ))}
          </nav>
        )}
      </header>
      <Category key={category} category={category} what={what} id={id} />
    </div>
  );
}

function Category({
  category,
  what,
  id,
}: {
  readonly category: string;
  readonly what: string | undefined;
  readonly id: string | undefined;
}): ReactNode {
  const read = useAsk<Described>(categoryPath(category));
  const versions = useAsk<Versions>(`${categoryPath(category)}/versions`);
  const begin = useMemo(() => freshTyped(today()), []);
  useKeys([{ keys: 'n', zh: '增加产品', en: 'add a product', run: () => go(`/console/directory/${category}/new`) }]);
  return (
    <Shown of={read} lines={8}>
      {(described) => {
        const found = whole(described);
        if (what === 'new')
          return (
            <>
              <h2 className="under-title">
                <W
                  zh={`在“${named(categoryNames, category).zh}”中增加产品`}
                  en={`Add a product to ${named(categoryNames, category).en}`}
                />
              </h2>
              <Editor found={found} name="new" begin={begin} />
            </>
          );
        return (
          <Shown of={versions}>
            {({ versions: all }) =>
              what === 'drafts' && id !== undefined ? (
                <Draft key={id} found={found} id={id} versions={all} />
              ) : (
                <Listing found={found} versions={all} />
              )
            }
          </Shown>
        );
      }}
    </Shown>
  );
}

const nothing: Described = { id: '', name: { zh: '', en: '' }, stages: [], chains: [], products: [], rules: [] };

/** A draft as it is kept, with what the check says of it now. */
function Draft({
  found,
  id,
  versions,
}: {
  readonly found: Described;
  readonly id: string;
  readonly versions: Versions['versions'];
}): ReactNode {
  const path = `${categoryPath(found.id)}/drafts/${id}`;
  const draft = useAsk<DraftWhole>(path);
  const from = versions.find(({ version }) => version === draft.data?.base)?.validFrom;
  const base = useAsk<Described>(`${categoryPath(found.id)}?at=${from ?? ''}`, { enabled: from !== undefined });
  const open = draft.data !== undefined && draft.data.published === undefined;
  const check = useQuery<Checked>({
    queryKey: [`${path}/check`],
    queryFn: ({ signal }) => ask<Checked>(`${path}/check`, { method: 'POST', body: {}, signal }),
    enabled: open,
  });
  const [publishing, setPublishing] = useState(false);
  const read = draft.data?.base === '' ? nothing : base.data;
  const typed = useMemo(
    () =>
      draft.data === undefined || read === undefined
        ? undefined
        : typedOf(draft.data.profile as unknown as CategoryProfile, baseOf(read as unknown as Record<string, unknown>)),
    [draft.data, read],
  );
  const checked = useMemo(
    () =>
      check.data === undefined || draft.data === undefined
        ? undefined
        : { faults: check.data.faults, profile: draft.data.profile as unknown as CategoryProfile },
    [check.data, draft.data],
  );
  if (draft.data === undefined || typed === undefined)
    return draft.error === null && base.error === null ? (
      <Loading lines={8} />
    ) : (
      <Shown of={draft.error === null ? (base as typeof draft) : draft}>{() => null}</Shown>
    );
  const { published } = draft.data;
  const release = versions.find(({ version }) => version === published);
  const latest = versions.at(-1)?.version ?? '';
  const stale = published === undefined && draft.data.base !== latest;
  const { stage } = idsOf(typed);
  return (
    <>
      {release !== undefined && <Made category={found.id} stage={typed.withStage ? stage : ''} {...release} />}
      {stale && (
        <p className="consequence">
          <W
            zh={`草案起自版本 ${draft.data.base}，此后已发布 ${latest}：请再存为草案，在 ${latest} 之上发布。`}
            en={`It began from ${draft.data.base}; ${latest} was published since. Save it anew to publish it on top of that.`}
          />
        </p>
      )}
      {open && check.data === undefined && <Shown of={check}>{() => null}</Shown>}
      <Editor found={found} name={id} begin={typed} checked={checked} kept={open && !stale}>
        {open && !stale && check.data?.ok === true && (
          <p className="acts">
            <button type="button" name="publish" className="button" onClick={() => setPublishing(true)}>
              <W zh="发布…" en="Publish…" />
            </button>
          </p>
        )}
      </Editor>
      {publishing && (
        <Publish category={found.id} draft={id} typed={typed} versions={versions} close={() => setPublishing(false)} />
      )}
    </>
  );
}
