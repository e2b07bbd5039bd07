/** The way from the thing that was traced to another of its chain. */
import { type FormEvent, type ReactNode, useState } from 'react';
import { ask } from '../../shared/api.ts';
import { W } from '../shell/words.tsx';
import type { Model } from './model.ts';
import { pathBetween } from './paths.ts';

/** Stays on the way to what a code, or the end or name of one, means; empty: none leads there. */
export function wayTo(model: Model, text: string): readonly string[] {
  const words = text.trim().toLowerCase();
  const stay =
    model.stays.find(({ thing }) => thing.toLowerCase() === words) ??
    model.stays.find(({ thing }) => thing.toLowerCase().endsWith(words)) ??
    model.stays.find(({ name }) => name.toLowerCase().includes(words));
  const root = model.stays.find(({ id }) => id === model.root)?.thing ?? model.root;
  return stay === undefined ? [] : (pathBetween(model, root, stay.thing) ?? []);
}

/** A code as labels print it, in the spelling of the chain; what is no code, or cannot be asked about, stays as it was typed. */
async function settled(model: Model, text: string): Promise<string> {
  if (text === '' || wayTo(model, text).length > 0) return text;
  try {
    const { candidates } = await ask<{ candidates: readonly { readonly canonical: string }[] }>(
      `/api/v1/codes/${encodeURIComponent(text)}`,
    );
    return candidates.find(({ canonical }) => wayTo(model, canonical).length > 0)?.canonical ?? text;
  } catch {
    return text;
  }
}

export function PathForm({
  model,
  to,
  steps,
  change,
}: {
  readonly model: Model;
  readonly to: string;
  /** Stays on the way; undefined: none was asked for. */
  readonly steps: number | undefined;
  readonly change: (to: string | undefined) => void;
}): ReactNode {
  const [typed, type] = useState(to);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void settled(model, typed.trim()).then((code) => change(code === '' ? undefined : code));
  };
  return (
    <form className="find path" onSubmit={submit}>
      <input
        type="search"
        name="to"
        aria-label="到另一编码的路径 path to another code"
        placeholder="到另一编码的路径"
        value={typed}
        onChange={({ currentTarget }) => type(currentTarget.value)}
      />
      {steps !== undefined && (
        <span className={steps === 0 ? 'due late' : 'quiet'} role="status">
          {steps === 0 ? <W zh="链上没有它，或不相连" en="not on this chain" /> : <W zh={`${steps - 1} 步`} en="steps" />}
        </span>
      )}
    </form>
  );
}
