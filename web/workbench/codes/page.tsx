/** Codes for a lot: order, download, print; what was issued before. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { CodeRange } from '../../../src/contract/index.ts';
import { askFile, zhuisu } from '../lib/api.ts';
import { uuid } from '../lib/ids.ts';
import { useMe } from '../lib/me.tsx';
import { Time } from '../lib/time.tsx';
import { Both, type Words, words } from '../lib/words.tsx';
import { Form, Line, useSending, useTyped } from '../parts/form.tsx';
import { Empty, Failure, Loading, NeedsNetwork, NoRight } from '../parts/states.tsx';

const files: readonly { readonly ending: string; readonly name: Words }[] = [
  { ending: 'labels.pdf', name: words('打印标签', 'Labels (PDF)') },
  { ending: 'codes.xlsx', name: words('Excel', 'Excel') },
  { ending: 'codes.csv', name: words('CSV', 'CSV') },
  { ending: 'labels.zpl', name: words('标签机 ZPL', 'ZPL') },
];

export function CodesPage(): ReactNode {
  const me = useMe();
  const ranges = useQuery({ queryKey: ['ranges', me.firm.id], queryFn: () => zhuisu().codeRanges() });
  const layouts = useQuery({
    queryKey: ['layouts'],
    queryFn: () => zhuisu().labelLayouts(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [layout, setLayout] = useState('a4-3x8');
  const [error, setError] = useState<unknown>();
  const fetchFile = async (range: CodeRange, ending: string): Promise<void> => {
    setError(undefined);
    try {
      const query = ending === 'labels.pdf' ? `?${new URLSearchParams({ layout, producer: me.firm.name })}` : '';
      const link = document.createElement('a');
      link.href = await askFile(`/api/v1/code-ranges/${range.id}/${ending}${query}`);
      link.download = `${range.lot}-${ending}`;
      link.click();
    } catch (cause) {
      setError(cause);
    }
  };
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...words('发码与标签', 'Codes and labels')} />
        </h1>
      </header>
      {me.mayRecord ? <Order ranges={ranges.data ?? []} /> : <NoRight what={words('发码', 'issue codes')} />}
      {error !== undefined && <Failure error={error} />}
      <section>
        <h2>
          <Both {...words('已发的码', 'Issued')} />
        </h2>
        {layouts.data !== undefined && (
          <div className="field">
            <label htmlFor="layout">
              <Both {...words('标签版式', 'Layout of labels')} />
            </label>
            <select id="layout" value={layout} onChange={(event) => setLayout(event.target.value)}>
              {layouts.data.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name.zh}
                </option>
              ))}
            </select>
          </div>
        )}
        {ranges.data === undefined ? (
          ranges.error === null ? (
            <Loading />
          ) : (
            <Failure error={ranges.error} again={() => void ranges.refetch()} />
          )
        ) : ranges.data.length === 0 ? (
          <Empty title={words('还没有发过码', 'No codes were issued yet')} />
        ) : (
          <ul className="items">
            {ranges.data.map((range) => (
              <li key={range.id} className="item">
                <p className="row apart">
                  <strong>
                    {range.product} · {range.lot}
                  </strong>
                  <span className="tag">{range.quantity.toLocaleString()}</span>
                </p>
                <p className="quiet">
                  <code>{range.example.code}</code> · <Time at={range.issuedAt} />
                </p>
                <p className="row">
                  {files.map(({ ending, name }, i) => (
                    <button
                      key={ending}
                      type="button"
                      className={i === 0 ? 'button small' : 'button small plain'}
                      onClick={() => void fetchFile(range, ending)}
                    >
                      <Both {...name} />
                    </button>
                  ))}
                </p>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

const nothing = { product: '', lot: '', quantity: '', declared: '', request: '' };

function Order({ ranges }: { readonly ranges: readonly CodeRange[] }): ReactNode {
  const me = useMe();
  const client = useQueryClient();
  const { typed, change: keep, ready, clear } = useTyped(`order ${me.account.account} ${me.firm.id}`, nothing);
  const sending = useSending();
  const [done, setDone] = useState<CodeRange>();
  // What differs is another order; the same one, sent twice, is one.
  const change = (more: Partial<typeof nothing>): void => keep({ ...more, request: uuid() });
  const order = async (): Promise<void> => {
    const { product, lot, quantity, declared, request } = typed;
    const body = {
      product: product.trim(),
      lot: lot.trim(),
      quantity: Number(quantity),
      // Of a lot that is new, as many goods as codes; of one that is known, what was declared before stands.
      ...(declared.trim() !== ''
        ? { declared: Number(declared) }
        : ranges.some((each) => each.lot === lot.trim())
          ? {}
          : { declared: Number(quantity) }),
      request,
    };
    setDone(await zhuisu().issueCodes(body));
    await clear();
    await client.invalidateQueries({ queryKey: ['ranges'] });
  };
  if (!ready) return <Loading lines={4} />;
  return (
    <Form
      sending={sending}
      act={words('发码', 'Issue')}
      onSend={order}
      {...(done === undefined
        ? {}
        : { said: words(`已为 ${done.lot} 发 ${done.quantity} 个码`, `${done.quantity} codes for ${done.lot}`) })}
    >
      <NeedsNetwork what={words('发码', 'Issuing codes')} />
      <Line
        id="product"
        label={words('产品（GTIN，或没有条码的名称）', 'Product: a GTIN, or a name')}
        required
        maxLength={80}
        value={typed.product}
        onChange={(product) => change({ product })}
      />
      <Line
        id="lot"
        label={words('批次', 'Lot')}
        required
        maxLength={20}
        pattern={'[A-Za-z0-9._\\-]{1,20}'}
        title="A–Z a–z 0–9 . _ -"
        value={typed.lot}
        onChange={(lot) => change({ lot })}
      />
      <Line
        id="quantity"
        label={words('发码数量', 'Codes')}
        required
        type="number"
        min={1}
        max={100_000_000}
        value={typed.quantity}
        onChange={(quantity) => change({ quantity })}
      />
      <Line
        id="declared"
        label={words('本批产品总数（不填即等于发码数量）', 'Goods in the lot (as many as codes, unless said)')}
        type="number"
        min={1}
        value={typed.declared}
        onChange={(declared) => change({ declared })}
      />
    </Form>
  );
}
