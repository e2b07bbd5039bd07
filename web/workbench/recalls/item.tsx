/** One thing of a recall: what the records say is there, what was found and what became of it. */
import type { ReactNode } from 'react';
import type { Problem } from '../lib/api.ts';
import { Both, type Words, words } from '../lib/words.tsx';
import { ThingName } from '../parts/thing-name.tsx';
import { unitName } from '../record/units.ts';
import { shortOf } from '../record/values.ts';
import { Link } from '../router.tsx';

interface Span {
  readonly min: number;
  readonly max: number | null;
}

export interface ItemTold {
  readonly thing: string;
  readonly duty: 'must' | 'check';
  readonly uom: string;
  readonly name?: { readonly zh: string; readonly en?: string };
  readonly held: Span;
  /** On its way here. */
  readonly transit: number;
  /** To consumers, by the records. */
  readonly sold: number;
  /** To whom it was passed on, by the records. */
  readonly passed: readonly { readonly to: string; readonly name?: string; readonly quantity: number }[];
  readonly answer: {
    readonly at: string;
    readonly found: number;
    readonly quarantined: number;
    readonly sold: number;
    readonly returned: number;
    readonly destroyed: number;
    readonly note: string;
    readonly scans: number;
  } | null;
}

const parts = ['found', 'quarantined', 'sold', 'returned', 'destroyed'] as const;
type Part = (typeof parts)[number];
const names: Readonly<Record<Part, Words>> = {
  found: words('找到', 'found'),
  quarantined: words('已封存', 'set apart'),
  sold: words('已售', 'sold'),
  returned: words('已退回', 'sent back'),
  destroyed: words('已销毁', 'destroyed'),
};

export type TypedAnswer = Readonly<Partial<Record<Part | 'note', string>>> & { readonly none?: boolean };

const numberOf = (typed: string | undefined): number | undefined => {
  const text = (typed ?? '').normalize('NFKC').trim();
  return text === '' || !Number.isFinite(Number(text)) || Number(text) < 0 ? undefined : Number(text);
};

/** As the interface takes it; undefined while nothing is said. */
export function answerOf(thing: string, typed: TypedAnswer): object | undefined {
  const note = typed.note?.trim() ? { note: typed.note.trim() } : {};
  if (typed.none === true) return { thing, none: true, ...note };
  const said = parts.flatMap((part) => {
    const number = numberOf(typed[part]);
    return number === undefined ? [] : [[part, number] as const];
  });
  return said.length === 0 ? undefined : { thing, ...Object.fromEntries(said), ...note };
}

const spanOf = ({ min, max }: Span): string => (max === null ? `≥ ${min}` : min === max ? String(min) : `${min} – ${max}`);

interface ItemFormProps {
  readonly item: ItemTold;
  /** Of a drill nothing is set apart: it is looked for and counted. */
  readonly drill: boolean;
  /** Nothing is answered any more. */
  readonly closed: boolean;
  readonly typed: TypedAnswer | undefined;
  readonly problem: Problem | undefined;
  readonly onChange: (typed: TypedAnswer) => void;
}

export function ItemForm({ item, drill, closed, typed = {}, problem, onChange }: ItemFormProps): ReactNode {
  const { thing, name, duty, uom, held, transit, sold, passed, answer } = item;
  const amount = (value: number): string => `${value} ${uom === '' ? '' : unitName(uom)}`;
  return (
    <li className={`item ${answer === null ? (duty === 'must' ? 'bad' : 'warn') : 'ok'}`}>
      <p className="row apart">
        <Link to={`/lot?code=${encodeURIComponent(thing)}`}>
          <ThingName code={thing} known={name?.zh} />
        </Link>
        <span className={duty === 'must' ? 'tag bad' : 'tag warn'}>
          <Both
            {...(duty === 'must'
              ? drill
                ? words('须找到', 'to be found')
                : words('须召回', 'must be recalled')
              : words('须核对', 'must be checked'))}
          />
        </span>
      </p>
      <p className="quiet">
        <Both {...(drill ? words('在库（须清点）', 'in stock, to count') : words('在库（须封存）', 'in stock, to set apart'))} />{' '}
        <b>
          {spanOf(held)} {uom === '' ? '' : unitName(uom)}
        </b>
      </p>
      {transit > 0 && (
        <p className="tag warn">
          <Both {...(drill ? words('在途', 'on its way') : words('在途，到货即封存', 'on its way: set apart when it arrives'))} />{' '}
          {amount(transit)}
        </p>
      )}
      {(sold > 0 || passed.length > 0) && (
        <p className="quiet">
          {sold > 0 && (
            <>
              <Both {...words('记录已售', 'sold by the records')} /> {amount(sold)}
            </>
          )}
          {sold > 0 && passed.length > 0 && '；'}
          {passed.length > 0 && (
            <>
              <Both {...words('已转交', 'passed on to')} />{' '}
              {passed.map(({ to, name: whom, quantity }) => `${whom ?? shortOf(to)} ${amount(quantity)}`).join('、')}
            </>
          )}
        </p>
      )}
      {answer !== null && (
        <p className="tag ok">
          {parts
            .filter((part) => answer[part] > 0)
            .map((part) => `${names[part].zh} ${answer[part]}`)
            .join('，') || '没有找到 none found'}
        </p>
      )}
      {!closed && (
        <>
          <label className={typed.none === true ? 'chip on' : 'chip'}>
            <input
              type="checkbox"
              checked={typed.none === true}
              onChange={(event) => onChange({ ...typed, none: event.target.checked })}
            />
            <span>
              <Both {...words('已查，没有', 'looked for, none')} />
            </span>
          </label>
          {typed.none !== true && (
            <div className="amounts-found">
              {parts.map((part) => (
                <label key={part}>
                  <Both {...names[part]} />
                  <input
                    inputMode="decimal"
                    autoComplete="off"
                    value={typed[part] ?? ''}
                    onChange={(event) => onChange({ ...typed, [part]: event.target.value })}
                  />
                </label>
              ))}
            </div>
          )}
          <label>
            <Both {...words('说明', 'Note')} />
            <input
              maxLength={500}
              autoComplete="off"
              value={typed.note ?? ''}
              onChange={(event) => onChange({ ...typed, note: event.target.value })}
            />
          </label>
        </>
      )}
      {problem !== undefined && (
        <p className="fault">
          <Both zh={problem.titleZh} en={problem.title} /> → <Both zh={problem.repairZh} en={problem.repair} />
        </p>
      )}
    </li>
  );
}
