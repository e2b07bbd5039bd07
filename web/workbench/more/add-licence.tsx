/** A licence of the firm: its kind, number and days. What stands on it later is said by the department that gave it. */
import type { ReactNode } from 'react';
import { ask } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import { useRemembered } from '../lib/use-remembered.ts';
import { Both, type Words, words } from '../lib/words.tsx';
import { Form, Line, useSending, useTyped } from '../parts/form.tsx';
import { Failure, Loading } from '../parts/states.tsx';

interface Scheme {
  readonly id: string;
  readonly name: Words;
}
const first = { scheme: '', number: '', from: '', to: '', issuer: '' };

export function AddLicence({ onAdded }: { readonly onAdded: () => void }): ReactNode {
  const me = useMe();
  const { typed, change, ready, clear } = useTyped(`licence ${me.account.account} ${me.firm.id}`, first);
  const sending = useSending();
  const { data, error, refetch } = useRemembered<{ schemes: Scheme[] }>('/api/v1/licences/schemes');
  if (data === undefined || !ready) return error === null ? <Loading /> : <Failure error={error} again={() => void refetch()} />;
  const add = async (): Promise<void> => {
    await ask(`/api/v1/organisations/${me.firm.id}/licences`, {
      method: 'POST',
      body: {
        ...(typed.scheme === '' ? {} : { scheme: typed.scheme }),
        number: typed.number.trim(),
        from: typed.from,
        ...(typed.to === '' ? {} : { to: typed.to }),
        ...(typed.issuer.trim() === '' ? {} : { issuer: typed.issuer.trim() }),
      },
    });
    await clear();
    onAdded();
  };
  return (
    <Form
      title={words('登记一张证照', 'Add a licence')}
      sending={sending}
      act={words('登记', 'Add it')}
      onSend={add}
      said={words('已登记', 'Added')}
    >
      <div className="field">
        <label htmlFor="scheme">
          <Both {...words('种类', 'Kind')} />
        </label>
        <select id="scheme" value={typed.scheme} onChange={({ target }) => change({ scheme: target.value })}>
          <option value="">按编号辨认 told by its number</option>
          {data.data.schemes.map(({ id, name }) => (
            <option key={id} value={id}>
              {name.zh} {name.en}
            </option>
          ))}
        </select>
      </div>
      <Line
        id="number"
        label={words('证照编号', 'Number')}
        required
        minLength={2}
        maxLength={80}
        value={typed.number}
        onChange={(number) => change({ number })}
      />
      <Line
        id="from"
        type="date"
        label={words('生效日期', 'Valid from')}
        required
        value={typed.from}
        onChange={(from) => change({ from })}
      />
      <Line
        id="to"
        type="date"
        label={words('有效期至（长期的不填）', 'Until; left out: without end')}
        min={typed.from}
        value={typed.to}
        onChange={(to) => change({ to })}
      />
      <Line
        id="issuer"
        label={words('发证机关', 'Issued by')}
        maxLength={100}
        value={typed.issuer}
        onChange={(issuer) => change({ issuer })}
      />
    </Form>
  );
}
