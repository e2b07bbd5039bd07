/** What a reviewer may do about a registration, with what follows from it. The server decides who may. */
import { type ReactNode, useState } from 'react';
import type { OrganisationDetails } from '../../../src/contract/index.ts';
import { ask } from '../../shared/api.ts';
import { DialogForm } from '../shell/dialog-form.tsx';
import { useDraft } from '../shell/draft.ts';
import { Field } from '../shell/field.tsx';
import { mayI, useMe } from '../shell/me.ts';
import { say } from '../shell/notices.tsx';
import { forget } from '../shell/query.tsx';
import { W, type Words, words } from '../shell/words.tsx';

interface Decision extends Words {
  readonly id: string;
  readonly from: readonly string[];
  readonly told: Words;
  readonly reasoned: boolean;
}

const decisions: readonly Decision[] = [
  {
    id: 'approve',
    ...words('审核通过', 'Approve'),
    from: ['registered'],
    told: words('企业可以开始记录。', 'The firm may record.'),
    reasoned: false,
  },
  {
    id: 'refuse',
    ...words('不通过', 'Refuse'),
    from: ['registered'],
    told: words('企业看到理由，可补充后重新提交。', 'It sees the reason and may submit again.'),
    reasoned: true,
  },
  {
    id: 'suspend',
    ...words('暂停', 'Suspend'),
    from: ['active'],
    told: words('暂停期间不能记录；以后可恢复。', 'It cannot record until it is resumed.'),
    reasoned: true,
  },
  {
    id: 'resume',
    ...words('恢复', 'Resume'),
    from: ['suspended'],
    told: words('企业可以继续记录。', 'It may record again.'),
    reasoned: true,
  },
];
const empty = { reason: '' };

export function Decisions({ firm }: { readonly firm: OrganisationDetails }): ReactNode {
  const me = useMe();
  const [chosen, choose] = useState<Decision>();
  const open = decisions.filter(({ from }) => from.includes(firm.status));
  if (firm.kind !== 'enterprise' || open.length === 0 || !mayI(me.data, 'review')) return null;
  return (
    <p className="acts">
      {open.map((each) => (
        <button key={each.id} type="button" className={each.id === 'approve' ? 'button' : ''} onClick={() => choose(each)}>
          <W zh={each.zh} en={each.en} />
        </button>
      ))}
      {chosen !== undefined && <Ask firm={firm} decision={chosen} close={() => choose(undefined)} />}
    </p>
  );
}

function Ask({
  firm,
  decision,
  close,
}: {
  readonly firm: OrganisationDetails;
  readonly decision: Decision;
  readonly close: () => void;
}): ReactNode {
  const [typed, type, clear] = useDraft(`firm ${firm.id} ${decision.id}`, empty);
  const send = async (): Promise<void> => {
    await ask(`/api/v1/organisations/${firm.id}/decisions`, {
      method: 'POST',
      body: { decision: decision.id, reason: typed.reason.trim(), version: firm.version },
    });
    clear();
    say(`${firm.name}：${decision.zh}`, `${decision.en}: done`);
    void forget('/api/v1/organisations');
  };
  return (
    <DialogForm title={decision} send={send} close={close}>
      <p>
        <b>{firm.name}</b>
      </p>
      <p className="consequence">
        <W {...decision.told} />
      </p>
      <Field
        name="reason"
        zh="理由"
        en="reason"
        rows={3}
        maxLength={500}
        required={decision.reasoned}
        value={typed.reason}
        change={(reason) => type({ reason })}
      />
    </DialogForm>
  );
}
