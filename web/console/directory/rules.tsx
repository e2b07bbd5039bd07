/** The rules of the stage: what must hold, how grave it is where it does not, what to do, and on what it rests. */
import type { ReactNode } from 'react';
import { W, words } from '../shell/words.tsx';
import { Basis, Line, Select, Tick } from './inputs.tsx';
import type { PartProps } from './product.tsx';
import { focusLater } from './stage.tsx';
import { freshRule, type RuleTyped, severities, type Typed, tests } from './typed.ts';

export function RulesPart({ typed, type, found }: PartProps): ReactNode {
  const set = (rules: readonly RuleTyped[]): void => type({ rules });
  return (
    <section className="card" aria-labelledby="part-rules">
      <h2 id="part-rules">
        <W zh="三、规则" en="Rules" />
      </h2>
      {typed.rules.length === 0 && (
        <p className="quiet">
          <W
            zh="没有规则时，记录只按字段的形式检查。"
            en="Without a rule, records are checked by the form of their fields alone."
          />
        </p>
      )}
      <ol className="rows-typed">
        {typed.rules.map((rule, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: every member of a row can change.
          <li key={i}>
            <RuleRow
              rule={rule}
              at={i}
              typed={typed}
              found={found}
              change={(changes) => set(typed.rules.map((each, j) => (j === i ? { ...each, ...changes } : each)))}
              remove={() => set(typed.rules.filter((_, j) => j !== i))}
            />
          </li>
        ))}
      </ol>
      <button
        type="button"
        name="addRule"
        onClick={() => {
          set([...typed.rules, freshRule]);
          focusLater(`rules.${typed.rules.length}.id`);
        }}
      >
        <W zh="增加规则" en="Add a rule" />
      </button>
    </section>
  );
}

/** Fields that a kind of rule can be about. */
function fieldsFor(test: string, { fields }: Typed): Typed['fields'] {
  if (test === 'limit') return fields.filter(({ shape }) => shape === 'number');
  if (test === 'value') return fields.filter(({ shape }) => ['choice', 'flag', 'text'].includes(shape));
  if (test === 'present') return fields.filter(({ required, shape }) => !required && shape !== 'time');
  return fields.filter(({ shape }) => !['time', 'place'].includes(shape));
}

function RuleRow({
  rule,
  at,
  typed,
  found,
  change,
  remove,
}: {
  readonly rule: RuleTyped;
  readonly at: number;
  readonly typed: Typed;
  readonly found: PartProps['found'];
  readonly change: (changes: Partial<RuleTyped>) => void;
  readonly remove: () => void;
}): ReactNode {
  const name = (member: keyof RuleTyped): string => `rules.${at}.${member}`;
  type Text = 'id' | 'zh' | 'en' | 'least' | 'most' | 'values' | 'hours' | 'days' | 'repairZh' | 'repairEn' | 'basis' | 'wrong';
  const line = (member: Text, zh: string, en: string, hint?: ReactNode): ReactNode => (
    <Line
      name={name(member)}
      label={words(zh, en)}
      value={rule[member]}
      change={(value) => change({ [member]: value })}
      hint={hint}
    />
  );
  const legend = (
    <legend>
      {rule.zh || `规则 ${at + 1}`}
      <button type="button" className="plain" aria-label={`去掉规则 remove ${rule.zh || at + 1}`} onClick={remove}>
        ✕
      </button>
    </legend>
  );
  if (rule.kept !== undefined)
    return (
      <fieldset>
        {legend}
        <p>
          <code>{rule.id}</code> <Basis text={rule.basis} verified={rule.verified} />
        </p>
        <p className="quiet">
          <W zh="由接口定义，此处不改" en="defined by the interface, not changed here" />
        </p>
      </fieldset>
    );
  const taken = found.rules.find(({ id }) => id === rule.id.trim());
  const { test } = rule;
  return (
    <fieldset className="grid tight">
      {legend}
      {line(
        'id',
        '编号，如 JY-RAB-01',
        'id',
        taken && <W zh={`已有规则“${taken.name.zh}”：发布后由本条替换`} en="publishing replaces the rule of this id" />,
      )}
      {line('zh', '中文', 'Chinese')}
      {line('en', '英文', 'English')}
      <Select
        name={name('test')}
        label={words('要求', 'what must hold')}
        value={test}
        change={(next) => change({ test: next, field: '' })}
        options={Object.entries(tests)}
      />
      {['limit', 'value', 'once', 'present'].includes(test) && (
        <Select
          name={name('field')}
          label={words('字段', 'field')}
          value={rule.field}
          change={(field) => change({ field })}
          options={[
            ['', words('选择字段', 'choose')],
            ...fieldsFor(test, typed).map(({ key, zh, en }) => [key, words(zh || key, en)] as const),
          ]}
          hint={
            fieldsFor(test, typed).length === 0 && (
              <W zh="本环节没有合适的字段：先在上面增加" en="no field of the stage fits: add one above" />
            )
          }
        />
      )}
      {test === 'limit' && (
        <>
          {line('least', '不低于', 'at least')}
          {line('most', '不高于', 'at most')}
        </>
      )}
      {test === 'value' && line('values', '允许的值，逗号分隔', 'values, by commas')}
      {test === 'prompt' && line('hours', '多少小时内记录', 'hours')}
      {['before', 'interval'].includes(test) && (
        <Select
          name={name('earlier')}
          label={words('哪个环节', 'which stage')}
          value={rule.earlier}
          change={(earlier) => change({ earlier })}
          options={[['', words('选择环节', 'choose')], ...found.stages.map(({ id, name: stage }) => [id, stage] as const)]}
        />
      )}
      {test === 'interval' && line('days', '不少于几天', 'days')}
      {['limit', 'value'].includes(test) && line('wrong', '不合格的例（不填则自动）', 'a value that fails; made unless given')}
      <Select
        name={name('severity')}
        label={words('不符合时', 'where it fails')}
        value={rule.severity}
        change={(severity) => change({ severity })}
        options={Object.entries(severities)}
      />
      {line('repairZh', '怎么改正', 'what to do, in Chinese')}
      {line('repairEn', '怎么改正（英文）', 'what to do, in English')}
      {line('basis', '法律依据', 'legal basis')}
      <Tick
        name={name('verified')}
        label={words('已与原文核对', 'compared with its text')}
        value={rule.verified}
        change={(verified) => change({ verified })}
      />
    </fieldset>
  );
}
