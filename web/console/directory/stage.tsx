/** The stage: what happens to the lots, and the fields that are asked for. */
import type { ReactNode } from 'react';
import { units } from '../../../src/categories/columns.ts';
import { bizSteps } from '../../../src/events/vocabulary.ts';
import { W, type Words, words } from '../shell/words.tsx';
import { idsOf } from './addition.ts';
import { Line, Select, Tick } from './inputs.tsx';
import type { PartProps } from './product.tsx';
import { type FieldTyped, forms, freshField, reformed, shapes, sights } from './typed.ts';

const unitOptions: readonly (readonly [string, Words])[] = units.map(({ code, zh, en }) => [code, words(zh, en)]);

export function StagePart({ typed, type, found }: PartProps): ReactNode {
  return (
    <section className="card" aria-labelledby="part-stage">
      <h2 id="part-stage">
        <W zh="二、环节与字段" en="The stage and its fields" />
      </h2>
      <Tick
        name="withStage"
        label={words('这一产品有自己的环节', 'the product has a stage of its own')}
        value={typed.withStage}
        change={(withStage) => type({ withStage })}
      />
      {typed.withStage && <OwnStage typed={typed} type={type} found={found} />}
    </section>
  );
}

function OwnStage({ typed, type, found }: PartProps): ReactNode {
  const { stage } = idsOf(typed);
  const taken = found.stages.find(({ id }) => id === stage);
  const change = (at: number, changes: Partial<FieldTyped>): void =>
    type({ fields: typed.fields.map((each, i) => (i === at ? { ...each, ...changes } : each)) });
  return (
    <>
      <div className="grid">
        <Line
          name="stageZh"
          label={words('中文名称', 'Chinese name')}
          value={typed.stageZh}
          change={(stageZh) => type({ stageZh })}
        />
        <Line
          name="stageEn"
          label={words('英文名称', 'English name')}
          value={typed.stageEn}
          change={(stageEn) => type({ stageEn })}
        />
        <Line
          name="stageId"
          label={words('标识（不填则取英文名）', 'id; unless given from the English name')}
          value={typed.stageId}
          placeholder={stage}
          change={(stageId) => type({ stageId })}
          hint={
            taken && (
              <W
                zh={`已有环节“${taken.name.zh}”：发布后由本条替换`}
                en={`the stage ${taken.name.en} has this id: publishing replaces it`}
              />
            )
          }
        />
        {typed.kept === undefined ? (
          <Select
            name="form"
            label={words('批次发生什么', 'what happens to lots')}
            value={typed.form}
            change={(form) => type(reformed(typed, form))}
            options={Object.entries(forms)}
          />
        ) : (
          <p className="quiet">
            <W zh="事件形式由接口定义，此处不改" en="the form of the event was defined by the interface and stays" />{' '}
            <code>{typed.kept.type}</code>
          </p>
        )}
        <Select
          name="step"
          label={words('业务步骤', 'business step')}
          value={typed.step}
          change={(step) => type({ step })}
          options={[
            ['', words(`自己的步骤 ${stage}`, 'one of its own')],
            ...(typed.step === '' || bizSteps.includes(typed.step) ? [] : [[typed.step, words(typed.step, '')] as const]),
            ...bizSteps.map((each) => [each, words(each, 'CBV')] as const),
          ]}
        />
        <Line
          name="stageSource"
          label={words('依据（不填则同上）', 'source; unless given as above')}
          value={typed.stageSource}
          change={(stageSource) => type({ stageSource })}
        />
        <Tick
          name="stageVerified"
          label={words('已与原文核对', 'compared with its text')}
          value={typed.stageVerified}
          change={(stageVerified) => type({ stageVerified })}
        />
      </div>
      <ol className="rows-typed">
        {typed.fields.map((field, i) => (
          // Rows are told apart by where they stand: every member of one can change.
          // biome-ignore lint/suspicious/noArrayIndexKey: nothing else of a row stays.
          <li key={i}>
            <FieldRow
              field={field}
              at={i}
              change={(changes) => change(i, changes)}
              remove={
                shapes[field.shape]?.place && field.shape !== 'place'
                  ? undefined
                  : () => type({ fields: typed.fields.filter((_, j) => j !== i) })
              }
            />
          </li>
        ))}
      </ol>
      <button
        type="button"
        name="addField"
        onClick={() => {
          type({ fields: [...typed.fields, freshField] });
          focusLater(`fields.${typed.fields.length}.key`);
        }}
      >
        <W zh="增加字段" en="Add a field" />
      </button>
    </>
  );
}

/** What was just added is what is typed next. */
export const focusLater = (name: string): void =>
  void requestAnimationFrame(() => document.querySelector<HTMLElement>(`[name="${name}"]`)?.focus());

function FieldRow({
  field,
  at,
  change,
  remove,
}: {
  readonly field: FieldTyped;
  readonly at: number;
  readonly change: (changes: Partial<FieldTyped>) => void;
  readonly remove: (() => void) | undefined;
}): ReactNode {
  const name = (member: keyof FieldTyped): string => `fields.${at}.${member}`;
  const line = (member: 'key' | 'zh' | 'en' | 'least' | 'most' | 'example', zh: string, en: string): ReactNode => (
    <Line name={name(member)} label={words(zh, en)} value={field[member]} change={(value) => change({ [member]: value })} />
  );
  const { shape } = field;
  if (field.kept !== undefined)
    return (
      <p className="quiet">
        <b>{field.zh}</b> <code>{field.key}</code>
        {' · '}
        <W zh="由接口定义，此处不改" en="defined by the interface, not changed here" />
      </p>
    );
  const inPlace = shapes[shape]?.place === true;
  const amount = ['inputs', 'outputs', 'things'].includes(shape);
  return (
    <fieldset className="grid tight">
      <legend>
        {at + 1}
        {'. '}
        {field.zh || field.key || shapes[shape]?.zh}
        {remove !== undefined && (
          <button type="button" className="plain" aria-label={`去掉字段 remove ${field.zh || at + 1}`} onClick={remove}>
            ✕
          </button>
        )}
      </legend>
      {line('key', '键', 'key')}
      {line('zh', '中文', 'Chinese')}
      {line('en', '英文', 'English')}
      {inPlace ? (
        <p className="quiet shape">
          <W {...shapes[shape]!} />
        </p>
      ) : (
        <Select
          name={name('shape')}
          label={words('类型', 'kind')}
          value={shape}
          change={(next) => change({ shape: next })}
          options={Object.entries(shapes).filter(([, { place }]) => place === undefined)}
        />
      )}
      {amount && (
        <Select
          name={name('unit')}
          label={words('计量单位', 'unit')}
          value={field.unit}
          change={(unit) => change({ unit })}
          options={unitOptions}
        />
      )}
      {shape === 'number' && (
        <>
          <Line name={name('unit')} label={words('单位', 'unit')} value={field.unit} change={(unit) => change({ unit })} />
          {line('least', '至少', 'least')}
          {line('most', '至多', 'most')}
        </>
      )}
      {shape === 'text' && line('most', '至多字数', 'most characters')}
      {shape === 'choice' && (
        <Line
          name={name('choices')}
          rows={3}
          label={words('选项，一行一个：值，中文，英文', 'choices, one a line: value, Chinese, English')}
          value={field.choices}
          change={(choices) => change({ choices })}
        />
      )}
      {line('example', '示例（不填则自动）', 'example; made unless given')}
      <Select
        name={name('sees')}
        label={words('谁能看见', 'who sees it')}
        value={field.sees}
        change={(sees) => change({ sees })}
        options={Object.entries(sights)}
      />
      {shape !== 'time' && (
        <Tick
          name={name('required')}
          label={words('必填', 'required')}
          value={field.required}
          change={(required) => change({ required })}
        />
      )}
    </fieldset>
  );
}
