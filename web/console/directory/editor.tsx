/** The editor of a draft: what is typed stays in the browser until the server has taken it as a draft; the check names faults at the field. */
import { type FormEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { CategoryProfile } from '../../../src/categories/rules/definition.ts';
import { ask } from '../../shared/api.ts';
import { go, Link } from '../router.tsx';
import { useDraft } from '../shell/draft.ts';
import { useKeys } from '../shell/keys.tsx';
import { say } from '../shell/notices.tsx';
import { forget } from '../shell/query.tsx';
import { Failure } from '../shell/states.tsx';
import { W } from '../shell/words.tsx';
import { additionOf } from './addition.ts';
import { calledOf, type Fault, type Faults, placed, toldFault } from './faults.ts';
import { FaultsHere, idOf } from './inputs.tsx';
import { Parts } from './parts.tsx';
import { ProductPart } from './product.tsx';
import { categoryPath, type Described, type DraftMade } from './reading.ts';
import type { Earlier } from './rule-rows.ts';
import { RulesPart } from './rules.tsx';
import { StagePart } from './stage.tsx';
import type { Typed } from './typed.ts';

interface EditorProps {
  readonly found: Described;
  /** Under which what is typed is kept: one for each draft, and one for a new one. */
  readonly name: string;
  readonly begin: Typed;
  /** What the check said of the draft as it is kept. */
  readonly checked?: { readonly faults: readonly Fault[]; readonly profile: CategoryProfile } | undefined;
  /** The server has it as it stands: it is saved again only when something is changed. */
  readonly kept?: boolean;
  /** What can be done with the draft as it is kept; left out while something else is typed. */
  readonly children?: ReactNode;
}

export function Editor({ found, name, begin, checked, kept = false, children }: EditorProps): ReactNode {
  const [typed, change, clear] = useDraft<Typed>(`directory ${found.id} ${name}`, begin);
  // Faults were found in what was saved: they are placed by it, in the order in which its parts stand in the form now.
  const [anchor, setAnchor] = useState<Typed>(typed);
  const type = (changes: Partial<Typed>): void => {
    change(changes);
    if (changes.others !== undefined) setAnchor({ ...typed, ...changes });
  };
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const changed = useMemo(() => JSON.stringify(typed) !== JSON.stringify(begin), [typed, begin]);
  const saving = !kept || changed;
  useKeys([{ keys: 's', zh: '存为草案并检查', en: 'save as a draft and check', run: () => form.current?.requestSubmit() }]);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy || !saving) return;
    setBusy(true);
    setError(undefined);
    try {
      const rules = [typed, ...typed.others].flatMap((part) => part.rules);
      const asked = [...new Set(rules.map(({ earlier }) => earlier).filter((each) => each !== ''))];
      const earlier = await Promise.all(
        asked.map(async (id) => [id, await ask<Earlier>(`${categoryPath(found.id)}/stages/${id}`)] as const),
      );
      const add = additionOf(typed, new Map(earlier));
      const made = await ask<DraftMade>(`${categoryPath(found.id)}/drafts`, { method: 'POST', body: { add } });
      clear();
      say('已存为草案', 'Saved as a draft');
      await forget(`${categoryPath(found.id)}/drafts`);
      go(`/console/directory/${found.id}/drafts/${made.id}`, { replace: name !== 'new' });
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  const none: Faults = useMemo(() => new Map(), []);
  const shown = useMemo(
    () => (checked === undefined ? none : placed(checked.faults, checked.profile, anchor)),
    [checked, anchor, none],
  );
  const faults = checked === undefined ? undefined : shown;
  return (
    <form ref={form} className="directory-form" noValidate onSubmit={(event) => void submit(event)}>
      {faults !== undefined && <Verdict faults={shown} typed={anchor} changed={changed} />}
      {!saving && children}
      <Parts typed={typed} type={type} faults={shown} />
      <FaultsHere.Provider value={shown}>
        {typed.withProduct ? (
          <ProductPart typed={typed} type={type} found={found} />
        ) : (
          <p className="quiet">
            <W zh="这份草案不含产品" en="This draft adds no product" />{' '}
            <button type="button" onClick={() => type({ withProduct: true })}>
              <W zh="加上产品" en="Add one" />
            </button>
          </p>
        )}
        <StagePart typed={typed} type={type} found={found} />
        {typed.withStage && <RulesPart typed={typed} type={type} found={found} />}
      </FaultsHere.Provider>
      <Kept typed={typed} />
      {error !== undefined && <Failure error={error} />}
      <footer className="acts">
        <p className="consequence">
          <W
            zh="存为草案不改变任何现行要求；本类别有权人员都能看到草案。检查会运行环节与每条规则的示例。"
            en="A draft changes nothing that is in force; whoever may define this category sees it. The check runs every example."
          />
        </p>
        {changed && (
          <button
            type="button"
            onClick={() => {
              clear();
              say('已恢复', 'As it was before');
            }}
          >
            <W zh="放弃改动" en="Discard" />
          </button>
        )}
        {saving && (
          <button type="submit" name="save" className="button" disabled={busy}>
            {busy ? <W zh="正在提交" en="sending" /> : <W zh="存为草案并检查" en="Save as a draft and check" />}
          </button>
        )}
        <Link to={`/console/directory/${found.id}`}>
          <W zh="回到列表" en="back to the list" />
        </Link>
      </footer>
    </form>
  );
}

/** What the check said, first, and from each fault the way to its field. */
function Verdict({
  faults,
  typed,
  changed,
}: {
  readonly faults: Faults;
  readonly typed: Typed;
  readonly changed: boolean;
}): ReactNode {
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  const all = [...faults].flatMap(([name, some]) => some.map((fault) => ({ name, fault })));
  return (
    <section ref={box} tabIndex={-1} className={all.length === 0 ? 'verdict good' : 'verdict bad'} aria-live="polite">
      <h2>
        {all.length === 0 ? (
          <W zh="检查通过：没有问题" en="Checked: no fault" />
        ) : (
          <W
            zh={`检查发现 ${all.length} 个问题，改正后才能发布`}
            en={`faults to be mended before it is published: ${all.length}`}
          />
        )}
      </h2>
      {changed && (
        <p>
          <W zh="这之后又有改动：请再存并检查。" en="Something was changed since: save and check again." />
        </p>
      )}
      <ul>
        {all.map(({ name, fault }) => (
          <li key={`${fault.path} ${fault.expected} ${fault.came}`}>
            {name === '' ? (
              <span>{fault.path}</span>
            ) : (
              <button
                type="button"
                className="plain"
                onClick={() =>
                  name.startsWith('others.')
                    ? document.querySelector<HTMLElement>(`.parts [name="${name}"]`)?.focus()
                    : document.getElementById(idOf(name))?.focus()
                }
              >
                <W {...calledOf(name, typed)} />
              </button>
            )}{' '}
            <W {...toldFault(fault)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a draft made through the interface holds beside that. */
function Kept({ typed: { rest } }: { readonly typed: Typed }): ReactNode {
  const all = Object.values(rest).flat() as readonly { readonly id: string; readonly zh: string }[];
  if (all.length === 0) return null;
  return (
    <section className="card">
      <h2>
        <W zh="草案中的其他内容，此处不改" en="What else is in the draft, and stays as it is" />
      </h2>
      <ul>
        {all.map(({ id, zh }) => (
          <li key={id}>
            {zh} <code>{id}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
