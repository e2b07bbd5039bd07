/** Drafting a recall: the codes it begins with, how far it would reach, what holders are told. What is typed stays until it was taken. */
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { ask } from '../../shared/api.ts';
import { go, Link, useSearch } from '../router.tsx';
import { chargeOf } from '../shell/charge.ts';
import { useDraft } from '../shell/draft.ts';
import { Field } from '../shell/field.tsx';
import { useMe } from '../shell/me.ts';
import { say } from '../shell/notices.tsx';
import { forget } from '../shell/query.tsx';
import { Failure } from '../shell/states.tsx';
import { W, words } from '../shell/words.tsx';
import { LevelFields } from './clocks.tsx';
import { FirmField } from './firm.tsx';
import { ScopePanel, useScope } from './scope.tsx';
import { codesIn, type Recall } from './types.ts';

const fresh = {
  codes: '',
  category: '',
  regime: '',
  level: '1',
  titleZh: '',
  titleEn: '',
  reason: '',
  instructionsZh: '立即停售、封存，逐批清点并答复数量；已售出的，说明去向。',
  instructionsEn: '',
  organisation: '',
};

/** Categories somebody leads or has a function in. */
export const useOwnCategories = (): ReturnType<typeof chargeOf> => chargeOf(useMe().data);

export function DraftRecall(): ReactNode {
  const [given] = useSearch();
  const own = useOwnCategories();
  const [typed, type, clear] = useDraft('recall new', fresh);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const scope = useScope();
  const asked = given.getAll('code').join('\n');
  const firm = given.get('firm') ?? '';
  useEffect(() => {
    if (asked !== '') {
      type({ codes: asked, ...(firm === '' ? {} : { organisation: firm }) });
      scope.find(codesIn(asked));
    }
  }, [asked, firm]);
  const codes = codesIn(typed.codes);
  const category = own.some(({ id }) => id === typed.category) ? typed.category : (own[0]?.id ?? '');
  const sure = scope.scope?.figures.minimum.firms ?? [];
  const near = scope.scope?.organisations.filter(({ id }) => sure.includes(id)).slice(0, 8) ?? [];
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const { titleZh, titleEn, reason, instructionsZh, instructionsEn, organisation, regime, level } = typed;
      const made = await ask<Recall>('/api/v1/recalls', {
        method: 'POST',
        body: {
          category,
          codes,
          level: Number(level),
          ...(regime === '' ? {} : { regime }),
          titleZh,
          titleEn,
          reason,
          instructionsZh,
          instructionsEn,
          ...(organisation === '' ? {} : { organisation }),
        },
      });
      clear();
      say('已起草，须由另一人确认', 'Drafted; somebody else confirms it');
      await forget('/api/v1/recalls');
      go(`/console/recalls/${made.id}`, { replace: true });
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  const line = (
    name: 'titleZh' | 'titleEn' | 'reason',
    zh: string,
    en: string,
    limits: { readonly least: number; readonly most: number },
  ): ReactNode => (
    <Field
      name={name}
      zh={zh}
      en={en}
      required={limits.least > 0}
      minLength={limits.least}
      maxLength={limits.most}
      value={typed[name]}
      change={(text) => type({ [name]: text })}
    />
  );
  return (
    <form className="command" onSubmit={(event) => void submit(event)}>
      <header className="titled">
        <h1>
          <W zh="起草召回" en="Draft a recall" />
        </h1>
        <Link to="/console/recalls">
          <W zh="回到列表" en="back to the list" />
        </Link>
      </header>
      <div className="columns">
        <section className="card">
          <h2>
            <W zh="起点与范围" en="Where it begins, how far it reaches" />
          </h2>
          <Field
            name="codes"
            zh="起点编码，一行一个（批次、批次区间 A001..A020、单品、箱、单据、证书、企业）"
            en="codes it begins with, one a line; lots also from one to another"
            autoFocus
            rows={3}
            required
            spellCheck={false}
            value={typed.codes}
            change={(codes) => type({ codes })}
          />
          <ScopePanel codes={codes} search={scope} />
        </section>
        <section className="card">
          <h2>
            <W zh="通知内容" en="What holders are told" />
          </h2>
          <label>
            <W zh="类别" en="category" />
            <select
              name="category"
              value={category}
              onChange={({ currentTarget }) => type({ category: currentTarget.value, regime: '' })}
            >
              {own.map(({ id, zh, en }) => (
                <option key={id} value={id}>
                  {zh} {en}
                </option>
              ))}
            </select>
          </label>
          <LevelFields category={category} regime={typed.regime} level={typed.level} change={type} />
          <FirmField
            label={words('责令哪家企业召回（可不填）', 'the firm that is ordered to recall, if any')}
            near={near}
            value={typed.organisation}
            choose={(organisation) => type({ organisation })}
          />
          {line('titleZh', '标题（4 至 120 字）', 'title in Chinese', { least: 4, most: 120 })}
          {line('titleEn', '英文标题（可不填）', 'title in English', { least: 0, most: 200 })}
          {line('reason', '原因（4 至 1000 字，公开）', 'reason, public', { least: 4, most: 1_000 })}
          <Field
            name="instructionsZh"
            zh="怎么办（公开）"
            en="what to do, public"
            rows={3}
            required
            minLength={4}
            maxLength={2_000}
            value={typed.instructionsZh}
            change={(instructionsZh) => type({ instructionsZh })}
          />
        </section>
      </div>
      {error !== undefined && <Failure error={error} />}
      <footer className="acts">
        <p className="consequence">
          <W
            zh="草稿不通知任何人，也不停售；由另一人确认后才能发布。"
            en="A draft tells nobody and stops nothing; somebody else confirms it before it can be published."
          />
        </p>
        <button type="submit" className="button" disabled={busy || codes.length === 0}>
          {busy ? <W zh="正在提交" en="sending" /> : <W zh="存为草稿" en="Save the draft" />}
        </button>
      </footer>
    </form>
  );
}
