/** Beginning an unannounced drill. */
import { type FormEvent, type ReactNode, useState } from 'react';
import { ask } from '../../shared/api.ts';
import { go } from '../router.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { useDraft } from '../shell/draft.ts';
import { say } from '../shell/notices.tsx';
import { forget } from '../shell/query.tsx';
import { Failure } from '../shell/states.tsx';
import { W } from '../shell/words.tsx';
import { LevelFields } from './clocks.tsx';
import { useOwnCategories } from './draft.tsx';
import type { Recall } from './types.ts';

const fresh = { category: '', regime: '', level: '1', reason: '' };

export function StartDrill({ close }: { readonly close: () => void }): ReactNode {
  const own = useOwnCategories();
  const [typed, type, clear] = useDraft('drill new', fresh);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const category = own.some(({ id }) => id === typed.category) ? typed.category : (own[0]?.id ?? '');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const { regime, level, reason } = typed;
      const made = await ask<Recall>('/api/v1/recalls/drills', {
        method: 'POST',
        body: { category, level: Number(level), reason: reason.trim(), ...(regime === '' ? {} : { regime }) },
      });
      clear();
      close();
      say('演练已开始，正在计时', 'The drill has begun; the clock runs');
      await forget('/api/v1/recalls');
      go(`/console/recalls/${made.id}`);
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={<W zh="发起演练" en="Begin a drill" />} close={close}>
      <form onSubmit={(event) => void submit(event)}>
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
        <label>
          <W zh="事由（4 至 1000 字）" en="reason" />
          <input
            name="reason"
            required
            minLength={4}
            maxLength={1_000}
            value={typed.reason}
            onChange={({ currentTarget }) => type({ reason: currentTarget.value })}
          />
        </label>
        {error !== undefined && <Failure error={error} />}
        <footer>
          <button type="button" onClick={close}>
            <W zh="不做" en="Cancel" />
          </button>
          <button type="submit" className="button" disabled={busy}>
            {busy ? <W zh="正在抽取" en="drawing" /> : <W zh="抽取并开始" en="Draw and begin" />}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
