/** A consent: to whom, what of, for what and how long. Said before it is given what the other will see. */
import type { ReactNode } from 'react';
import type { ConsentRequest } from '../../../src/contract/index.ts';
import { zhuisu } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import type { CategoryBrief } from '../lib/stages.ts';
import { useRemembered } from '../lib/use-remembered.ts';
import { Both, words } from '../lib/words.tsx';
import { type FirmFound, FirmSearch } from '../parts/firm-search.tsx';
import { Choice, Form, Line, Ticks, useSending, useTyped } from '../parts/form.tsx';
import { Loading } from '../parts/states.tsx';
import { Chosen } from './chosen.tsx';

type Kind = ConsentRequest['kind'];
const kinds = [
  { value: 'aggregates', name: words('仅汇总数', 'figures alone') },
  { value: 'fields', name: words('业务记录，不含个人信息和价格', 'records, without personal data and prices') },
] as const;
/** Those who lend and insure are given figures alone. */
const figuresAlone: ReadonlySet<string> = new Set(['bank', 'insurer']);
const receivers = 'bank,insurer,enterprise,platform,association';

interface Typed {
  readonly receiver: FirmFound | null;
  readonly kind: Kind;
  readonly purpose: string;
  readonly categories: readonly string[];
  readonly days: string;
}
const first: Typed = { receiver: null, kind: 'aggregates', purpose: '', categories: [], days: '30' };

export function GiveConsent({ onGiven }: { readonly onGiven: () => void }): ReactNode {
  const me = useMe();
  const { typed, change, ready, clear } = useTyped<Typed>(`consent ${me.account.account} ${me.firm.id}`, first);
  const sending = useSending();
  const { data } = useRemembered<readonly CategoryBrief[]>('/api/v1/categories');
  if (!ready) return <Loading />;
  const { receiver } = typed;
  const limited = receiver !== null && figuresAlone.has(receiver.kind);
  const kind: Kind = limited ? 'aggregates' : typed.kind;
  const own = (data?.data ?? []).filter(({ id, closed }) => !closed && me.firm.categories.includes(id));
  const give = async (): Promise<void> => {
    if (receiver === null) return;
    await zhuisu().supervision.consent({
      receiver: receiver.id,
      kind,
      purpose: typed.purpose.trim(),
      days: Number(typed.days),
      ...(typed.categories.length === 0 ? {} : { categories: [...typed.categories] }),
    });
    await clear();
    onGiven();
  };
  return (
    <Form
      title={words('新的授权', 'Give a consent')}
      sending={sending}
      act={words('授权', 'Give it')}
      onSend={give}
      disabled={receiver === null}
      said={words('已授权，随时可以收回', 'Given; it can be withdrawn at any time')}
    >
      {receiver === null ? (
        <FirmSearch
          label={words('授权给谁（银行、保险、合作企业、协会）', 'To whom: bank, insurer, partner, association')}
          kinds={receivers}
          without={[me.firm.id]}
          act={words('选择', 'Choose')}
          onChoose={(firm) => change({ receiver: firm })}
        />
      ) : (
        <Chosen firm={receiver} onChange={() => change({ receiver: null })} />
      )}
      {limited ? (
        <p className="notice" role="note">
          <Both
            {...words(
              '银行和保险机构只能看到汇总数，看不到单条记录',
              'Banks and insurers see figures alone, never single records',
            )}
          />
        </p>
      ) : (
        <Choice
          name="kind"
          label={words('能看到什么', 'What they see')}
          options={kinds}
          value={kind}
          onChange={(value) => change({ kind: value })}
        />
      )}
      <Line
        id="purpose"
        label={words('用途', 'What for')}
        hint={words('写给对方看，也写进每次查阅', 'told to them, and with every look')}
        required
        minLength={4}
        maxLength={300}
        value={typed.purpose}
        onChange={(purpose) => change({ purpose })}
      />
      {own.length > 1 && (
        <Ticks
          name="categories"
          label={words('类别（不选为全部）', 'Categories; none chosen: all')}
          options={own.map(({ id, name }) => ({ value: id, name }))}
          value={typed.categories}
          onChange={(categories) => change({ categories })}
        />
      )}
      <Line
        id="days"
        type="number"
        label={words('天数', 'Days')}
        required
        min={1}
        max={366}
        inputMode="numeric"
        value={typed.days}
        onChange={(days) => change({ days })}
      />
    </Form>
  );
}
