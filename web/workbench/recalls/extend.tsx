/** A recall of ours reaches further: more lots, or a graver level. Those who hold more are told as soon as it is sent. */
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import { Both, words } from '../lib/words.tsx';
import { Area, Choice, Form, Line, useSending, useTyped } from '../parts/form.tsx';
import { Loading } from '../parts/states.tsx';
import { Scope } from './scope.tsx';
import type { RecallDetails } from './told.ts';

const levels = [
  { value: '1', name: words('一级', 'level 1') },
  { value: '2', name: words('二级', 'level 2') },
  { value: '3', name: words('三级', 'level 3') },
] as const;
type Level = (typeof levels)[number]['value'];
interface Typed {
  readonly codes: string;
  readonly level: Level;
  readonly reason: string;
}

const codesIn = (text: string): string[] =>
  [...new Set(text.split('\n').map((each) => each.trim()))].filter((each) => each !== '');

const drilling = words(
  '新的持有方收到标明“演练”的清单；不停售，不公告。',
  'Those who hold more get lists that are marked as a drill; nothing is blocked or made public.',
);

export function ExtendRecall({ recall }: { readonly recall: RecallDetails }): ReactNode {
  const me = useMe();
  const client = useQueryClient();
  const sending = useSending();
  const first: Typed = { codes: '', level: String(recall.level) as Level, reason: '' };
  const { typed, change, ready, clear } = useTyped<Typed>(`extend ${me.account.account} ${recall.id}`, first);
  if (!ready) return <Loading />;
  const codes = codesIn(typed.codes);
  const extend = async (): Promise<void> => {
    await ask(`/api/v1/recalls/${recall.id}/confirmations`, {
      method: 'POST',
      patience: 60_000,
      body: {
        act: 'extend',
        version: recall.version,
        reason: typed.reason.trim(),
        level: Number(typed.level),
        ...(codes.length === 0 ? {} : { codes }),
      },
    });
    await clear();
    await client.invalidateQueries();
  };
  return (
    <details className="block" open={typed.codes !== '' || typed.reason !== ''}>
      <summary>
        <h2>
          <Both {...(recall.drill ? words('扩大演练', 'Extend the drill') : words('扩大召回', 'Extend it'))} />
        </h2>
      </summary>
      <Form
        sending={sending}
        act={words('扩大', 'Extend')}
        onSend={extend}
        said={words('已扩大，新的持有方已收到清单', 'Extended; those who hold more have their lists')}
      >
        <p className="notice warn" role="note">
          <Both
            {...(recall.drill
              ? drilling
              : words(
                  '发出后新增的批次立即停售，新的持有方收到清单，主管部门和公众都能看到；不能缩小，只能撤回。',
                  'The lots added are no longer sold, holders get lists, department and public see it; it can only be withdrawn, not narrowed.',
                ))}
          />
        </p>
        <Area
          id="extend-codes"
          label={words('增加的批次或单品', 'Lots or items to add')}
          hint={words(
            '每行一个编码或区间；不填则按现有记录重新搜索',
            'one code or range a line; none: what was recorded since is searched anew',
          )}
          most={4000}
          rows={3}
          value={typed.codes}
          onChange={(text) => change({ codes: text })}
        />
        <Choice
          name="extend-level"
          label={words('召回级别', 'Level')}
          options={levels}
          value={typed.level}
          onChange={(level) => change({ level })}
        />
        <Line
          id="extend-reason"
          label={words('原因', 'Reason')}
          required
          minLength={4}
          maxLength={1000}
          value={typed.reason}
          onChange={(reason) => change({ reason })}
        />
        <Scope codes={codes.length === 0 ? [] : [...recall.roots, ...codes]} />
      </Form>
    </details>
  );
}
