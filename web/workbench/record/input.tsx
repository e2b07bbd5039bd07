/** An input for each kind of value that a stage may ask for. */
import { type ReactNode, useId, useState } from 'react';
import { useMe } from '../lib/me.tsx';
import type { StageTold, TypedAmount, Value } from '../lib/stages.ts';
import { zoneName } from '../lib/time.tsx';
import { Both, plain, type Words, words } from '../lib/words.tsx';
import { Icon } from '../parts/icons.tsx';
import { Scanner } from '../parts/scanner.tsx';
import { Amount, Amounts } from './amounts.tsx';
import { AreaInput } from './area.tsx';
import { Code } from './code.tsx';
import { useSeen } from './seen.ts';
import { unitName } from './units.ts';
import { noAmount } from './values.ts';

interface InputProps {
  readonly id: string;
  readonly field: StageTold['fields'][number];
  readonly value: Value;
  readonly wrong: boolean;
  readonly onChange: (value: Value) => void;
  readonly person: { readonly kind: string; readonly value: string } | undefined;
  readonly onPerson: (person: { kind: string; value: string } | undefined) => void;
}

export function Input(props: InputProps): ReactNode {
  const { field, value, onChange, id, wrong } = props;
  const kind = field.value;
  const told = {
    id,
    'aria-invalid': wrong || undefined,
    'aria-describedby': `${id}-told`,
    'aria-required': field.need === 'required',
  };
  switch (kind.kind) {
    case 'amounts':
      return kind.many === true ? (
        <Amounts {...props} units={kind.units} />
      ) : (
        <Amount
          id={id}
          name={field.name}
          units={kind.units}
          value={(value as TypedAmount | undefined) ?? noAmount}
          onChange={onChange}
          wrong={wrong}
        />
      );
    case 'codes':
      return kind.many === true ? (
        <Codes {...props} />
      ) : (
        <Code {...told} name={field.name} value={(value as string | undefined) ?? ''} onChange={onChange} />
      );
    case 'choice':
      return <Choices {...props} choices={kind.choices} many={kind.many === true} />;
    case 'flag':
      return <Flag {...props} />;
    case 'date':
      return (
        <input
          {...told}
          type="date"
          value={(value as string | undefined) ?? ''}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'time':
      return (
        <span className="with">
          <input
            {...told}
            type="datetime-local"
            value={(value as string | undefined) ?? ''}
            onChange={(event) => onChange(event.target.value)}
          />
          <small className="zone">{zoneName()}</small>
        </span>
      );
    case 'number':
      return (
        <span className="with">
          <input
            {...told}
            inputMode="decimal"
            autoComplete="off"
            value={(value as string | undefined) ?? ''}
            onChange={(event) => onChange(event.target.value)}
          />
          {kind.unit !== undefined && <span className="unit">{unitName(kind.unit)}</span>}
        </span>
      );
    case 'place':
      return <Place {...props} told={told} />;
    case 'area':
      return (
        <AreaInput
          told={told}
          label={plain(field.name)}
          value={(value as string | undefined) ?? ''}
          onChange={onChange}
          typed={
            <Suggested
              told={told}
              fieldKey={field.key}
              value={(value as string | undefined) ?? ''}
              onChange={onChange}
              scan={false}
              name={field.name}
            />
          }
        />
      );
    case 'party':
      return (
        <Suggested
          told={told}
          fieldKey={field.key}
          value={(value as string | undefined) ?? ''}
          onChange={onChange}
          scan
          name={field.name}
        />
      );
    case 'person':
      return <Person {...props} />;
    default: {
      const most = kind.kind === 'text' ? (kind.most ?? 500) : 200;
      return most > 150 && kind.kind === 'text' ? (
        <textarea
          {...told}
          rows={2}
          maxLength={most}
          value={(value as string | undefined) ?? ''}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <Suggested
          told={told}
          fieldKey={field.key}
          value={(value as string | undefined) ?? ''}
          onChange={onChange}
          scan={kind.kind === 'document'}
          name={field.name}
        />
      );
    }
  }
}

/** Many things: one a line, or scanned one after another. */
function Codes({ id, field, value, onChange, wrong }: InputProps): ReactNode {
  const [scanning, setScanning] = useState(false);
  const items = (value as readonly string[] | undefined) ?? [];
  const count = items.filter((each) => each.trim() !== '').length;
  return (
    <div className="several">
      <textarea
        id={id}
        rows={Math.min(8, Math.max(2, items.length + 1))}
        placeholder="每行一个编码 one code a line"
        aria-label={plain(field.name)}
        aria-invalid={wrong || undefined}
        autoCapitalize="off"
        spellCheck={false}
        value={items.join('\n')}
        onChange={(event) => onChange(event.target.value.split('\n'))}
      />
      <span className="row">
        <button type="button" className="button plain small" onClick={() => setScanning(true)}>
          <Icon sign="scan" />
          <Both {...words('连续扫码', 'Scan in a row')} />
        </button>
        <span className="quiet">{count}</span>
      </span>
      {scanning && (
        <Scanner
          title={field.name}
          many
          onCode={(text) => onChange([...items.filter((each) => each.trim() !== '' && each !== text), text])}
          onClose={() => setScanning(false)}
        />
      )}
    </div>
  );
}

interface ChoicesProps extends InputProps {
  readonly choices: readonly { readonly value: string; readonly zh: string; readonly en: string }[];
  readonly many: boolean;
}

function Choices({ id, field, value, onChange, wrong, choices, many }: ChoicesProps): ReactNode {
  const chosen = [value ?? []].flat() as readonly string[];
  if (!many && choices.length > 4)
    return (
      <select
        id={id}
        aria-invalid={wrong || undefined}
        aria-describedby={`${id}-told`}
        value={chosen[0] ?? ''}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">— 请选择 choose —</option>
        {choices.map((each) => (
          <option key={each.value} value={each.value}>
            {each.zh} {each.en}
          </option>
        ))}
      </select>
    );
  return (
    <div className="chips">
      {choices.map((each, i) => {
        const on = chosen.includes(each.value);
        return (
          <label key={each.value} className={on ? 'chip on' : 'chip'}>
            <input
              id={i === 0 ? id : undefined}
              type={many ? 'checkbox' : 'radio'}
              name={id}
              checked={on}
              onClick={() => {
                // A choice that nobody has to make can be taken back.
                if (!many && on && field.need === 'optional') onChange(undefined);
              }}
              onChange={() => {
                if (many) onChange(on ? chosen.filter((other) => other !== each.value) : [...chosen, each.value]);
                else onChange(each.value);
              }}
            />
            <span>
              <Both zh={each.zh} en={each.en} />
            </span>
          </label>
        );
      })}
    </div>
  );
}

function Flag({ id, field, value, onChange }: InputProps): ReactNode {
  const row = (on: boolean, said: Words): ReactNode => (
    <label className={value === on ? 'chip on' : 'chip'}>
      <input
        type="radio"
        name={id}
        id={on ? id : undefined}
        aria-label={`${plain(field.name)}: ${plain(said)}`}
        checked={value === on}
        onChange={() => onChange(on)}
      />
      <span>
        <Both {...said} />
      </span>
    </label>
  );
  return (
    <div className="chips">
      {row(true, words('是', 'yes'))}
      {row(false, words('否', 'no'))}
    </div>
  );
}

interface ToldProps {
  readonly told: Readonly<Record<string, unknown>>;
}

interface SuggestedProps extends ToldProps {
  readonly fieldKey: string;
  readonly name: Words;
  readonly value: string;
  readonly scan: boolean;
  readonly onChange: (value: string) => void;
}

/** A text, with what was said in this field before. */
function Suggested({ told, fieldKey, name, value, onChange, scan }: SuggestedProps): ReactNode {
  const list = useId();
  const seen = useSeen(fieldKey);
  const [scanning, setScanning] = useState(false);
  return (
    <span className="with">
      <input {...told} list={list} autoComplete="off" value={value} onChange={(event) => onChange(event.target.value)} />
      <datalist id={list}>
        {seen.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      {scan && (
        <button type="button" className="button icon-only" aria-label={`扫${plain(name)} scan`} onClick={() => setScanning(true)}>
          <Icon sign="scan" />
        </button>
      )}
      {scanning && <Scanner title={name} many={false} onCode={onChange} onClose={() => setScanning(false)} />}
    </span>
  );
}

/** One of the firm's own places, or another. */
function Place({ field, value, onChange, told }: InputProps & ToldProps): ReactNode {
  const { places } = useMe();
  const here = (value as string | undefined) ?? '';
  const own = places.some(({ uri }) => uri === here);
  const [other, setOther] = useState(places.length === 0 || (here !== '' && !own));
  return (
    <div className="several">
      {places.length > 0 && (
        <select
          {...(other ? {} : told)}
          aria-label={plain(field.name)}
          value={other ? '+' : here}
          onChange={(event) => {
            setOther(event.target.value === '+');
            onChange(event.target.value === '+' ? '' : event.target.value);
          }}
        >
          <option value="">— 请选择 choose —</option>
          {places.map(({ uri, name }) => (
            <option key={uri} value={uri}>
              {name}
            </option>
          ))}
          <option value="+">其他地点 another place…</option>
        </select>
      )}
      {other && <Suggested told={told} fieldKey={field.key} name={field.name} value={here} onChange={onChange} scan />}
    </div>
  );
}

const personKinds = [
  { value: 'name', zh: '姓名', en: 'name' },
  { value: 'phone', zh: '电话', en: 'telephone' },
  { value: 'identity_number', zh: '身份证号', en: 'identity number' },
  { value: 'patient', zh: '患者标识', en: 'patient' },
];

/** A natural person: what is typed becomes a token when it is sent, and stays out of the record. */
function Person({ id, field, value, onChange, person, onPerson, wrong }: InputProps): ReactNode {
  const token = (value as string | undefined) ?? '';
  if (token.startsWith('urn:zhuisu:person:') && person === undefined)
    return (
      <span className="with">
        <code className="token" id={id}>
          {token.slice(-14)}
        </code>
        <button type="button" className="button plain small" onClick={() => onChange('')}>
          <Both {...words('换一人', 'Somebody else')} />
        </button>
      </span>
    );
  const kind = person?.kind ?? 'name';
  return (
    <div className="several">
      <span className="with">
        <select
          aria-label={`${plain(field.name)}: 标识种类 kind`}
          value={kind}
          onChange={(event) => onPerson({ kind: event.target.value, value: person?.value ?? '' })}
        >
          {personKinds.map(({ value: each, zh, en }) => (
            <option key={each} value={each}>
              {zh} {en}
            </option>
          ))}
        </select>
        <input
          id={id}
          autoComplete="off"
          aria-invalid={wrong || undefined}
          aria-describedby={`${id}-told`}
          value={person?.value ?? ''}
          onChange={(event) => onPerson(event.target.value === '' ? undefined : { kind, value: event.target.value })}
        />
      </span>
      <p className="hint">
        <Both {...words('个人信息单独加密保存，记录里只留代号', 'Kept apart and sealed; the record holds a token alone')} />
      </p>
    </div>
  );
}
