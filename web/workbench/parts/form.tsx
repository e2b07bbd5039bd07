/**
 * The one shape of the forms of the workbench: what is typed is kept on this device with every change, an error leaves it as it is, and what
 * was done or refused is said where the button is. The forms of stages are made from their definitions (`record/form.tsx`).
 */
import { type FormEvent, type InputHTMLAttributes, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { Values } from '../lib/stages.ts';
import { Both, type Words, words } from '../lib/words.tsx';
import { dropDraft, keepDraft, keptDraft } from '../record/draft.ts';
import { Failure } from './states.tsx';

export interface Typed<T> {
  readonly typed: T;
  readonly change: (part: Partial<T>) => void;
  /** What was kept has been read; until then nothing is shown that would change under the hand. */
  readonly ready: boolean;
  /** Nothing is kept any more, and the form begins anew. */
  readonly clear: () => Promise<void>;
}

/** `place` names the form, and whose it is. */
export function useTyped<T extends object>(place: string, first: T): Typed<T> {
  const begin = useRef(first);
  const [typed, setTyped] = useState(first);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let gone = false;
    keptDraft(place)
      .then((kept) => {
        if (!gone && kept !== undefined) setTyped({ ...begin.current, ...(kept.values as unknown as T) });
      })
      // A device that keeps nothing (a private window, a full disk) still takes what is typed.
      .catch(() => {})
      .finally(() => {
        if (!gone) setReady(true);
      });
    return () => {
      gone = true;
    };
  }, [place]);
  const now = useRef(first);
  now.current = typed;
  const change = useCallback(
    (part: Partial<T>): void => {
      now.current = { ...now.current, ...part };
      setTyped(now.current);
      void keepDraft(place, now.current as unknown as Values).catch(() => {});
    },
    [place],
  );
  const clear = useCallback(async (): Promise<void> => {
    await dropDraft(place).catch(() => {});
    setTyped(begin.current);
  }, [place]);
  return { typed, change, ready, clear };
}

export interface Sending {
  readonly busy: boolean;
  readonly error: unknown;
  readonly done: boolean;
  /** One at a time. False when it failed. */
  readonly send: (work: () => Promise<void>) => Promise<boolean>;
}

export function useSending(): Sending {
  const [state, setState] = useState<{ busy: boolean; error: unknown; done: boolean }>({
    busy: false,
    error: undefined,
    done: false,
  });
  const running = useRef(false);
  const send = useCallback(async (work: () => Promise<void>): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setState({ busy: true, error: undefined, done: false });
    try {
      await work();
      setState({ busy: false, error: undefined, done: true });
      return true;
    } catch (error) {
      setState({ busy: false, error, done: false });
      return false;
    } finally {
      running.current = false;
    }
  }, []);
  return { ...state, send };
}

interface FormProps {
  readonly title?: Words;
  readonly sending: Sending;
  readonly act: Words;
  readonly onSend: () => Promise<void>;
  readonly disabled?: boolean;
  /** Said once it is done. */
  readonly said?: Words;
  /** Beside the button. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

export function Form({ title, sending, act, onSend, disabled = false, said, beside, children }: FormProps): ReactNode {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void sending.send(onSend);
  };
  return (
    <form className="card block" onSubmit={submit}>
      {title !== undefined && (
        <h2>
          <Both {...title} />
        </h2>
      )}
      {children}
      {sending.error !== undefined && <Failure error={sending.error} />}
      {sending.done && said !== undefined && (
        <p className="tag ok" role="status">
          <Both {...said} />
        </p>
      )}
      <p className="actions">
        <button type="submit" className="button" disabled={disabled || sending.busy}>
          <Both {...(sending.busy ? words('正在提交…', 'Sending…') : act)} />
        </button>
        {beside}
      </p>
    </form>
  );
}

type LineProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> & {
  readonly id: string;
  readonly label: Words;
  readonly hint?: Words;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

const Label = ({ id, label, required }: { readonly id: string; readonly label: Words; readonly required: boolean }) => (
  <label htmlFor={id}>
    <Both {...label} />
    {required && <span className="must">*</span>}
  </label>
);

/** One line. What consists of blanks alone is nothing. */
export function Line({ id, label, hint, value, onChange, required = false, ...more }: LineProps): ReactNode {
  return (
    <div className="field">
      <Label id={id} label={label} required={required} />
      <input
        id={id}
        name={id}
        autoComplete="off"
        value={value}
        required={required}
        {...(required && more.type === undefined && more.pattern === undefined ? { pattern: '.*\\S.*' } : {})}
        {...more}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint !== undefined && <Hint id={id} hint={hint} />}
    </div>
  );
}

const Hint = ({ id, hint }: { readonly id: string; readonly hint: Words }) => (
  <p className="hint" id={`${id}-hint`}>
    <Both {...hint} />
  </p>
);

interface AreaProps {
  readonly id: string;
  readonly label: Words;
  readonly hint?: Words;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly required?: boolean;
  readonly most: number;
  readonly rows?: number;
}

export function Area({ id, label, hint, value, onChange, required = false, most, rows = 4 }: AreaProps): ReactNode {
  return (
    <div className="field">
      <Label id={id} label={label} required={required} />
      <textarea
        id={id}
        name={id}
        rows={rows}
        required={required}
        maxLength={most}
        value={value}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint !== undefined && <Hint id={id} hint={hint} />}
    </div>
  );
}

export interface Option<V extends string> {
  readonly value: V;
  readonly name: Words;
}

interface ChoiceProps<V extends string> {
  readonly name: string;
  readonly label: Words;
  readonly options: readonly Option<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
}

/** One of some. */
export function Choice<V extends string>({ name, label, options, value, onChange }: ChoiceProps<V>): ReactNode {
  return (
    <fieldset className="field">
      <legend>
        <Both {...label} />
      </legend>
      <div className="chips">
        {options.map((each) => (
          <label key={each.value} className={each.value === value ? 'chip on' : 'chip'}>
            <input type="radio" name={name} checked={each.value === value} onChange={() => onChange(each.value)} />
            <span>
              <Both {...each.name} />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface TicksProps<V extends string> extends Omit<ChoiceProps<V>, 'value' | 'onChange'> {
  readonly value: readonly V[];
  readonly onChange: (value: readonly V[]) => void;
}

/** Any of some. */
export function Ticks<V extends string>({ name, label, options, value, onChange }: TicksProps<V>): ReactNode {
  return (
    <fieldset className="field">
      <legend>
        <Both {...label} />
      </legend>
      <div className="chips">
        {options.map((each) => {
          const on = value.includes(each.value);
          return (
            <label key={each.value} className={on ? 'chip on' : 'chip'}>
              <input
                type="checkbox"
                name={name}
                checked={on}
                onChange={() => onChange(on ? value.filter((one) => one !== each.value) : [...value, each.value])}
              />
              <span>
                <Both {...each.name} />
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
