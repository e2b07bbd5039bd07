/** Lots with their amounts: one, or one after another. */
import type { ReactNode } from 'react';
import { units } from '../../../src/categories/columns.ts';
import type { StageTold, TypedAmount, Value } from '../lib/stages.ts';
import { Both, type Words, words } from '../lib/words.tsx';
import { Icon } from '../parts/icons.tsx';
import { Code } from './code.tsx';
import { unitName } from './units.ts';
import { noAmount } from './values.ts';

interface AmountProps {
  readonly id: string;
  readonly name: Words;
  readonly units: readonly string[];
  readonly value: TypedAmount;
  readonly wrong: boolean;
  readonly onChange: (value: TypedAmount) => void;
}

export function Amount({ id, name, units: allowed, value, wrong, onChange }: AmountProps): ReactNode {
  const choices = allowed.length > 0 ? allowed : units.map(({ code }) => code);
  return (
    <div className="amount">
      <Code
        id={id}
        name={words(`${name.zh}编码`, `${name.en}: code`)}
        labelled
        lots
        value={value.code}
        onChange={(code) => onChange({ ...value, code: code as string })}
        aria-invalid={wrong || undefined}
      />
      <input
        className="quantity"
        aria-label={`${name.zh}数量 ${name.en}: quantity`}
        placeholder="数量 qty"
        inputMode="decimal"
        autoComplete="off"
        value={value.quantity}
        aria-invalid={wrong || undefined}
        onChange={(event) => onChange({ ...value, quantity: event.target.value })}
      />
      <select
        aria-label={`${name.zh}单位 ${name.en}: unit`}
        value={value.unit || choices[0]}
        onChange={(event) => onChange({ ...value, unit: event.target.value })}
      >
        {choices.map((code) => (
          <option key={code} value={code}>
            {unitName(code)}
          </option>
        ))}
      </select>
    </div>
  );
}

interface AmountsProps {
  readonly id: string;
  readonly field: StageTold['fields'][number];
  readonly value: Value;
  readonly wrong: boolean;
  readonly units: readonly string[];
  readonly onChange: (value: Value) => void;
}

export function Amounts({ id, field, value, wrong, onChange, units: allowed }: AmountsProps): ReactNode {
  const items = (value as readonly TypedAmount[] | undefined) ?? [];
  const shown = items.length === 0 ? [{ ...noAmount, unit: allowed[0] ?? '' }] : items;
  return (
    <div className="several">
      {shown.map((each, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are told by their place alone
        <div className="several-row" key={i}>
          <Amount
            id={i === 0 ? id : `${id}-${i}`}
            name={words(`${field.name.zh} ${i + 1} `, `${field.name.en} ${i + 1}`)}
            units={allowed}
            value={each}
            wrong={wrong}
            onChange={(next) => onChange(shown.map((other, j) => (j === i ? next : other)))}
          />
          {shown.length > 1 && (
            <button
              type="button"
              className="button icon-only"
              aria-label={`去掉第 ${i + 1} 项 remove ${i + 1}`}
              onClick={() => onChange(shown.filter((_, j) => j !== i))}
            >
              <Icon sign="cross" />
            </button>
          )}
        </div>
      ))}
      <button
        type="button"
        className="button plain small"
        onClick={() => onChange([...shown, { ...noAmount, unit: shown.at(-1)!.unit }])}
      >
        <Icon sign="plus" />
        <Both {...words('再加一项', 'One more')} />
      </button>
    </div>
  );
}
