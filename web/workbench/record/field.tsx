/** One field of a form: its names, its input, what is wrong with it, what rules have to say of it. */
import type { ReactNode } from 'react';
import type { Fault, RuleTold, StageTold, Value } from '../lib/stages.ts';
import { Both, words } from '../lib/words.tsx';
import { Input } from './input.tsx';

interface FieldProps {
  readonly field: StageTold['fields'][number];
  readonly value: Value;
  readonly faults: readonly Fault[];
  readonly rules: readonly RuleTold[];
  /** Number of its basis below the form. */
  readonly law: number | undefined;
  readonly onChange: (value: Value) => void;
  readonly person: { readonly kind: string; readonly value: string } | undefined;
  readonly onPerson: (person: { kind: string; value: string } | undefined) => void;
}

const severities = {
  block: words('不符合规则', 'does not keep a rule'),
  alarm: words('已提示监管部门', 'the department is told'),
  warn: words('提醒', 'take note'),
} as const;

/** What a rule compared, and what to do. */
export function RuleLine({ rule }: { readonly rule: RuleTold }): ReactNode {
  return (
    <div className={`rule-line ${rule.severity}`}>
      <p>
        <strong>
          <Both {...(rule.outcome === 'unknown' ? words('尚缺事实', 'a fact is missing') : severities[rule.severity])} />
        </strong>{' '}
        <code>{rule.rule}</code>
      </p>
      <p>
        <Both {...rule.told} />
      </p>
      <p className="todo">
        → <Both {...rule.repair} />
      </p>
    </div>
  );
}

export function FieldRow(props: FieldProps): ReactNode {
  const { field, faults, rules } = props;
  const id = `f-${field.key}`;
  const grouped =
    field.value.kind === 'amounts' || 'many' in field.value || (field.value.kind === 'choice' && field.value.choices.length <= 4);
  const label = (
    <>
      <Both {...field.name} />
      {field.need === 'required' ? (
        <span className="must" title="必填 required">
          *
        </span>
      ) : null}
      {props.law !== undefined && <small className="law"> 依据 {props.law}</small>}
    </>
  );
  const wrong = faults.length > 0 || rules.some(({ severity }) => severity === 'block');
  const under = (
    <div id={`${id}-told`}>
      {faults.map(({ key, came, expected }) => (
        <p className="fault" key={`${key}${expected.en}`}>
          {came !== '' && (
            <>
              <Both {...words('填的是', 'came')} /> <q>{came}</q>，
            </>
          )}
          <Both {...words(`应为${expected.zh}`, `expected: ${expected.en}`)} />
        </p>
      ))}
      {rules.map((rule) => (
        <RuleLine key={rule.rule} rule={rule} />
      ))}
    </div>
  );
  const hint = field.hint !== undefined && (
    <p className="hint">
      <Both {...field.hint} />
    </p>
  );
  const input = <Input {...props} id={id} wrong={wrong} />;
  return grouped ? (
    <fieldset className={`field ${wrong ? 'wrong' : ''}`} data-field={field.key} aria-describedby={`${id}-told`}>
      <legend>{label}</legend>
      {hint}
      {input}
      {under}
    </fieldset>
  ) : (
    <div className={`field ${wrong ? 'wrong' : ''}`} data-field={field.key}>
      <label htmlFor={id}>{label}</label>
      {hint}
      {input}
      {under}
    </div>
  );
}
