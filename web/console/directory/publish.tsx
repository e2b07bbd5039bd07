/** Publishing a draft: said before what follows from it; afterwards where what it made is found. */
import { type ReactNode, useState } from 'react';
import { ask } from '../../shared/api.ts';
import { DialogForm } from '../shell/dialog-form.tsx';
import { useDraft } from '../shell/draft.ts';
import { say } from '../shell/notices.tsx';
import { forget } from '../shell/query.tsx';
import { W, words } from '../shell/words.tsx';
import { idsOf } from './addition.ts';
import { categoryPath, today, type Versions } from './reading.ts';
import { severities, type Typed } from './typed.ts';

/** A name that no version has: the year and a number. */
function nextVersion(taken: readonly string[], day: string): string {
  const year = day.slice(0, 4);
  for (let i = 1; ; i++) if (!taken.includes(`${year}-${i}`)) return `${year}-${i}`;
}

export function Publish({
  category,
  draft,
  typed,
  versions,
  close,
}: {
  readonly category: string;
  readonly draft: string;
  readonly typed: Typed;
  readonly versions: Versions['versions'];
  readonly close: () => void;
}): ReactNode {
  const taken = versions.map(({ version }) => version);
  const [release, type, clear] = useDraft(`directory publish ${draft}`, {
    version: nextVersion(taken, typed.from),
    validFrom: typed.from,
    reason: '',
  });
  const [sure, setSure] = useState(false);
  const { stage } = idsOf(typed);
  const parts = [typed, ...typed.others];
  const ruled = parts.flatMap((part) => (part.withStage ? part.rules : []));
  const blocks = ruled.filter(({ severity }) => severity === 'block').length;
  const send = async (): Promise<void> => {
    const { version, validFrom, reason } = release;
    const body = { version: version.trim(), validFrom, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
    await ask(`${categoryPath(category)}/drafts/${draft}/publish`, { method: 'POST', body });
    clear();
    say('已发布', 'Published');
    void forget('/api/v1/categories', '/api/v1/products');
  };
  return (
    <DialogForm title={words('发布', 'Publish')} send={send} close={close}>
      <div className="consequence">
        <p>
          <W
            zh={`自 ${release.validFrom} 起发生的事件按这一版本记录和检查；此前的事件保留当时的版本。发布后不能撤回，只能再发布一版。`}
            en={
              `Events that happen from ${release.validFrom} on are recorded and checked by this version; earlier ones keep theirs. ` +
              'It is not taken back: the next version replaces it.'
            }
          />
        </p>
        <ul className="follows">
          {parts
            .filter(({ withProduct }) => withProduct)
            .map(({ productZh, productEn }) => (
              <li key={productEn}>
                <W zh={`名录增加或更新“${productZh}”，公开可见`} en={`the directory shows ${productEn}, to everybody`} />
              </li>
            ))}
          {parts
            .filter(({ withStage }) => withStage)
            .map(({ stageZh, stageEn, fields }) => (
              <li key={stageEn}>
                <W
                  zh={`环节“${stageZh}”有填报表单、Excel 模板、JSON Schema 和说明页，共 ${fields.length} 个字段`}
                  en={`${stageEn} has its form, Excel template, JSON Schema and page, of ${fields.length} fields`}
                />
              </li>
            ))}
          {ruled.map(({ id, zh, severity }) => (
            <li key={id}>
              <code>{id}</code> {zh}：
              <W {...(severities[severity] ?? { zh: severity, en: '' })} />
            </li>
          ))}
        </ul>
        {blocks > 0 && (
          <p>
            <W zh={`${blocks} 条规则会拒收不合格的记录。`} en={`Records that fail ${blocks} of the rules are refused.`} />
          </p>
        )}
        {release.validFrom < today() && (
          <p>
            <b>
              <W
                zh="这一天已经过去：此后补录的、事件发生在这一天以后的记录也按新版本检查。"
                en="That day is past: what is entered late and happened since is checked by the new version too."
              />
            </b>
          </p>
        )}
      </div>
      <label>
        <W zh="自何日起适用" en="holds from" />
        <input
          name="validFrom"
          type="date"
          required
          value={release.validFrom}
          onChange={({ currentTarget }) => type({ validFrom: currentTarget.value })}
        />
      </label>
      <label>
        <W zh="版本名" en="name of the version" />
        <input
          name="version"
          required
          maxLength={60}
          value={release.version}
          onChange={({ currentTarget }) => type({ version: currentTarget.value })}
        />
      </label>
      <label>
        <W zh="理由（可不填，记入审计）" en="reason, kept in the audit log" />
        <input
          name="reason"
          maxLength={300}
          value={release.reason}
          onChange={({ currentTarget }) => type({ reason: currentTarget.value })}
        />
      </label>
      <label className="yes-no">
        <input
          name="sure"
          type="checkbox"
          required
          checked={sure}
          onChange={({ currentTarget }) => setSure(currentTarget.checked)}
        />
        <span>
          <W
            zh={`我知道“${(typed.withStage ? typed.stageZh : typed.productZh) || stage || '这一版本'}”自这一天起适用`}
            en="I know what follows"
          />
        </span>
      </label>
    </DialogForm>
  );
}

/** Where the form, the template, the schema and the page of a published stage are. */
export function Made({
  category,
  stage,
  version,
  validFrom,
}: {
  readonly category: string;
  readonly stage: string;
  readonly version: string;
  readonly validFrom: string;
}): ReactNode {
  const later = validFrom > today();
  const at = later ? `?at=${validFrom}` : '';
  const base = `${categoryPath(category)}/stages/${stage}`;
  return (
    <section className="verdict good made">
      <h2>
        <W zh={`已发布：版本 ${version}，自 ${validFrom} 起适用`} en={`Published as ${version}, in force from ${validFrom}`} />
      </h2>
      {later && (
        <p>
          <W zh="表单和说明页到那一天才出现。" en="The form and the page appear on that day." />
        </p>
      )}
      <ul className="doors">
        {stage !== '' && (
          <>
            <li>
              <a href={`/docs/${category}/${stage}`}>
                <W zh="公开说明页" en="public page" />
              </a>
            </li>
            <li>
              <a href={`/workbench/record/${category}/${stage}`}>
                <W zh="企业填报表单" en="form for firms" />
              </a>
            </li>
            <li>
              <a href={`${base}/template.xlsx${at}`}>
                <W zh="Excel 模板" en="Excel template" />
              </a>
            </li>
            <li>
              <a href={`${base}/schema.json${at}`}>JSON Schema</a>
            </li>
          </>
        )}
        <li>
          <a href={`/docs/${category}`}>
            <W zh="类别与名录" en="category and directory" />
          </a>
        </li>
      </ul>
    </section>
  );
}
