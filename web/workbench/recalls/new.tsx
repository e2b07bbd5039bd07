/** A recall of our own product: what, how far it reaches, why, what those who hold it must do. It is drafted; somebody else confirms it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ask } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import type { CategoryBrief } from '../lib/stages.ts';
import { useRemembered } from '../lib/use-remembered.ts';
import { Both, words } from '../lib/words.tsx';
import { Area, Choice, Form, Line, useSending, useTyped } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Scanner } from '../parts/scanner.tsx';
import { Loading, NoRight } from '../parts/states.tsx';
import { shortOf } from '../record/values.ts';
import { go } from '../router.tsx';
import { Scope } from './scope.tsx';
import type { RecallTold, RegimeTold } from './told.ts';

const levels = ['1', '2', '3'] as const;
const usual = '立即停止销售，将清单中的物品单独存放并标明，在期限内如实答复数量。';

const codesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/\n/u)
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  ),
];

export function NewRecallPage({ code }: { readonly code: string | null }): ReactNode {
  const me = useMe();
  const client = useQueryClient();
  const sending = useSending();
  const [scanning, setScanning] = useState(false);
  const [shown, setShown] = useState<readonly string[]>(code === null ? [] : [code]);
  const categories = useRemembered<readonly CategoryBrief[]>('/api/v1/categories');
  const clocks = useQuery({
    queryKey: ['clocks'],
    queryFn: () => ask<{ regimes: RegimeTold[] }>('/api/v1/recalls/clocks'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { typed, change, ready, clear } = useTyped(`recall new ${me.account.account} ${me.firm.id} ${code ?? ''}`, {
    codes: code ?? '',
    category: me.firm.categories[0] ?? '',
    level: '2',
    title: code === null ? '' : `召回 ${shortOf(code)}`.slice(0, 120),
    reason: '',
    instructions: usual,
  });
  if (!ready) return <Loading lines={6} />;
  const regime = clocks.data?.regimes.find((each) => each.categories.includes(typed.category));
  const codes = codesIn(typed.codes);
  const draft = async (): Promise<void> => {
    const { id } = await ask<RecallTold>('/api/v1/recalls', {
      method: 'POST',
      patience: 60_000,
      body: {
        category: typed.category,
        codes,
        level: Number(typed.level),
        titleZh: typed.title.trim(),
        reason: typed.reason.trim(),
        instructionsZh: typed.instructions.trim(),
      },
    });
    await clear();
    await client.invalidateQueries({ queryKey: ['recalls'] });
    go(`/recalls/${id}`);
  };
  const own = (categories.data?.data ?? []).filter(({ id }) => me.firm.categories.includes(id));
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...words('发起召回', 'Recall a product')} />
        </h1>
        <p className="quiet">
          <Both
            {...words(
              '先看范围，再起草；由另一位管理员确认后才能发布。发布即停售，并通知每一持有方和主管部门。',
              'See how far it reaches, draft it; another administrator confirms it before it can be published. Publishing stops the sale and ' +
                'tells every holder and the department.',
            )}
          />
        </p>
      </header>
      {!me.mayRecord && <NoRight what={words('发起召回', 'begin a recall')} />}
      <Form
        sending={sending}
        act={words('起草', 'Draft it')}
        onSend={draft}
        disabled={!me.mayRecord || codes.length === 0 || typed.category === ''}
      >
        <Area
          id="codes"
          label={words('批次、批次区间或编码，每行一个', 'Lots, ranges of lots or codes, one a line')}
          required
          most={20_000}
          rows={3}
          value={typed.codes}
          onChange={(text) => change({ codes: text })}
        />
        <p className="row">
          <button type="button" className="button small plain" onClick={() => setScanning(true)}>
            <Icon sign="scan" />
            <Both {...words('扫码', 'Scan')} />
          </button>
          <button type="button" className="button small" disabled={codes.length === 0} onClick={() => setShown(codes)}>
            <Both {...words('查看范围', 'See the scope')} />
          </button>
        </p>
        <Scope codes={shown} />
        {own.length > 1 && (
          <Choice
            name="category"
            label={words('类别', 'Category')}
            options={own.map(({ id, name }) => ({ value: id, name }))}
            value={typed.category}
            onChange={(category) => change({ category })}
          />
        )}
        <Choice
          name="level"
          label={words('级别', 'Level')}
          options={levels.map((level) => {
            const row = regime?.levels.find((each) => String(each.level) === level);
            return {
              value: level,
              name: words(
                `${level} 级${row?.trigger === undefined ? '' : `：${row.trigger.zh}`}${row === undefined ? '' : `（${row.answer} 小时内答复）`}`,
                `level ${level}${row?.trigger === undefined ? '' : `: ${row.trigger.en}`}`,
              ),
            };
          })}
          value={typed.level}
          onChange={(level) => change({ level })}
        />
        {regime !== undefined && regime.source.verified !== true && (
          <p className="hint">
            <Both {...words('级别与时限的依据未核对', 'the source of levels and periods was not verified')} />
          </p>
        )}
        <Line
          id="title"
          label={words('名称', 'Title')}
          required
          minLength={4}
          maxLength={120}
          value={typed.title}
          onChange={(title) => change({ title })}
        />
        <Area
          id="reason"
          label={words('原因', 'Why')}
          required
          most={1000}
          rows={3}
          value={typed.reason}
          onChange={(reason) => change({ reason })}
        />
        <Area
          id="instructions"
          label={words('持有方要做什么', 'What holders must do')}
          required
          most={2000}
          rows={3}
          value={typed.instructions}
          onChange={(instructions) => change({ instructions })}
        />
      </Form>
      {scanning && (
        <Scanner
          title={words('扫码', 'Scan')}
          many
          onCode={(text) => change({ codes: [...codesIn(typed.codes), text].join('\n') })}
          onClose={() => setScanning(false)}
        />
      )}
    </>
  );
}
