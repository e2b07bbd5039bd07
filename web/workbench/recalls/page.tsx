/** A recall or a drill that names us: what to look for, how much is likely there, what was found and done with it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { ask, type Problem } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import { Time } from '../lib/time.tsx';
import { Both, type Words, words } from '../lib/words.tsx';
import { Empty, Failure, Loading, NoRight } from '../parts/states.tsx';
import { dropDraft, keepDraft, keptDraft } from '../record/draft.ts';
import { Link } from '../router.tsx';
import { answerOf, ItemForm, type ItemTold, type TypedAnswer } from './item.tsx';
import { ScanStock } from './scan.tsx';

interface Details {
  readonly id: string;
  readonly drill: boolean;
  readonly level: number;
  readonly title: Words;
  readonly reason: string;
  readonly instructions: Words;
  readonly organisationName: string | null;
  readonly stateName: Words;
  readonly answerDue: string | null;
  readonly holders: readonly {
    readonly holder: string;
    readonly due: string;
    readonly answeredAt: string | null;
    readonly overdue: boolean;
  }[];
  readonly items: readonly ItemTold[];
}

interface Taken {
  readonly items: readonly { readonly thing: string; readonly status: 'kept' | 'refused'; readonly problem?: Problem }[];
  readonly answeredAt: string | null;
}

export function RecallPage({ id }: { readonly id: string }): ReactNode {
  const path = `/api/v1/recalls/${encodeURIComponent(id)}`;
  const { data, error, refetch } = useQuery({ queryKey: ['recall', id], queryFn: () => ask<Details>(path) });
  if (data === undefined) return error === null ? <Loading lines={6} /> : <Failure error={error} again={() => void refetch()} />;
  const [own] = data.holders;
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          {data.drill && <span className="tag warn">演练 DRILL</span>} <Both {...data.title} />
        </h1>
        <p className="row">
          <span className="tag bad">
            <Both {...words(`${data.level} 级`, `level ${data.level}`)} />
          </span>
          <span className="tag">
            <Both {...data.stateName} />
          </span>
          {own !== undefined && (
            <span className={own.overdue ? 'tag bad' : 'tag warn'}>
              <Both {...words('答复期限', 'answer by')} /> <Time at={own.due} />
            </span>
          )}
        </p>
      </header>
      <section className="card">
        <p>{data.reason}</p>
        <p className="block">
          <Both {...data.instructions} />
        </p>
        <p className="quiet">{data.organisationName}</p>
      </section>
      {data.items.length === 0 ? (
        <div className="block">
          <Empty title={words('本单位清单上没有物品', 'Nothing is on your list')} />
        </div>
      ) : (
        <Answers recall={data} path={path} answeredAt={own?.answeredAt ?? null} />
      )}
    </>
  );
}

function Answers({
  recall,
  path,
  answeredAt,
}: {
  readonly recall: Details;
  readonly path: string;
  readonly answeredAt: string | null;
}): ReactNode {
  const me = useMe();
  const client = useQueryClient();
  const place = `recall ${recall.id} ${me.firm.id}`;
  const [typed, setTyped] = useState<Readonly<Record<string, TypedAnswer>>>({});
  const [refused, setRefused] = useState<Readonly<Record<string, Problem>>>({});
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void keptDraft(place).then((kept) => {
      const text = kept?.values['answers'];
      if (typeof text === 'string') setTyped(JSON.parse(text) as Readonly<Record<string, TypedAnswer>>);
    });
  }, [place]);
  const change = (thing: string, answer: TypedAnswer): void => {
    const next = { ...typed, [thing]: answer };
    setTyped(next);
    void keepDraft(place, { answers: JSON.stringify(next) });
  };
  const given = Object.entries(typed).flatMap(([thing, answer]) => answerOf(thing, answer) ?? []);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const { items } = await ask<Taken>(`${path}/answers`, { method: 'POST', body: { items: given } });
      const wrong = items.filter(({ status }) => status === 'refused');
      setRefused(Object.fromEntries(wrong.flatMap(({ thing, problem }) => (problem === undefined ? [] : [[thing, problem]]))));
      const left = Object.fromEntries(Object.entries(typed).filter(([thing]) => wrong.some((each) => each.thing === thing)));
      setTyped(left);
      if (wrong.length === 0) await dropDraft(place);
      else await keepDraft(place, { answers: JSON.stringify(left) });
      await client.invalidateQueries({ queryKey: ['recall', recall.id] });
      await client.invalidateQueries({ queryKey: ['inbox'] });
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <h2 className="block">
        <Both {...words('本单位清单', 'Your list')} /> <span className="tag">{recall.items.length}</span>
      </h2>
      {answeredAt !== null && (
        <p className="tag ok" role="status">
          <Both {...words('已全部答复', 'all answered')} /> <Time at={answeredAt} />
        </p>
      )}
      {!me.mayRecord && <NoRight what={words('答复', 'answer')} />}
      <ScanStock path={path} onDone={() => void client.invalidateQueries({ queryKey: ['recall', recall.id] })} />
      <ul className="items block">
        {recall.items.map((item) => (
          <ItemForm
            key={item.thing}
            item={item}
            typed={typed[item.thing]}
            problem={refused[item.thing]}
            onChange={(answer) => change(item.thing, answer)}
          />
        ))}
      </ul>
      {error !== undefined && <Failure error={error} />}
      <p className="actions">
        <button type="submit" className="button" disabled={busy || given.length === 0 || !me.mayRecord}>
          <Both {...words(busy ? '正在提交…' : `提交 ${given.length} 项答复`, busy ? 'Sending…' : `Send ${given.length}`)} />
        </button>
        <Link to="/" className="button plain">
          <Both {...words('返回', 'Back')} />
        </Link>
      </p>
    </form>
  );
}
