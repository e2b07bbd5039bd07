/** 承诺达标合格证 in three steps: what and which lot, the promise and how much, print. */
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { CertificateReceipt } from '../../../src/contract/index.ts';
import { actingFor } from '../lib/acting.ts';
import { askFile, silence, zhuisu } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import { enqueue, sendQueue } from '../lib/queue.ts';
import type { Values } from '../lib/stages.ts';
import { Both, type Words, words } from '../lib/words.tsx';
import { Failure, NoRight } from '../parts/states.tsx';
import { dropDraft, keepDraft, keepLast, keptDraft, lastValues } from '../record/draft.ts';
import { placeOf } from '../record/form.tsx';
import { Link } from '../router.tsx';
import { lotRecord, Promise3, type PromiseTyped, promiseOf, typedOf } from './fields.tsx';

const steps: readonly Words[] = [
  words('品种与批次', 'Product and lot'),
  words('承诺与数量', 'Promise and quantity'),
  words('打印', 'Print'),
];

export function CertificatePage(): ReactNode {
  const me = useMe();
  const place = `certificate ${me.account.account} ${me.firm.id}`;
  const [typed, setTyped] = useState<PromiseTyped>();
  const [step, setStep] = useState(0);
  const [issued, setIssued] = useState<CertificateReceipt>();
  const [paper, setPaper] = useState<string>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [waits, setWaits] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const touched = useRef(false);
  useEffect(() => {
    void Promise.all([keptDraft(place), lastValues(place)]).then(([draft, last]) => setTyped(typedOf(me, draft?.values, last)));
  }, [place, me]);
  useEffect(() => {
    if (typed !== undefined && touched.current) void keepDraft(place, { ...typed } as unknown as Values);
  }, [place, typed]);
  const ready = typed !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step begins at its first field, so that the keyboard alone gets through
  useEffect(() => {
    if (ready) form.current?.querySelector<HTMLElement>('input')?.focus();
  }, [step, ready]);
  useEffect(() => () => (paper === undefined ? undefined : URL.revokeObjectURL(paper)), [paper]);

  const issue = async (made: PromiseTyped): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      // The same request gets the same number, however often it is sent.
      const done = await zhuisu().issueCertificate(promiseOf(made, me));
      setIssued(done);
      // Whoever acts for another has to say so, which a link cannot.
      setPaper(actingFor() === undefined ? done.pdf : await askFile(done.pdf));
      await keepLast(place, { ...made } as unknown as Values);
      await dropDraft(place);
      touched.current = false;
    } catch (cause) {
      if (silence(cause)) await keepForLater(made).catch(() => setError(cause));
      else setError(cause);
    } finally {
      setBusy(false);
    }
  };
  /** Nobody answers: it waits on this device, and the number comes once somebody does. */
  const keepForLater = async (made: PromiseTyped): Promise<void> => {
    await enqueue({
      id: `certificate:${made.request}`,
      kind: 'certificate',
      account: me.account.account,
      acting: actingFor(),
      category: 'produce',
      stage: 'certificate',
      stageName: words('承诺达标合格证', 'Conformity certificate'),
      about: `${made.product} · ${made.quantity} ${made.unit}`,
      record: promiseOf(made, me) as Readonly<Record<string, unknown>>,
      values: { ...made } as unknown as Values,
      persons: {},
      at: Date.now(),
      state: 'waiting',
      tries: 0,
    });
    setWaits(true);
    await keepLast(place, { ...made } as unknown as Values);
    await dropDraft(place);
    touched.current = false;
    void sendQueue(me.account.account);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (step === 0) setStep(1);
    else {
      setStep(2);
      void issue(typed!);
    }
  };
  const again = (): void => {
    setIssued(undefined);
    setWaits(false);
    setPaper(undefined);
    setStep(0);
    setTyped(typedOf(me, undefined, { ...typed } as unknown as Values));
  };

  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...words('开具承诺达标合格证', 'Conformity certificate')} />
        </h1>
        <ol className="steps">
          {steps.map((name, i) => (
            <li key={name.en} aria-current={i === step ? 'step' : undefined} className={i < step ? 'done' : ''}>
              {i + 1}. <Both {...name} />
            </li>
          ))}
        </ol>
      </header>
      {!me.mayRecord && <NoRight what={words('开具合格证', 'issue certificates')} />}
      {typed !== undefined && step < 2 && (
        <form ref={form} onSubmit={submit} key={step}>
          <Promise3
            step={step}
            typed={typed}
            onChange={(next) => {
              touched.current = true;
              setTyped(next);
            }}
          />
          <p className="actions">
            <button type="submit" className="button" disabled={!me.mayRecord || (step === 1 && typed.bases.length === 0)}>
              <Both {...(step === 0 ? words('下一步', 'Next') : words('开具', 'Issue'))} />
            </button>
            {step === 1 && (
              <button type="button" className="button plain" onClick={() => setStep(0)}>
                <Both {...words('上一步', 'Back')} />
              </button>
            )}
          </p>
        </form>
      )}
      {step === 2 && typed !== undefined && (
        <section className="outcome" aria-live="polite">
          {busy && issued === undefined && (
            <p role="status">
              <Both {...words('正在开具…', 'Issuing…')} />
            </p>
          )}
          {error !== undefined && (
            <>
              <Failure error={error} again={() => void issue(typed)} />
              <p className="row">
                <button type="button" className="button plain" onClick={() => setStep(1)}>
                  <Both {...words('返回修改', 'Back to change')} />
                </button>
              </p>
            </>
          )}
          {waits && (
            <>
              <p className="outcome-title warn">
                <Both {...words('没有网络，已存在本机', 'No network: kept on this device')} />
              </p>
              <p>
                <Both
                  {...words(
                    '编号由服务器给出：联网后自动开具，到时在“发送情况”打印。关掉页面也不会丢。',
                    'The number is given by the server: it is issued by itself once the network is back, and printed from “On its way”. Closing ' +
                      'the page loses nothing.',
                  )}
                />
              </p>
              <p className="row">
                <Link to="/queue" className="button">
                  <Both {...words('查看待发', 'On its way')} />
                </Link>
                <button type="button" className="button plain" onClick={again}>
                  <Both {...words('再开一张', 'One more')} />
                </button>
              </p>
            </>
          )}
          {issued !== undefined && (
            <>
              <p className="outcome-title ok">
                <Both {...words('已开具', 'Issued')} />
              </p>
              <dl className="facts">
                <dt>
                  <Both {...words('编号', 'Number')} />
                </dt>
                <dd>
                  <a href={issued.page}>
                    <code>{issued.number}</code>
                  </a>
                </dd>
                <dt>
                  <Both {...words('品种', 'Product')} />
                </dt>
                <dd>
                  {typed.product} · {typed.quantity} {typed.unit}
                </dd>
              </dl>
              <p className="row">
                {paper !== undefined && (
                  <a className="button" href={paper} target="_blank" rel="noopener" id="print" ref={(link) => link?.focus()}>
                    <Both {...words('打印', 'Print')} />
                  </a>
                )}
                <button type="button" className="button plain" onClick={again}>
                  <Both {...words('再开一张', 'One more')} />
                </button>
                <Link
                  to="/record/produce/certificate"
                  className="button plain"
                  onClick={() => void keepDraft(placeOf(me, 'produce', 'certificate'), lotRecord(typed, issued.number, me))}
                >
                  <Both {...words('记入批次档案', 'Record it with the lot')} />
                </Link>
              </p>
            </>
          )}
        </section>
      )}
    </>
  );
}
