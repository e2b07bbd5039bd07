/** Opening, extending and closing a case. What is typed stays until it was taken. */
import type { ReactNode } from 'react';
import type { Case } from '../../../src/contract/index.ts';
import { ask } from '../../shared/api.ts';
import { go } from '../router.tsx';
import { chargeOf } from '../shell/charge.ts';
import { DialogForm } from '../shell/dialog-form.tsx';
import { useDraft } from '../shell/draft.ts';
import { Field } from '../shell/field.tsx';
import { useMe } from '../shell/me.ts';
import { say } from '../shell/notices.tsx';
import { forget, useAsk } from '../shell/query.tsx';
import { W, words } from '../shell/words.tsx';

interface Settings {
  readonly settings: Readonly<Record<string, { readonly value: number }>>;
}

const fresh = { reason: '', category: '', roots: '', legalBasis: '', days: '10' };

export function OpenCase({ close }: { readonly close: () => void }): ReactNode {
  const me = useMe();
  const { data } = useAsk<Settings>('/api/v1/access-settings');
  const most = data?.settings.caseDays?.value ?? 30;
  const [typed, type, clear] = useDraft('case new', fresh);
  const mine = chargeOf(me.data);
  const send = async (): Promise<void> => {
    const roots = typed.roots
      .split(/[\n,，]+/)
      .map((each) => each.trim())
      .filter((each) => each !== '');
    const made = await ask<Case>('/api/v1/cases', {
      method: 'POST',
      body: {
        reason: typed.reason.trim(),
        category: typed.category || mine[0]?.id,
        roots,
        legalBasis: typed.legalBasis.trim(),
        days: Number(typed.days),
      },
    });
    clear();
    say('已立案', 'The case is open');
    void forget('/api/v1/cases');
    go(`/console/cases/${made.id}`);
  };
  return (
    <DialogForm title={words('立案', 'Open a case')} send={send} close={close}>
      <p className="consequence">
        <W
          zh="案件存续期间可沿起点的整条链查看全部字段；每次查阅留痕，到期告知数据主体。"
          en="While it is open the whole chain of its roots is seen; every look is kept, and its owner learns of it later."
        />
      </p>
      <Field
        name="reason"
        zh="案由（4 至 500 字）"
        en="reason"
        required
        minLength={4}
        maxLength={500}
        value={typed.reason}
        change={(reason) => type({ reason })}
      />
      <label>
        <W zh="类别" en="category" />
        <select name="category" value={typed.category} onChange={({ currentTarget }) => type({ category: currentTarget.value })}>
          {mine.map(({ id, zh, en }) => (
            <option key={id} value={id}>
              {zh} {en}
            </option>
          ))}
        </select>
      </label>
      <Field
        name="roots"
        zh="起点编码，一行一个"
        en="root codes, one a line"
        rows={3}
        required
        value={typed.roots}
        change={(roots) => type({ roots })}
      />
      <Field
        name="legalBasis"
        zh="法律依据"
        en="legal basis"
        required
        minLength={4}
        maxLength={300}
        value={typed.legalBasis}
        change={(legalBasis) => type({ legalBasis })}
      />
      <label>
        <W zh={`天数（至多 ${most}）`} en="days" />
        <input
          name="days"
          type="number"
          required
          min={1}
          max={most}
          value={typed.days}
          onChange={({ currentTarget }) => type({ days: currentTarget.value })}
        />
      </label>
    </DialogForm>
  );
}

const again = { reason: '', days: '10' };

export function CaseDialog({
  act,
  draft,
  send,
  close,
}: {
  readonly act: 'extension' | 'closing';
  readonly draft: string;
  readonly send: (body: object) => Promise<void>;
  readonly close: () => void;
}): ReactNode {
  const [typed, type, clear] = useDraft(`${draft} ${act}`, again);
  const extending = act === 'extension';
  const sendTyped = async (): Promise<void> => {
    await send({ reason: typed.reason.trim(), ...(extending ? { days: Number(typed.days) } : {}) });
    clear();
  };
  return (
    <DialogForm title={extending ? words('延期', 'Extend') : words('结案', 'Close the case')} send={sendTyped} close={close}>
      {!extending && (
        <p className="consequence">
          <W
            zh="结案后不能再在案件下查看，也不能重新打开。"
            en="Nothing is seen under it any more, and it cannot be opened again."
          />
        </p>
      )}
      <Field
        name="reason"
        zh="理由（4 至 500 字）"
        en="reason"
        rows={3}
        required
        minLength={4}
        maxLength={500}
        value={typed.reason}
        change={(reason) => type({ reason })}
      />
      {extending && (
        <label>
          <W zh="天数" en="days" />
          <input
            type="number"
            required
            min={1}
            max={30}
            value={typed.days}
            onChange={({ currentTarget }) => type({ days: currentTarget.value })}
          />
        </label>
      )}
    </DialogForm>
  );
}
