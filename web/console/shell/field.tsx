/** A line of a form, or with `rows` several: its label, its limits, and what was typed. */
import type { ReactNode } from 'react';
import { W } from './words.tsx';

interface FieldProps {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly rows?: number;
  readonly required?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly spellCheck?: boolean;
  readonly autoFocus?: boolean;
}

export function Field({ zh, en, change, rows, ...more }: FieldProps): ReactNode {
  const asked = <W zh={zh} en={en} />;
  return rows === undefined ? (
    <label>
      {asked}
      <input {...more} onChange={({ currentTarget }) => change(currentTarget.value)} />
    </label>
  ) : (
    <label>
      {asked}
      <textarea {...more} rows={rows} onChange={({ currentTarget }) => change(currentTarget.value)} />
    </label>
  );
}
