/** One step about one or many findings: what follows from it, why, by when. What is typed stays until it was taken. */
import { type ReactNode, useState } from 'react';
import { DialogForm, sending } from '../shell/dialog-form.tsx';
import { useDraft } from '../shell/draft.ts';
import { Field } from '../shell/field.tsx';
import { fromLocalInput, localInput, zone } from '../shell/time.tsx';
import { W, type Words } from '../shell/words.tsx';
import { actNames, dated, reasoned } from './types.ts';

export interface StepBody {
  readonly act: string;
  readonly reason: string;
  readonly due?: string | undefined;
}

const dayMillis = 86_400_000;
/** Ten working days, as the first proposal. */
const usualDays = 14;

export function StepDialog({
  act,
  about,
  draft,
  send,
  close,
}: {
  readonly act: string;
  readonly about: Words;
  /** Under which name what is typed is kept. */
  readonly draft: string;
  readonly send: (body: StepBody) => Promise<void>;
  readonly close: () => void;
}): ReactNode {
  const names = actNames[act] ?? { zh: act, en: act, told: '', toldEn: '' };
  const [initial] = useState(() => ({ reason: '', due: localInput(Date.now() + usualDays * dayMillis) }));
  const [typed, type, clear] = useDraft(`${draft} ${act}`, initial);
  const sendTyped = async (): Promise<void> => {
    await send({ act, reason: typed.reason.trim(), ...(dated.has(act) ? { due: fromLocalInput(typed.due) } : {}) });
    clear();
  };
  return (
    <DialogForm title={names} doing={sending} send={sendTyped} close={close}>
      <p>
        <b>{about.zh}</b> <span lang="en">{about.en}</span>
      </p>
      <p className="consequence">
        <W zh={names.told} en={names.toldEn} />
      </p>
      <Field
        name="reason"
        zh={reasoned.has(act) ? '理由（4 至 1000 字）' : '说明（可不填）'}
        en={reasoned.has(act) ? 'reason' : 'remark'}
        rows={4}
        maxLength={1_000}
        minLength={reasoned.has(act) ? 4 : 0}
        required={reasoned.has(act)}
        value={typed.reason}
        change={(reason) => type({ reason })}
      />
      {dated.has(act) && (
        <label>
          <W zh={`期限（${zone()}）`} en="due" />
          <input
            type="datetime-local"
            name="due"
            required
            min={localInput(Date.now())}
            value={typed.due}
            onChange={({ currentTarget }) => type({ due: currentTarget.value })}
          />
        </label>
      )}
    </DialogForm>
  );
}
