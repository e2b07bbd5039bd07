/** Views that somebody keeps by a name: nothing but addresses, on the server, so that they are there on every machine. */
import { type ReactNode, useState } from 'react';
import { ask } from '../../shared/api.ts';
import { go, useAddress } from '../router.tsx';
import { complain, say } from './notices.tsx';
import { forget, useAsk } from './query.tsx';
import { W } from './words.tsx';

interface View {
  readonly id: string;
  readonly page: string;
  readonly name: string;
  readonly query: string;
}

export function SavedViews({ page }: { readonly page: string }): ReactNode {
  const { data } = useAsk<{ views: readonly View[] }>(`/api/v1/views?page=${page}`);
  const [name, setName] = useState<string>();
  const query = useAddress().split('?')[1] ?? '';
  if (data === undefined) return null;
  const keep = async (): Promise<void> => {
    try {
      await ask('/api/v1/views', { method: 'POST', body: { page, name: name!.trim(), query } });
      setName(undefined);
      say('已保存视图', 'The view is kept');
      await forget('/api/v1/views');
    } catch (error) {
      complain(error);
    }
  };
  const drop = async ({ id, name: old, query: held }: View): Promise<void> => {
    try {
      await ask(`/api/v1/views/${id}`, { method: 'DELETE' });
      await forget('/api/v1/views');
      say(`已删除视图“${old}”`, `The view ${old} is deleted`, () => {
        void ask('/api/v1/views', { method: 'POST', body: { page, name: old, query: held } })
          .then(() => forget('/api/v1/views'))
          .catch(complain);
      });
    } catch (error) {
      complain(error);
    }
  };
  return (
    <span className="saved">
      {data.views.map((view) => (
        <span key={view.id} className={view.query === query ? 'chip on' : 'chip'}>
          <button
            type="button"
            className="plain"
            onClick={() => go(`/console/${page}${view.query === '' ? '' : `?${view.query}`}`)}
          >
            ★ {view.name}
          </button>
          <button type="button" className="plain" aria-label={`删除视图 delete ${view.name}`} onClick={() => void drop(view)}>
            ✕
          </button>
        </span>
      ))}
      {name === undefined ? (
        query !== '' && (
          <button type="button" className="plain" onClick={() => setName('')}>
            <W zh="保存视图" en="keep this view" />
          </button>
        )
      ) : (
        <form
          className="inline"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') void keep();
          }}
        >
          <input
            autoFocus
            aria-label="视图名称 name of the view"
            maxLength={60}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            onKeyDown={(event) => event.key === 'Escape' && setName(undefined)}
          />
          <button type="submit">
            <W zh="保存" en="keep" />
          </button>
        </form>
      )}
    </span>
  );
}
