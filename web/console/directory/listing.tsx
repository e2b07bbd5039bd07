/** What a category consists of: products, stages, rules with their bases, versions with their days, drafts of everybody. */
import { type ReactNode, useRef } from 'react';
import { Link, useSearch } from '../router.tsx';
import { Exports } from '../shell/exports.tsx';
import { useKeys } from '../shell/keys.tsx';
import { useMe, useNames } from '../shell/me.ts';
import { Shown, useAsk } from '../shell/query.tsx';
import { Empty } from '../shell/states.tsx';
import { At, count } from '../shell/time.tsx';
import { W, type Words, words } from '../shell/words.tsx';
import { Basis } from './inputs.tsx';
import { categoryPath, type Described, type DraftBrief, type Drafts, today, type Versions } from './reading.ts';
import { severities } from './typed.ts';

const parts: Readonly<Record<string, Words>> = {
  products: words('产品', 'products'),
  stages: words('环节', 'stages'),
  rules: words('规则', 'rules'),
  versions: words('版本', 'versions'),
  drafts: words('草案', 'drafts'),
};

export function Listing({ found, versions }: { readonly found: Described; readonly versions: Versions['versions'] }): ReactNode {
  const [given, change] = useSearch();
  const asked = given.get('show') ?? '';
  const show = Object.hasOwn(parts, asked) ? asked : 'products';
  const q = given.get('q') ?? '';
  const field = useRef<HTMLInputElement>(null);
  const drafts = useAsk<Drafts>(`${categoryPath(found.id)}/drafts`);
  useKeys([{ keys: '/', zh: '搜索', en: 'search', run: () => field.current?.focus() }]);
  const has = (...texts: readonly (string | undefined)[]): boolean =>
    q === '' || texts.some((text) => text?.toLowerCase().includes(q.toLowerCase()) === true);
  const stageName = (id: string): string => found.stages.find((each) => each.id === id)?.name.zh ?? id;
  const products = found.products.filter(({ id, name, source }) => has(id, name.zh, name.en, source.text));
  const stages = found.stages.filter(({ id, name, bizStep }) => has(id, name.zh, name.en, bizStep));
  const rules = found.rules.filter(({ id, name, basis, stages: own }) =>
    has(id, name.zh, name.en, basis?.text, ...own.map(stageName)),
  );
  const counts: Readonly<Record<string, number | undefined>> = {
    products: products.length,
    stages: stages.length,
    rules: rules.length,
    versions: versions.length,
    drafts: drafts.data?.drafts.length,
  };
  const add = (
    <Link to={`/console/directory/${found.id}/new`} className="button">
      <W zh="增加产品" en="Add a product" /> <kbd>n</kbd>
    </Link>
  );
  return (
    <>
      <div className="filters">
        <nav className="doors parts" aria-label="内容 contents">
          {Object.entries(parts).map(([id, name]) => (
            <Link
              key={id}
              to={`/console/directory/${found.id}?${new URLSearchParams({ show: id, ...(q === '' ? {} : { q }) })}`}
              aria-current={id === show ? 'page' : undefined}
            >
              <W {...name} /> {counts[id] !== undefined && <b>{count(counts[id])}</b>}
            </Link>
          ))}
        </nav>
        <input
          ref={field}
          type="search"
          name="q"
          aria-label="搜索名称、代码、依据 search names, codes, bases"
          placeholder="搜索名称、代码、依据"
          value={q}
          onChange={({ currentTarget }) => change({ q: currentTarget.value }, { replace: true })}
        />
        <Exports name={`${show}-${found.id}`} rows={() => table(show, found, versions, stageName)} />
        {add}
      </div>
      <p className="quiet">
        {found.version === undefined ? (
          <W zh="尚未发布任何版本" en="nothing was published yet" />
        ) : (
          <W
            zh={`现行版本 ${found.version}，自 ${found.validFrom} 起；事件保留其记录时的版本`}
            en={`in force: ${found.version} since ${found.validFrom}; events keep the version they were recorded under`}
          />
        )}
      </p>
      {show === 'products' && (
        <Rows
          of={products}
          q={q}
          empty={words('名录中还没有产品：按“增加产品”起草第一项', 'no product yet: add the first with the button above')}
        >
          {(each) => (
            <li key={each.id}>
              <b>{each.name.zh}</b> <span lang="en">{each.name.en}</span> <code>{each.id}</code>
              <small>
                <Basis text={each.source.text} verified={each.source.verified} />
              </small>
              <Way
                stages={found.chains.find(({ id }) => id === each.chain)?.stages ?? []}
                category={found.id}
                nameOf={stageName}
              />
            </li>
          )}
        </Rows>
      )}
      {show === 'stages' && (
        <Rows of={stages} q={q} empty={words('还没有环节：增加产品时一并起草', 'no stage yet: it is drafted with a product')}>
          {(each) => (
            <li key={each.id}>
              <a href={`/docs/${found.id}/${each.id}`}>
                <b>{each.name.zh}</b> <span lang="en">{each.name.en}</span>
              </a>{' '}
              <code>{each.id}</code>
              <small>
                <code>{each.bizStep}</code>
                {' · '}
                <W zh={`${found.rules.filter(({ stages: own }) => own.includes(each.id)).length} 条规则`} en="rules" />
              </small>
            </li>
          )}
        </Rows>
      )}
      {show === 'rules' && (
        <Rows of={rules} q={q} empty={words('还没有规则：增加产品时一并起草', 'no rule yet: it is drafted with a product')}>
          {(each) => (
            <li key={each.id}>
              <code>{each.id}</code> <b>{each.name.zh}</b> <span lang="en">{each.name.en}</span>
              <small>
                <span className={`severity ${each.severity}`}>
                  <W {...(severities[each.severity] ?? words(each.severity, ''))} />
                </span>
                {' · '}
                {each.stages.map(stageName).join('、')}
              </small>
              {each.basis !== undefined && (
                <small>
                  <Basis text={each.basis.text} verified={each.basis.verified} />
                </small>
              )}
            </li>
          )}
        </Rows>
      )}
      {show === 'versions' && (
        <Rows of={[...versions].reverse()} q="" empty={words('尚未发布任何版本', 'nothing was published yet')}>
          {({ version, validFrom }) => (
            <li key={version}>
              <b>{version}</b>
              <small>
                <W zh={`自 ${validFrom} 起适用`} en={`in force from ${validFrom}`} />
                {version === found.version && (
                  <b className="state closed">
                    {' · '}
                    <W zh="现行" en="in force" />
                  </b>
                )}
                {validFrom > today() && (
                  <b className="state ordered">
                    {' · '}
                    <W zh="尚未适用" en="to come" />
                  </b>
                )}
              </small>
            </li>
          )}
        </Rows>
      )}
      {show === 'drafts' && (
        <Shown of={drafts}>
          {({ drafts: all }) => (
            <Rows of={all} q="" empty={words('没有草案：按“增加产品”起草', 'no draft: begin one with the button above')}>
              {(each) => <DraftRow key={each.id} draft={each} latest={versions.at(-1)?.version ?? ''} />}
            </Rows>
          )}
        </Shown>
      )}
    </>
  );
}

function Rows<Row>({
  of,
  q,
  empty,
  children,
}: {
  readonly of: readonly Row[];
  readonly q: string;
  readonly empty: Words;
  readonly children: (row: Row) => ReactNode;
}): ReactNode {
  if (of.length > 0) return <ul className="entries">{of.map(children)}</ul>;
  return q === '' ? (
    <Empty {...empty} />
  ) : (
    <Empty zh={`没有与“${q}”相符的：换一个词`} en="nothing fits these words: try others" />
  );
}

const Way = ({
  stages,
  category,
  nameOf,
}: {
  readonly stages: readonly string[];
  readonly category: string;
  readonly nameOf: (id: string) => string;
}): ReactNode => (
  <details>
    <summary>
      <W zh={`${stages.length} 个环节`} en="stages" />
    </summary>
    {stages.map((id, i) => (
      <span key={id}>
        {i > 0 && ' → '}
        <a href={`/docs/${category}/${id}`}>{nameOf(id)}</a>
      </span>
    ))}
  </details>
);

function DraftRow({ draft, latest }: { readonly draft: DraftBrief; readonly latest: string }): ReactNode {
  const me = useMe();
  const names = useNames();
  const mine = me.data?.account !== undefined && me.data.account === draft.actor;
  const body = names.body(draft.organisation);
  return (
    <li>
      <Link to={`/console/directory/${draft.category}/drafts/${draft.id}`}>
        <b>
          <At at={draft.createdAt} /> {mine ? '我起草的' : '同事起草的'}
        </b>{' '}
        <span lang="en">{mine ? 'drafted by me' : 'drafted by somebody else'}</span>
      </Link>
      <small>
        {body.zh !== '' && `${body.zh}　`}
        <W zh={`起自版本 ${draft.base || '（无）'}`} en={`from ${draft.base || 'none'}`} />
        {' · '}
        {draft.published !== undefined ? (
          <b className="state closed">
            <W zh={`已发布为 ${draft.published}`} en="published" />
          </b>
        ) : draft.base === latest ? (
          <b className="state new">
            <W zh="未发布" en="open" />
          </b>
        ) : (
          <b className="state dismissed">
            <W zh="其版本已有后续" en="outdated" />
          </b>
        )}
      </small>
    </li>
  );
}

const yes = (verified: boolean | undefined): string => (verified === true ? '是 yes' : '否 no');

/** The part that is shown, whole, as rows of a file. */
function table(
  show: string,
  { products, stages, rules, chains }: Described,
  versions: Versions['versions'],
  stageName: (id: string) => string,
): readonly (readonly unknown[])[] {
  if (show === 'stages')
    return [
      ['标识 id', '环节', 'stage', '业务步骤 bizStep'],
      ...stages.map(({ id, name, bizStep }) => [id, name.zh, name.en, bizStep]),
    ];
  if (show === 'rules')
    return [
      ['编号 id', '规则', 'rule', '不符合时 severity', '环节 stages', '依据 basis', '已核对 verified'],
      ...rules.map(({ id, name, severity, stages: own, basis }) => [
        id,
        name.zh,
        name.en,
        severity,
        own.map(stageName).join('、'),
        basis?.text,
        yes(basis?.verified),
      ]),
    ];
  if (show === 'products')
    return [
      ['代码 id', '产品', 'product', '环节 stages', '依据 source', '已核对 verified'],
      ...products.map(({ id, name, chain, source }) => [
        id,
        name.zh,
        name.en,
        (chains.find((each) => each.id === chain)?.stages ?? []).map(stageName).join(' → '),
        source.text,
        yes(source.verified),
      ]),
    ];
  return [['版本 version', '自 from'], ...versions.map(({ version, validFrom }) => [version, validFrom])];
}
