/** The filters of the work list; each is a parameter of the address, with the name that the interface has for it. */
import type { ReactNode } from 'react';
import { categories } from '../../../src/categories/index.ts';
import { useJurisdiction } from '../shell/me.ts';
import { useAsk } from '../shell/query.tsx';
import { SavedViews } from '../shell/saved.tsx';
import { families, findingStates, gravities, W, type Words, words } from '../shell/words.tsx';
import type { Detector } from './types.ts';

export const filterNames = [
  'state',
  'family',
  'gravity',
  'category',
  'area',
  'organisation',
  'detector',
  'resolved',
  'overdue',
  'dueFrom',
  'dueBefore',
  'q',
  'from',
  'before',
] as const;

/** What is rarely asked for lies folded until it is used. */
const seldom = ['area', 'detector', 'resolved', 'from', 'before'] as const;

type Change = (changes: Readonly<Record<string, string | undefined>>) => void;

export function Filters({ words: given, change }: { readonly words: URLSearchParams; readonly change: Change }): ReactNode {
  const { data: jurisdiction } = useJurisdiction();
  const { data: watch } = useAsk<{ detectors: readonly Detector[] }>('/api/v1/detectors');
  const get = (name: string): string => given.get(name) ?? '';
  const any = filterNames.some((name) => given.has(name));
  return (
    <div className="filters" role="search" aria-label="筛选 filters">
      <input
        type="search"
        name="q"
        aria-label="搜索事实与主体 search facts and firms"
        placeholder="搜索事实、主体、编码"
        defaultValue={get('q')}
        key={`q ${get('q')}`}
        onKeyDown={(event) => {
          if (event.key === 'Enter') change({ q: event.currentTarget.value.trim() });
        }}
        onBlur={(event) => change({ q: event.currentTarget.value.trim() })}
      />
      <Some name="state" title={words('状态', 'state')} of={findingStates} value={get('state')} change={change} />
      <Some name="family" title={words('测度', 'measure')} of={families} value={get('family')} change={change} />
      <Some name="gravity" title={words('程度', 'gravity')} of={gravities} value={get('gravity')} change={change} />
      <One
        name="category"
        title={words('类别', 'category')}
        of={[...categories.map(({ id, zh, en }) => [id, words(zh, en)] as const), ['none', words('未归类', 'none')]]}
        value={get('category')}
        change={change}
      />
      <label className="chip">
        <input
          type="checkbox"
          checked={get('overdue') === 'true'}
          onChange={({ currentTarget }) => change({ overdue: currentTarget.checked ? 'true' : undefined })}
        />
        <W zh="只看逾期" en="overdue" />
      </label>
      <details className="more" open={seldom.some((name) => given.has(name))}>
        <summary>
          <W zh="更多筛选" en="more" />
        </summary>
        <div>
          <One
            name="area"
            title={words('区域', 'area')}
            of={(jurisdiction?.areas ?? []).map(({ code, zh, en }) => [code, words(zh, en)] as const)}
            value={get('area')}
            change={change}
          />
          <One
            name="detector"
            title={words('监测项', 'detector')}
            of={(watch?.detectors ?? []).map(({ id, zh, en }) => [id, words(zh, en)] as const)}
            value={get('detector')}
            change={change}
          />
          <label className="chip">
            <input
              type="checkbox"
              checked={get('resolved') === 'false'}
              onChange={({ currentTarget }) => change({ resolved: currentTarget.checked ? 'false' : undefined })}
            />
            <W zh="数据未补正" en="not put right" />
          </label>
          <label className="field">
            <W zh="自" en="from" />
            <input type="date" value={get('from')} onChange={({ currentTarget }) => change({ from: currentTarget.value })} />
          </label>
          <label className="field">
            <W zh="至（不含）" en="before" />
            <input type="date" value={get('before')} onChange={({ currentTarget }) => change({ before: currentTarget.value })} />
          </label>
        </div>
      </details>
      {(get('dueFrom') !== '' || get('dueBefore') !== '') && (
        <button type="button" className="chip on" onClick={() => change({ dueFrom: undefined, dueBefore: undefined })}>
          <W zh="限定了到期日" en="due on a day" /> ✕
        </button>
      )}
      {get('organisation') !== '' && (
        <button type="button" className="chip on" onClick={() => change({ organisation: undefined })}>
          <W zh="只看一家企业" en="one firm" /> ✕
        </button>
      )}
      {any && (
        <button
          type="button"
          className="plain"
          onClick={() => change(Object.fromEntries(filterNames.map((name) => [name, undefined])))}
        >
          <W zh="清除筛选" en="clear" />
        </button>
      )}
      <SavedViews page="findings" />
    </div>
  );
}

interface SomeProps {
  readonly name: string;
  readonly title: Words;
  readonly of: Readonly<Record<string, Words>>;
  readonly value: string;
  readonly change: Change;
}

/** Several of a few. */
function Some({ name, title, of, value, change }: SomeProps): ReactNode {
  const chosen = value === '' ? [] : value.split(',');
  return (
    <fieldset className="some">
      <legend>{title.zh}</legend>
      {Object.entries(of).map(([id, each]) => (
        <label key={id} className={chosen.includes(id) ? 'chip on' : 'chip'} title={each.en}>
          <input
            type="checkbox"
            name={name}
            value={id}
            checked={chosen.includes(id)}
            onChange={({ currentTarget }) =>
              change({ [name]: (currentTarget.checked ? [...chosen, id] : chosen.filter((one) => one !== id)).join(',') })
            }
          />
          {each.zh}
        </label>
      ))}
    </fieldset>
  );
}

interface OneProps extends Omit<SomeProps, 'of'> {
  readonly of: readonly (readonly [string, Words])[];
}

/** One of many. */
function One({ name, title, of, value, change }: OneProps): ReactNode {
  return (
    <label className="field">
      <W {...title} />
      <select name={name} value={value} onChange={({ currentTarget }) => change({ [name]: currentTarget.value })}>
        <option value="">全部 all</option>
        {of.map(([id, each]) => (
          <option key={id} value={id}>
            {each.zh} {each.en}
          </option>
        ))}
        {value !== '' && !of.some(([id]) => id === value) && <option value={value}>{value}</option>}
      </select>
    </label>
  );
}
