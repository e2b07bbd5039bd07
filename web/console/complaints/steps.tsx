/** What a department does about a complaint. What it says to the reporter and what it notes for itself are two things. */
import { type ReactNode, useState } from 'react';
import { ask } from '../../shared/api.ts';
import { DialogForm } from '../shell/dialog-form.tsx';
import { useDraft } from '../shell/draft.ts';
import { Field } from '../shell/field.tsx';
import { useJurisdiction } from '../shell/me.ts';
import { say } from '../shell/notices.tsx';
import { forget } from '../shell/query.tsx';
import { W, type Words, words } from '../shell/words.tsx';

interface Step extends Words {
  /** What follows. */
  readonly told: Words;
  /** Something must be said to the reporter. */
  readonly says: boolean;
}

export const steps: Readonly<Record<string, Step>> = {
  accept: {
    ...words('受理', 'Accept'),
    told: words('进入办理，开始计算答复期限。', 'It is dealt with; the days to answer begin.'),
    says: false,
  },
  refuse: { ...words('不予受理', 'Do not accept'), told: words('举报人看到理由。', 'The reporter sees why.'), says: true },
  transfer: {
    ...words('移送', 'Hand on'),
    told: words('移送后由受移送单位办理，您不再看到。', 'The other body deals with it; you see it no more.'),
    says: true,
  },
  extend: {
    ...words('延长期限', 'Extend'),
    told: words('延长一次，举报人看到理由。', 'Once; the reporter sees why.'),
    says: true,
  },
  answer: {
    ...words('办结并答复', 'Answer'),
    told: words('举报人看到答复，本件办结。', 'The reporter sees the answer; it is closed.'),
    says: true,
  },
  reopen: { ...words('重新办理', 'Reopen'), told: words('回到办理中，重新计算期限。', 'It is dealt with anew.'), says: true },
  note: { ...words('内部备注', 'Note'), told: words('举报人看不到。', 'The reporter does not see it.'), says: false },
};

const empty = { told: '', note: '', to: '' };

export function Steps({
  number,
  version,
  open,
}: {
  readonly number: string;
  readonly version: number;
  readonly open: readonly string[];
}): ReactNode {
  const [act, choose] = useState<string>();
  const own = open.filter((each) => Object.hasOwn(steps, each));
  return (
    <p className="acts">
      {own.map((each) => (
        <button key={each} type="button" onClick={() => choose(each)}>
          <W zh={steps[each]!.zh} en={steps[each]!.en} />
        </button>
      ))}
      {act !== undefined && <StepForm key={act} number={number} version={version} act={act} close={() => choose(undefined)} />}
    </p>
  );
}

interface FormProps {
  readonly number: string;
  readonly version: number;
  readonly act: string;
  readonly close: () => void;
}

function StepForm({ number, version, act, close }: FormProps): ReactNode {
  const { zh, en, told, says } = steps[act]!;
  const { data: jurisdiction } = useJurisdiction();
  const [typed, type, clear] = useDraft(`complaint ${number} ${act}`, empty);
  const send = async (): Promise<void> => {
    await ask(`/api/v1/complaints/${number}/acts`, {
      method: 'POST',
      body: {
        act,
        version,
        ...(typed.told.trim() === '' ? {} : { told: typed.told.trim() }),
        ...(typed.note.trim() === '' ? {} : { note: typed.note.trim() }),
        ...(act === 'transfer' ? { to: typed.to } : {}),
      },
    });
    clear();
    say(`${zh}：已记录`, `${en}: done`);
    void forget('/api/v1/complaints');
  };
  return (
    <DialogForm title={{ zh, en }} send={send} close={close}>
      <p className="consequence">
        <W {...told} />
      </p>
      {act === 'transfer' && (
        <label>
          <W zh="移送到" en="to" />
          <select required value={typed.to} onChange={({ currentTarget }) => type({ to: currentTarget.value })}>
            <option value="" />
            {jurisdiction?.departments.map((each) => (
              <option key={each.id} value={each.organisation}>
                {each.zh}
              </option>
            ))}
          </select>
        </label>
      )}
      {act !== 'note' && (
        <Field
          name="told"
          zh="告知举报人"
          en="told to the reporter"
          rows={3}
          maxLength={1_000}
          required={says}
          value={typed.told}
          change={(told) => type({ told })}
        />
      )}
      <Field
        name="note"
        zh="内部备注"
        en="note for ourselves"
        rows={2}
        maxLength={1_000}
        required={act === 'note'}
        value={typed.note}
        change={(note) => type({ note })}
      />
    </DialogForm>
  );
}
