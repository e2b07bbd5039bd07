/** Inputs of the editor: each with its name, its hint, and the faults that the check found in it. */
import { createContext, type ReactNode, useContext } from 'react';
import { W, type Words } from '../shell/words.tsx';
import { type Faults, toldFault } from './faults.ts';

export const FaultsHere = createContext<Faults>(new Map());

interface Common {
  readonly name: string;
  readonly label: Words;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly hint?: ReactNode;
}

export const idOf = (name: string): string => `directory-${name}`;

function Under({ name, hint }: { readonly name: string; readonly hint?: ReactNode }): ReactNode {
  const faults = useContext(FaultsHere).get(name) ?? [];
  return (
    <span id={`${idOf(name)}-told`} className="under">
      {hint !== undefined && <small>{hint}</small>}
      {faults.map((fault) => (
        <b key={`${fault.path} ${fault.expected}`} className="fault">
          <W {...toldFault(fault)} />
        </b>
      ))}
    </span>
  );
}

const useTold = (name: string) => ({
  id: idOf(name),
  name,
  'aria-invalid': (useContext(FaultsHere).get(name)?.length ?? 0) > 0,
  'aria-describedby': `${idOf(name)}-told`,
});

export function Line({
  name,
  label,
  value,
  change,
  hint,
  rows,
  type = 'text',
  placeholder,
}: Common & { readonly rows?: number; readonly type?: 'text' | 'date'; readonly placeholder?: string }): ReactNode {
  const told = useTold(name);
  return (
    <div className="asked">
      <label htmlFor={told.id}>
        <W {...label} />
      </label>
      {rows === undefined ? (
        <input
          {...told}
          type={type}
          value={value}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          onChange={({ currentTarget }) => change(currentTarget.value)}
        />
      ) : (
        <textarea {...told} rows={rows} value={value} onChange={({ currentTarget }) => change(currentTarget.value)} />
      )}
      <Under name={name} hint={hint} />
    </div>
  );
}

export function Select({
  name,
  label,
  value,
  change,
  hint,
  options,
}: Common & { readonly options: readonly (readonly [string, Words])[] }): ReactNode {
  const told = useTold(name);
  return (
    <div className="asked">
      <label htmlFor={told.id}>
        <W {...label} />
      </label>
      <select {...told} value={value} onChange={({ currentTarget }) => change(currentTarget.value)}>
        {options.map(([id, { zh, en }]) => (
          <option key={id} value={id}>
            {zh} {en}
          </option>
        ))}
      </select>
      <Under name={name} hint={hint} />
    </div>
  );
}

export const Tick = ({
  name,
  label,
  value,
  change,
}: {
  readonly name: string;
  readonly label: Words;
  readonly value: boolean;
  readonly change: (value: boolean) => void;
}): ReactNode => (
  <label className="yes-no">
    <input
      type="checkbox"
      id={idOf(name)}
      name={name}
      checked={value}
      onChange={({ currentTarget }) => change(currentTarget.checked)}
    />
    <span>
      <W {...label} />
    </span>
  </label>
);

/** A basis that was not compared with the text of the law is shown so, and is no law. */
export const Basis = ({ text, verified }: { readonly text: string; readonly verified: boolean }): ReactNode => (
  <>
    {text}
    {verified ? (
      <small className="verified">
        <W zh="已核对原文" en="verified" />
      </small>
    ) : (
      <i className="unverified">
        <W zh="未核对原文" en="not verified" />
      </i>
    )}
  </>
);
