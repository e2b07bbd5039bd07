/** The number to call back: sealed until whoever deals with the complaint says why they open it; that is written down. */
import { type ReactNode, useState } from 'react';
import { ask } from '../../shared/api.ts';
import { DialogForm } from '../shell/dialog-form.tsx';
import { useDraft } from '../shell/draft.ts';
import { Field } from '../shell/field.tsx';
import { W, words } from '../shell/words.tsx';

export function Contact({ token, number }: { readonly token: string; readonly number: string }): ReactNode {
  const [asking, setAsking] = useState(false);
  const [value, show] = useState<string>();
  const [typed, type, clear] = useDraft(`contact ${number}`, { reason: '' });
  if (value !== undefined) return <a href={`tel:${value}`}>{value}</a>;
  return (
    <>
      <button type="button" className="plain" onClick={() => setAsking(true)}>
        <W zh="查看（须写明理由）" en="show it, for a reason" />
      </button>
      {asking && (
        <DialogForm
          title={words('查看回访电话', 'Show the number')}
          close={() => setAsking(false)}
          send={async () => {
            const reason = typed.reason.trim();
            const path = `/api/v1/persons/${encodeURIComponent(token)}/reveal`;
            const told = await ask<{ readonly value: string }>(path, { method: 'POST', body: { reason } });
            clear();
            show(told.value);
          }}
        >
          <p>
            <W zh="理由、时间和您的账号记入审计日志。" en="The reason, the time and your account go into the audit log." />
          </p>
          <Field
            name="reason"
            zh="理由"
            en="why"
            required
            autoFocus
            maxLength={300}
            value={typed.reason}
            change={(reason) => type({ reason })}
          />
        </DialogForm>
      )}
    </>
  );
}
