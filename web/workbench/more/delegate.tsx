/** Lets an association or a vendor act for the firm: in what, and until which day. */
import type { ReactNode } from 'react';
import { ask } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import { words } from '../lib/words.tsx';
import { type FirmFound, FirmSearch } from '../parts/firm-search.tsx';
import { Form, Line, Ticks, useSending, useTyped } from '../parts/form.tsx';
import { Loading } from '../parts/states.tsx';
import { Chosen } from './chosen.tsx';
import { scopeOptions } from './scopes.ts';

interface Typed {
  readonly delegate: FirmFound | null;
  readonly scopes: readonly string[];
  readonly until: string;
}
const first: Typed = { delegate: null, scopes: ['capture', 'query', 'trace', 'explain'], until: '' };
const day = 86_400_000;
const dayIn = (days: number): string => new Date(Date.now() + days * day).toISOString().slice(0, 10);

export function LetAct({ onGiven }: { readonly onGiven: () => void }): ReactNode {
  const me = useMe();
  const { typed, change, ready, clear } = useTyped<Typed>(`delegation ${me.account.account} ${me.firm.id}`, first);
  const sending = useSending();
  if (!ready) return <Loading />;
  const { delegate } = typed;
  const give = async (): Promise<void> => {
    if (delegate === null) return;
    await ask('/api/v1/delegations', {
      method: 'POST',
      acting: '',
      body: { delegate: delegate.id, scopes: typed.scopes, until: `${typed.until}T23:59:59+08:00` },
    });
    await clear();
    onGiven();
  };
  return (
    <Form
      title={words('让别人为我们代办', 'Let somebody act for us')}
      sending={sending}
      act={words('授权代办', 'Let them')}
      onSend={give}
      disabled={delegate === null || typed.scopes.length === 0}
      said={words('已授权，随时可以收回', 'Given; it can be withdrawn at any time')}
    >
      {delegate === null ? (
        <FirmSearch
          label={words('协会或软件服务商', 'Association or vendor')}
          kinds="association,vendor"
          without={[me.firm.id]}
          act={words('选择', 'Choose')}
          onChoose={(firm) => change({ delegate: firm })}
        />
      ) : (
        <Chosen firm={delegate} onChange={() => change({ delegate: null })} />
      )}
      <Ticks
        name="scopes"
        label={words('可以办什么', 'What they may do')}
        options={scopeOptions}
        value={typed.scopes}
        onChange={(scopes) => change({ scopes })}
      />
      <Line
        id="until"
        type="date"
        label={words('截止日期', 'Until')}
        hint={words('到期自动失效', 'it ends by itself on that day')}
        required
        min={dayIn(1)}
        max={dayIn(3 * 365)}
        value={typed.until}
        onChange={(until) => change({ until })}
      />
    </Form>
  );
}
