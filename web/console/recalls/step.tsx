/** One step about a recall: what follows from it, in numbers, before it is taken. */
import { type ReactNode, useEffect, useState } from 'react';
import { ask } from '../../shared/api.ts';
import { DialogForm, sending } from '../shell/dialog-form.tsx';
import { useDraft } from '../shell/draft.ts';
import { Field } from '../shell/field.tsx';
import { say } from '../shell/notices.tsx';
import { forget } from '../shell/query.tsx';
import { count } from '../shell/time.tsx';
import { W } from '../shell/words.tsx';
import { LevelFields } from './clocks.tsx';
import { ScopePanel, useScope } from './scope.tsx';
import { acts, codesIn, type Details, type Holder } from './types.ts';

export function StepRecall({
  recall,
  act,
  holder,
  close,
}: {
  readonly recall: Details;
  readonly act: string;
  /** Of `check`: whose. */
  readonly holder?: Holder | undefined;
  readonly close: () => void;
}): ReactNode {
  const { zh, en, told, grave, reason: reasoned, to } = acts[act]!;
  const [initial] = useState(() => ({ reason: '', codes: '', level: String(recall.level), effective: '' }));
  const [typed, type, clear] = useDraft(`recall ${recall.id} ${act} ${holder?.holder ?? ''}`, initial);
  const [sure, setSure] = useState(false);
  const scope = useScope();
  const codes = act === 'extend' ? [...recall.roots, ...codesIn(typed.codes)] : recall.roots;
  useEffect(() => {
    if (act === 'publish') scope.find(recall.roots);
  }, [act]);
  const send = async (): Promise<void> => {
    try {
      await ask(`/api/v1/recalls/${recall.id}/${to}`, {
        method: 'POST',
        body: {
          act,
          version: recall.version,
          ...(typed.reason.trim() === '' ? {} : { reason: typed.reason.trim() }),
          ...(act === 'extend' ? { codes: codesIn(typed.codes), level: Number(typed.level) } : {}),
          ...(act === 'check' ? { holder: holder!.holder, effective: typed.effective === 'yes' } : {}),
        },
      });
      clear();
      say(`${zh}：已记录`, `${en}: done`);
    } finally {
      // Also after a refusal: somebody else may have taken a step.
      void forget('/api/v1/recalls');
    }
  };
  return (
    <DialogForm title={{ zh, en }} doing={sending} grave={grave} send={send} close={close}>
      <p>
        <b>{recall.title.zh}</b> {recall.title.en !== recall.title.zh && <span lang="en">{recall.title.en}</span>}
        {holder !== undefined && <>：{holder.name}</>}
      </p>
      <p className={grave ? 'consequence grave' : 'consequence'}>
        {recall.drill && act !== 'note' ? (
          <W zh="演练：不停售，不写入记录，不公告。" en="A drill: nothing is blocked, recorded or made public." />
        ) : (
          <W {...told} />
        )}
      </p>
      {act === 'complete' && <Left recall={recall} />}
      {act === 'extend' && (
        <>
          <Field
            name="codes"
            zh="新增的起点编码或批次区间，一行一个（可不填：改级别，或按现有记录重新搜索）"
            en="codes or ranges of lots beside, one a line; none: a new level, or what was recorded since"
            rows={2}
            spellCheck={false}
            value={typed.codes}
            change={(codes) => type({ codes })}
          />
          <LevelFields category={recall.category} regime={recall.regime} level={typed.level} change={type} />
        </>
      )}
      {act === 'complete' && recall.progress !== undefined && (
        <p className={recall.progress.silent > 0 || recall.progress.ineffective > 0 ? 'due late' : 'quiet'}>
          <W
            zh={
              `${recall.progress.answered}/${recall.progress.holders} 家已答复，${recall.progress.silent} 家未答复，` +
              `${recall.progress.effective} 家核查有效，${recall.progress.ineffective} 家核查无效`
            }
            en={`${recall.progress.silent} are silent, ${recall.progress.ineffective} were not effective`}
          />
        </p>
      )}
      {(act === 'publish' || act === 'extend') && <ScopePanel codes={codes} search={scope} />}
      {act === 'check' && (
        <fieldset className="some">
          <legend>
            <W zh="核查结果" en="the check" />
          </legend>
          {(
            [
              ['yes', '有效', 'effective'],
              ['no', '无效，须再次答复', 'not effective, to answer again'],
            ] as const
          ).map(([value, its, inEnglish]) => (
            <label key={value} className="chip">
              <input
                type="radio"
                name="effective"
                required
                value={value}
                checked={typed.effective === value}
                onChange={() => type({ effective: value })}
              />
              <W zh={its} en={inEnglish} />
            </label>
          ))}
        </fieldset>
      )}
      <Field
        name="reason"
        zh={reasoned ? '理由（4 至 1000 字）' : '说明（可不填）'}
        en={reasoned ? 'reason' : 'remark'}
        rows={3}
        required={reasoned === true}
        minLength={reasoned ? 4 : 0}
        maxLength={1_000}
        value={typed.reason}
        change={(reason) => type({ reason })}
      />
      {grave && (
        <label className="sure">
          <input
            type="checkbox"
            name="sure"
            required
            checked={sure}
            onChange={({ currentTarget }) => setSure(currentTarget.checked)}
          />
          <W zh="我已知道以上后果" en="I know what follows from it" />
        </label>
      )}
    </DialogForm>
  );
}

/** What is not done yet when it would be closed. */
function Left({ recall: { holders, progress } }: { readonly recall: Details }): ReactNode {
  const silent = holders.filter(({ answeredAt }) => answeredAt === null);
  const unchecked = holders.filter(({ effective }) => effective !== true);
  if (silent.length === 0 && unchecked.length === 0) return null;
  return (
    <ul className="left-open">
      {silent.length > 0 && (
        <li>
          <W zh={`${count(silent.length)} 家尚未答复`} en={`${silent.length} have not answered`} />：
          {silent
            .slice(0, 5)
            .map(({ name }) => name)
            .join('、')}
          {silent.length > 5 && '…'}
        </li>
      )}
      {unchecked.length > 0 && (
        <li>
          <W zh={`${count(unchecked.length)} 家没有核查为有效`} en={`${unchecked.length} were not found effective`} />
        </li>
      )}
      {progress !== undefined && progress.completion < 1 && (
        <li>
          <W
            zh={`清单 ${count(progress.itemsAnswered)}/${count(progress.items)} 件已答复`}
            en={`${progress.itemsAnswered} of ${progress.items} things answered`}
          />
        </li>
      )}
    </ul>
  );
}
