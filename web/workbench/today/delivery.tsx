/** One delivery: what comes, from whom, may it be taken in; confirm it or refuse it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { actingFor } from '../lib/acting.ts';
import { ask } from '../lib/api.ts';
import { eventNamed } from '../lib/events.ts';
import { useMe } from '../lib/me.tsx';
import { enqueue, newId, queuedById, sendQueue } from '../lib/queue.ts';
import type { CategoryTold, StageBrief, StageTold } from '../lib/stages.ts';
import { Time } from '../lib/time.tsx';
import { useRemembered } from '../lib/use-remembered.ts';
import { Both, type Words, words } from '../lib/words.tsx';
import { PartyName } from '../parts/party-name.tsx';
import { Failure, Loading, NoRight } from '../parts/states.tsx';
import { ThingName } from '../parts/thing-name.tsx';
import { keepDraft } from '../record/draft.ts';
import { placeOf } from '../record/form.tsx';
import { unitName } from '../record/units.ts';
import { aboutOf, faultsOf, valuesOf } from '../record/values.ts';
import { go, Link } from '../router.tsx';
import { type Delivery, deliveryOf, recordsFor } from './deliveries.ts';

interface Sale {
  readonly items: readonly { readonly code: string; readonly sale: 'stopped' | 'open' | 'unknown'; readonly verdict?: string }[];
}

const stageOf = (category: string, stage: string): Promise<StageTold> => ask(`/api/v1/categories/${category}/stages/${stage}`);

interface Answers {
  readonly receipts: readonly StageBrief[];
  readonly refusal: StageBrief | undefined;
}

/** Stages by which a firm takes in what it was sent, along the chains that the shipment stands in; and the one that sends it back. */
function answersOf(category: CategoryTold | undefined, sent: unknown): Answers {
  const { stages = [], chains = [] } = category ?? {};
  const along = new Set(chains.filter((chain) => chain.stages.includes(String(sent))).flatMap((chain) => chain.stages));
  // In whose chain both stand, it is for goods of that kind; a stage of one chain alone is for its goods alone.
  const common = [...along].filter((id) =>
    chains.every((chain) => !chain.stages.includes(String(sent)) || chain.stages.includes(id)),
  );
  const wanted = common.length > 0 ? new Set(common) : along;
  const receipts = stages.filter(
    ({ id, bizStep }) =>
      bizStep === 'receiving' &&
      /receipt|delivery/.test(id) &&
      !/return|recall/.test(id) &&
      (wanted.size === 0 || wanted.has(id)),
  );
  return { receipts, refusal: stages.find(({ id }) => id === 'refusal') };
}

export function DeliveryPage({ id }: { readonly id: string }): ReactNode {
  const event = useQuery({ queryKey: ['event', id], queryFn: () => eventNamed(id) });
  if (event.data === undefined)
    return event.error === null ? <Loading lines={6} /> : <Failure error={event.error} again={() => void event.refetch()} />;
  const delivery = deliveryOf(event.data);
  return delivery.category === undefined ? (
    <Shown delivery={delivery} category={undefined} />
  ) : (
    <WithCategory delivery={delivery} id={delivery.category} />
  );
}

function WithCategory({ delivery, id }: { readonly delivery: Delivery; readonly id: string }): ReactNode {
  const { data, error, refetch } = useRemembered<CategoryTold>(`/api/v1/categories/${encodeURIComponent(id)}`);
  if (data === undefined) return error === null ? <Loading lines={6} /> : <Failure error={error} again={() => void refetch()} />;
  return <Shown delivery={delivery} category={data.data} />;
}

function Shown({ delivery, category }: { readonly delivery: Delivery; readonly category: CategoryTold | undefined }): ReactNode {
  const me = useMe();
  const client = useQueryClient();
  const { event, things, from, note } = delivery;
  const { receipts, refusal } = answersOf(category, event['zhuisu:stage']);
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState('');
  const [done, setDone] = useState<Words>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const codes = things.slice(0, 50).map(({ code }) => code);
  const sale = useQuery({
    queryKey: ['sale', ...codes],
    queryFn: () => ask<Sale>('/api/v1/sale-states', { method: 'POST', body: { codes } }),
    enabled: codes.length > 0,
    retry: false,
  });
  const stopped = sale.data?.items.some((each) => each.sale === 'stopped') === true;

  /** Sends at once where the delivery says everything the stage asks for, else opens the form with what it says. */
  const answer = async (brief: StageBrief, more: Readonly<Record<string, unknown>>, said: Words): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      const stage = await stageOf(category!.id, brief.id);
      const records = recordsFor(stage, delivery, me).map((record) => ({ ...record, ...more }));
      const ready = records.every((record) => faultsOf(stage, record, []).length === 0);
      if (!ready) {
        await keepDraft(placeOf(me, category!.id, brief.id), valuesOf(stage.fields, records[0]!));
        return go(`/record/${category!.id}/${brief.id}?check=1`);
      }
      const ids = records.map(() => newId());
      for (const [i, record] of records.entries()) {
        const values = valuesOf(stage.fields, record);
        await enqueue({
          id: ids[i]!,
          account: me.account.account,
          acting: actingFor(),
          category: category!.id,
          stage: brief.id,
          stageName: stage.name,
          about: aboutOf(stage.fields, values),
          record,
          values,
          persons: {},
          at: Date.now(),
          state: 'waiting',
          tries: 0,
        });
      }
      await sendQueue(me.account.account);
      const items = await Promise.all(ids.map(queuedById));
      const refused = items.find((item) => item?.state === 'refused');
      if (refused !== undefined) return go(`/record/${category!.id}/${brief.id}?item=${encodeURIComponent(refused.id)}`);
      await client.invalidateQueries({ queryKey: ['deliveries'] });
      setDone(
        items.every((item) => item?.state === 'sent')
          ? said
          : words('已存在本机，联网后发送', 'Kept on this device, sent when the server answers'),
      );
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...words('到货', 'Delivery')} />
        </h1>
      </header>
      {stopped && (
        <p className="notice bad" role="alert">
          <strong>
            <Both {...words('已被停止销售：请拒收并隔离', 'Its sale is stopped: refuse it and keep it apart')} />
          </strong>
        </p>
      )}
      <dl className="facts card">
        <dt>
          <Both {...words('货物', 'Goods')} />
        </dt>
        <dd>
          <ul>
            {things.map(({ code, quantity, unit }) => (
              <li key={code}>
                <Link to={`/lot?code=${encodeURIComponent(code)}`}>
                  <ThingName code={code} />
                </Link>{' '}
                {quantity !== undefined && (
                  <strong>
                    {quantity} {unit !== undefined && unitName(unit)}
                  </strong>
                )}
              </li>
            ))}
          </ul>
        </dd>
        <dt>
          <Both {...words('发货方', 'Sender')} />
        </dt>
        <dd>{from === undefined ? '—' : <PartyName uri={from} of={things[0]?.code} />}</dd>
        <dt>
          <Both {...words('发货时间', 'Sent')} />
        </dt>
        <dd>
          <Time at={event.eventTime} />
        </dd>
        <dt>
          <Both {...words('随货单号', 'Delivery note')} />
        </dt>
        <dd>{note ?? '—'}</dd>
      </dl>
      {error !== undefined && <Failure error={error} />}
      {done !== undefined ? (
        <section className="outcome block" role="status">
          <p className="outcome-title ok">
            <Both {...done} />
          </p>
          <p className="row">
            <Link to="/" className="button">
              <Both {...words('回今日', 'Today')} />
            </Link>
          </p>
        </section>
      ) : !me.mayRecord ? (
        <NoRight what={words('确认或拒收', 'confirm or refuse')} />
      ) : refusing ? (
        <form
          className="block card"
          onSubmit={(submitted) => {
            submitted.preventDefault();
            void answer(
              refusal!,
              { reason: reason.trim() },
              words('已拒收，发货方和监管部门可见', 'Refused; the sender and the department see it'),
            );
          }}
        >
          <div className="field">
            <label htmlFor="why">
              <Both {...words('拒收原因', 'Why it is refused')} />
              <span className="must">*</span>
            </label>
            <input id="why" required maxLength={200} value={reason} onChange={(typed) => setReason(typed.target.value)} />
            <p className="hint">
              <Both
                {...words(
                  '整单退回。记下后不能删除，只能另行声明有误。',
                  'The whole delivery goes back. It cannot be deleted, only declared wrong.',
                )}
              />
            </p>
          </div>
          <p className="row">
            <button type="submit" className="button danger" disabled={busy || reason.trim() === ''}>
              <Both {...words('确认拒收', 'Refuse it')} />
            </button>
            <button type="button" className="button plain" onClick={() => setRefusing(false)}>
              <Both {...words('返回', 'Back')} />
            </button>
          </p>
        </form>
      ) : (
        <div className="actions block">
          {receipts.map((stage, i) => (
            <button
              key={stage.id}
              type="button"
              className={i === 0 ? 'button' : 'button plain'}
              disabled={busy}
              onClick={() => void answer(stage, {}, words('已收货', 'Taken in'))}
            >
              <Both {...stage.name} />
            </button>
          ))}
          {refusal !== undefined && (
            <button type="button" className="button plain danger" disabled={busy} onClick={() => setRefusing(true)}>
              <Both {...words('拒收', 'Refuse')} />
            </button>
          )}
          {receipts.length === 0 && (
            <Link to="/record" className="button">
              <Both {...words('选择收货环节', 'Choose the stage of receipt')} />
            </Link>
          )}
        </div>
      )}
    </>
  );
}
