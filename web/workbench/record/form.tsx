/** The form of a stage, made from its definition. */
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { actingFor } from '../lib/acting.ts';
import { type Me, useMe } from '../lib/me.tsx';
import { enqueue, newId, type Queued, queuedById, sendQueue } from '../lib/queue.ts';
import type { Fault, RuleTold, StageTold, Value, Values } from '../lib/stages.ts';
import { useRemembered } from '../lib/use-remembered.ts';
import { Both, words } from '../lib/words.tsx';
import { Failure, Loading, NoRight, Since } from '../parts/states.tsx';
import { go, Link } from '../router.tsx';
import { type Draft, dropDraft, keepDraft, keepLast, keptDraft, lastValues, noteRecent, type Persons } from './draft.ts';
import { FieldRow } from './field.tsx';
import { Kept, Problems, Stored } from './outcome.tsx';
import { noteSeen } from './seen.ts';
import { aboutOf, beginning, faultsOf, fieldOfColumn, fieldsOfRule, recordOf, valuesOf } from './values.ts';

/** Longest wait for the server before the page says that it goes on by itself, milliseconds. */
const longestWait = 8_000;

export const placeOf = (me: Me, category: string, stage: string): string =>
  `${me.account.account} ${me.firm.id} ${category}/${stage}`;

interface Beginning {
  readonly draft: Draft | undefined;
  readonly last: Values | undefined;
  readonly item: Queued | undefined;
}

interface RecordFormProps {
  readonly category: string;
  readonly stage: string;
  /** Event id of a record in the queue that is repaired. */
  readonly item: string | null;
  /** What is wrong is told at once: somebody else filled it in. */
  readonly check: boolean;
}

export function RecordForm({ category, stage, item, check }: RecordFormProps): ReactNode {
  const me = useMe();
  const path = `/api/v1/categories/${encodeURIComponent(category)}/stages/${encodeURIComponent(stage)}`;
  const { data, error, refetch } = useRemembered<StageTold>(path);
  const [begin, setBegin] = useState<Beginning>();
  const place = placeOf(me, category, stage);
  useEffect(() => {
    void Promise.all([keptDraft(place), lastValues(place), item === null ? undefined : queuedById(item)]).then(
      ([draft, last, found]) => setBegin({ draft, last, item: found }),
    );
  }, [place, item]);
  if (data === undefined) return error === null ? <Loading lines={8} /> : <Failure error={error} again={() => void refetch()} />;
  if (begin === undefined) return <Loading lines={8} />;
  return (
    <>
      <Since at={data.since} />
      <Form key={`${place} ${item ?? ''}`} told={data.data} place={place} begin={begin} check={check} />
    </>
  );
}

/** A basis and whether it was confirmed; many fields share one, so it stands below the form once. */
const lawOf = ({ law }: StageTold['fields'][number]): string =>
  law === undefined ? '' : `${law.text}${law.verified ? '' : '（条文未核实 not verified）'}`;

/** The device takes nothing more: then nothing is sent either, or it could not be told apart from a double later. */
const noRoom = {
  zh: '本机存储写不进去，没有提交',
  en: 'This device stores nothing more; it was not sent',
  repairZh: '请清理本机空间，或退出无痕浏览，再提交；填写的内容还在这里',
  repair: 'Make room or leave private browsing, and send it again; what you typed is here',
} as const;

type Phase = 'typing' | 'sending' | 'stored' | 'kept';

interface FormProps {
  readonly told: StageTold;
  readonly place: string;
  readonly begin: Beginning;
  readonly check: boolean;
}

function Form({ told, place, begin, check }: FormProps): ReactNode {
  const me = useMe();
  const { fields } = told;
  const own = {
    place: me.places.length === 1 ? me.places[0]!.uri : undefined,
    area: me.firm.areas.find((each) => /^\d{6,9}$/.test(each)),
  };
  const repairing = begin.item?.state === 'sent' ? undefined : begin.item;
  const first = repairing?.values ?? begin.draft?.values ?? beginning(fields, begin.last, new Date(), own);
  const [values, setValues] = useState<Values>(first);
  const [persons, setPersons] = useState<Persons>(repairing?.persons ?? begin.draft?.persons ?? {});
  const [faults, setFaults] = useState<readonly Fault[]>(
    () => repairing?.faults ?? (check && begin.draft !== undefined ? faultsOf(told, recordOf(fields, first), []) : []),
  );
  const [rules, setRules] = useState<readonly RuleTold[]>(repairing?.rules ?? []);
  const [problem, setProblem] = useState<Queued['problem']>(repairing?.problem);
  const [phase, setPhase] = useState<Phase>('typing');
  const [round, setRound] = useState(0);
  const id = useRef(repairing?.id ?? newId());
  const form = useRef<HTMLFormElement>(null);
  const touched = useRef(false);

  useEffect(() => {
    if (!touched.current) return;
    // Not once it is sent: a draft that is dropped would come back, with the persons named in it.
    const timer = setTimeout(() => {
      if (touched.current) void keepDraft(place, values, persons);
    }, 120);
    return () => clearTimeout(timer);
  }, [place, values, persons]);

  const change = (key: string, value: Value): void => {
    touched.current = true;
    setValues((before) => ({ ...before, [key]: value }));
    setFaults((before) => before.filter((fault) => fieldOfColumn(told, fault.key) !== key));
  };
  const setPerson = (key: string, person: { kind: string; value: string } | undefined): void => {
    touched.current = true;
    setPersons(({ [key]: _, ...others }) => (person === undefined ? others : { ...others, [key]: person }));
    setFaults((before) => before.filter((fault) => fault.key !== key));
  };
  const showFirst = (): void => {
    requestAnimationFrame(() => {
      const wrong =
        form.current?.querySelector<HTMLElement>('.wrong :is(input,select,textarea)') ??
        form.current?.querySelector<HTMLElement>('.problems');
      wrong?.focus();
      wrong?.scrollIntoView({ block: 'center' });
    });
  };

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (phase === 'sending') return;
    const record = recordOf(fields, values);
    const wrong = faultsOf(told, record, Object.keys(persons));
    setFaults(wrong);
    setRules([]);
    setProblem(undefined);
    if (wrong.length > 0) return showFirst();
    setPhase('sending');
    const { category, id: stage, name } = told;
    const kept = await enqueue({
      id: id.current,
      account: me.account.account,
      acting: actingFor(),
      category,
      stage,
      stageName: name,
      about: aboutOf(fields, values),
      record,
      values,
      persons,
      at: repairing?.at ?? Date.now(),
      state: 'waiting',
      tries: 0,
    }).then(
      () => true,
      () => false,
    );
    if (!kept) {
      setProblem(noRoom);
      setPhase('typing');
      return showFirst();
    }
    await Promise.all([keepLast(place, values), noteSeen(fields, values), noteRecent(me.firm.id, `${category}/${stage}`)]);
    let timer: ReturnType<typeof setTimeout> | undefined;
    await Promise.race([
      sendQueue(me.account.account),
      new Promise((done) => {
        timer = setTimeout(done, longestWait);
      }),
    ]);
    clearTimeout(timer);
    const now = await queuedById(id.current);
    touched.current = false;
    if (now?.state === 'refused') {
      setFaults(now.faults ?? []);
      setRules(now.rules ?? []);
      setProblem(now.problem);
      setValues(now.values);
      setPersons(now.persons);
      setPhase('typing');
      return showFirst();
    }
    await dropDraft(place);
    setRules(now?.rules ?? []);
    setPhase(now?.state === 'sent' ? 'stored' : 'kept');
    scrollTo(0, 0);
  };

  /** Another of the same kind: what rarely changes stays. */
  const next = (): void => {
    id.current = newId();
    setValues(beginning(fields, values, new Date(), own));
    setPersons({});
    setFaults([]);
    setRules([]);
    setProblem(undefined);
    setPhase('typing');
    setRound(round + 1);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[data-field] input')?.focus());
  };

  const heading = (
    <header className="page-head">
      <h1 tabIndex={-1}>
        <Both {...told.name} />
      </h1>
      <p className="quiet">
        {told.source.text}
        {!told.source.verified && '（未核实 not verified）'}
      </p>
    </header>
  );
  if (phase === 'stored' || phase === 'kept') {
    const Outcome = phase === 'stored' ? Stored : Kept;
    return (
      <>
        {heading}
        <Outcome about={aboutOf(fields, values)} id={id.current} rules={rules} next={next} />
      </>
    );
  }
  const laws = [...new Set(fields.filter(({ law }) => law !== undefined).map(lawOf))];
  const loose = rules.filter((rule) => fieldsOfRule(told, rule.rule).length === 0);
  return (
    <form ref={form} onSubmit={(event) => void submit(event)} noValidate key={round} className="stage-form">
      {heading}
      {!me.mayRecord && <NoRight what={words('记录', 'record')} />}
      <Problems faults={faults} rules={rules} loose={loose} problem={problem} stage={told} />
      {repairing === undefined && begin.draft !== undefined && round === 0 && (
        <p className="since row">
          <span>
            <Both {...words('已恢复上次未发送的内容', 'What you typed before is back')} />
          </span>
          <button
            type="button"
            className="button plain small"
            onClick={() => {
              void dropDraft(place);
              touched.current = false;
              setValues(beginning(fields, begin.last, new Date(), own));
              setPersons({});
            }}
          >
            <Both {...words('重新填写', 'Start anew')} />
          </button>
        </p>
      )}
      {fields.map((field) => (
        <FieldRow
          key={field.key}
          field={field}
          value={values[field.key]}
          person={persons[field.key]}
          faults={faults.filter((fault) => fieldOfColumn(told, fault.key) === field.key)}
          rules={rules.filter((rule) => fieldsOfRule(told, rule.rule)[0] === field.key)}
          law={field.law === undefined ? undefined : laws.indexOf(lawOf(field)) + 1}
          onChange={(value) => change(field.key, value)}
          onPerson={(person) => setPerson(field.key, person)}
        />
      ))}
      {laws.length > 0 && (
        <ol className="laws" aria-label="依据 basis">
          {laws.map((law) => (
            <li key={law}>{law}</li>
          ))}
        </ol>
      )}
      <div className="actions">
        <button type="submit" className="button" disabled={!me.mayRecord || phase === 'sending'}>
          {phase === 'sending' ? (
            <Both {...words('正在提交…', 'Sending…')} />
          ) : (
            <Both {...words(repairing === undefined ? '提交' : '改好重发', repairing === undefined ? 'Record' : 'Send again')} />
          )}
        </button>
        <Link to={`/record/${told.category}/${told.id}/sheet`} className="button plain">
          <Both {...words('用 Excel', 'By Excel')} />
        </Link>
        <button
          type="button"
          className="button plain"
          onClick={() => {
            touched.current = true;
            setValues(valuesOf(fields, told.example));
          }}
        >
          <Both {...words('填入示例', 'Example')} />
        </button>
        <button type="button" className="button plain" onClick={() => go('/record')}>
          <Both {...words('返回', 'Back')} />
        </button>
      </div>
    </form>
  );
}
