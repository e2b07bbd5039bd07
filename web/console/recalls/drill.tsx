/** Beginning an unannounced drill. */
import type { ReactNode } from 'react';
import { ask } from '../../shared/api.ts';
import { go } from '../router.tsx';
import { DialogForm } from '../shell/dialog-form.tsx';
import { useDraft } from '../shell/draft.ts';
import { Field } from '../shell/field.tsx';
import { say } from '../shell/notices.tsx';
import { forget } from '../shell/query.tsx';
import { W, words } from '../shell/words.tsx';
import { LevelFields } from './clocks.tsx';
import { useOwnCategories } from './draft.tsx';
import type { Recall } from './types.ts';

const fresh = { category: '', regime: '', level: '1', reason: '' };

export function StartDrill({ close }: { readonly close: () => void }): ReactNode {
  const own = useOwnCategories();
  const [typed, type, clear] = useDraft('drill new', fresh);
  const category = own.some(({ id }) => id === typed.category) ? typed.category : (own[0]?.id ?? '');
  const send = async (): Promise<void> => {
    const { regime, level, reason } = typed;
    const made = await ask<Recall>('/api/v1/recalls/drills', {
      method: 'POST',
      body: { category, level: Number(level), reason: reason.trim(), ...(regime === '' ? {} : { regime }) },
    });
    clear();
    say('演练已开始，正在计时', 'The drill has begun; the clock runs');
    void forget('/api/v1/recalls');
    go(`/console/recalls/${made.id}`);
  };
  return (
    <DialogForm
      title={words('发起演练', 'Begin a drill')}
      act={words('抽取并开始', 'Draw and begin')}
      doing={words('正在抽取', 'drawing')}
      send={send}
      close={close}
    >
      <p className="consequence">
        <W
          zh="不打招呼：按公开规则抽取一个批次，持有它的企业立即收到标明“演练”的清单并开始计时。不停售，不写入记录；结果计分留存，不能删除。"
          en="A lot is drawn by a stated rule; whoever holds it gets a list marked as a drill, and the clock runs. Nothing is blocked; the score is kept."
        />
      </p>
      <label>
        <W zh="类别" en="category" />
        <select
          name="category"
          value={category}
          onChange={({ currentTarget }) => type({ category: currentTarget.value, regime: '' })}
        >
          {own.map(({ id, zh, en }) => (
            <option key={id} value={id}>
              {zh} {en}
            </option>
          ))}
        </select>
      </label>
      <LevelFields category={category} regime={typed.regime} level={typed.level} change={type} />
      <Field
        name="reason"
        zh="事由（4 至 1000 字）"
        en="reason"
        required
        minLength={4}
        maxLength={1_000}
        value={typed.reason}
        change={(reason) => type({ reason })}
      />
    </DialogForm>
  );
}
