/** Taking back what was just decided; each finding has an outcome of its own. */
import { ask } from '../../shared/api.ts';
import { complain, say } from '../shell/notices.tsx';
import { forget } from '../shell/query.tsx';
import { count } from '../shell/time.tsx';

/** Steps after which the way back is offered at once. */
export const undoable: ReadonlySet<string> = new Set(['confirm', 'dismiss', 'order', 'close', 'reject', 'reopen', 'assign']);

export async function undoAll(ids: readonly string[]): Promise<void> {
  try {
    const { items } = await ask<{ items: readonly { readonly status: 'done' | 'refused' }[] }>('/api/v1/findings/acts', {
      method: 'POST',
      body: { ids, act: 'undo' },
    });
    const done = items.filter(({ status }) => status === 'done').length;
    const left = items.length - done;
    say(
      `已撤销 ${count(done)} 条${left === 0 ? '' : `，${count(left)} 条不能撤销（已有他人处理或超过 10 分钟）`}`,
      `${done} undone${left === 0 ? '' : `, ${left} cannot be any more`}`,
    );
  } catch (error) {
    complain(error);
  }
  await forget('/api/v1/findings');
}
