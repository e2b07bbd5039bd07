/** Parts of a scope: the bound it hit and how it goes on, and whom to ask for which record. */
import type { ReactNode } from 'react';
import type { ScopeAnswerBody } from '../../../src/contract/index.ts';
import { search } from '../../shared/api.ts';
import { Link } from '../router.tsx';
import { count } from '../shell/time.tsx';
import { named, W } from '../shell/words.tsx';
import { shortOf, unitOf } from '../trace/model.ts';
import { boundNames } from '../trace/words.ts';
import { missingNames } from './types.ts';

const mostCalls = 8;
const mostUnread = 6;

export function ScopeBounds({
  scope: {
    bounds: { hit, reason, limit, more, unlisted = 0, unread },
  },
  nameOf,
  goOn,
}: {
  readonly scope: ScopeAnswerBody;
  readonly nameOf: (firm: string) => string;
  /** Undefined while it is asked. */
  readonly goOn: (() => void) | undefined;
}): ReactNode {
  if (!hit) return null;
  const bound = boundNames[reason ?? ''];
  const left = more.length + unlisted;
  return (
    <div className="hit-bound">
      <p className="due late">
        <W
          zh={`搜索达到${bound?.zh ?? ''}上限${limit === null ? '' : ` ${count(limit)}`}，范围可能更大`}
          en={`the bound on ${bound?.en ?? reason}${limit === null ? '' : ` (${limit})`} was hit: it may reach further`}
        />
      </p>
      {unread.length > 0 && (
        <p className="quiet">
          <W zh="记录未读完的企业" en="firms whose records were not read to their end" />：
          {unread.slice(0, mostUnread).map(nameOf).join('、')}
          {unread.length > mostUnread && ` … ${count(unread.length)}`}
        </p>
      )}
      {left > 0 && (
        <button type="button" className="go-on" disabled={goOn === undefined} onClick={goOn}>
          <W zh={`继续查找（余 ${count(left)} 处）`} en={`go on (${left} left)`} />
        </button>
      )}
    </div>
  );
}

export function Calls({
  calls,
  answered,
  nameOf,
  toggle,
}: {
  readonly calls: ScopeAnswerBody['calls'];
  readonly answered: readonly string[];
  readonly nameOf: (firm: string) => string;
  readonly toggle: (firm: string) => void;
}): ReactNode {
  if (calls.length === 0) return null;
  return (
    <>
      <h3>
        <W zh="按次序先问这些企业" en="whom to ask, in this order" />
      </h3>
      <ol className="calls">
        {calls.slice(0, mostCalls).map(({ organisation, missing, shrinks }, i) => (
          <li key={organisation}>
            <b>
              {i + 1}. {nameOf(organisation)}
            </b>
            <span className="quiet">
              {[...Map.groupBy(missing, ({ kind }) => kind)]
                .map(([kind, rows]) => `${named(missingNames, kind).zh}${rows.length > 1 ? ` ×${rows.length}` : ''}`)
                .join('、')}
            </span>
            {shrinks > 0 && (
              <span className="shrinks">
                <W zh={`答齐可缩小 ${count(shrinks)} 件`} en={`its answer shrinks it by ${shrinks}`} />
              </span>
            )}
            <label className="chip">
              <input type="checkbox" checked={answered.includes(organisation)} onChange={() => toggle(organisation)} />
              <W zh="记录已补齐" en="its records are in" />
            </label>
            {missing.some(({ id }) => id !== undefined) && (
              <details className="more records">
                <summary>
                  <W zh={`缺哪些记录（${count(missing.length)}）`} en="which records" />
                </summary>
                <ul>
                  {missing.map(({ kind, id, event, quantity, uom, shrinks: by }) => (
                    <li key={`${kind} ${id} ${event}`}>
                      <W {...named(missingNames, kind)} />{' '}
                      {id !== undefined && (
                        <Link to={`/console/trace${search({ code: id })}`}>
                          <code>{shortOf(id)}</code>
                        </Link>
                      )}{' '}
                      {quantity !== undefined && `${count(quantity)} ${unitOf(uom ?? 'C62')}`}
                      {by !== undefined && by > 0 && (
                        <b className="shrinks">
                          <W zh={`补此一条可缩小 ${count(by)} 件`} en={`this one alone: ${by}`} />
                        </b>
                      )}
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
