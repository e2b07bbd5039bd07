/** What stands around every page: where one is, who one is, how to go on. */
import { type ReactNode, useEffect, useState } from 'react';
import type { OwnAccount } from '../../../src/contract/index.ts';
import { kept, nextScheme, setScheme } from '../../shared/theme.ts';
import { preload } from '../pages.ts';
import { go, Link, usePath } from '../router.tsx';
import { chargeOf } from './charge.ts';
import { KeyHelp, showKeys, useKeys } from './keys.tsx';
import { mayI, useJurisdiction, useNames } from './me.ts';
import { Notices } from './notices.tsx';
import { Fence } from './states.tsx';
import { W, type Words, words } from './words.tsx';

export interface Place extends Words {
  /** Below /console; empty for the first. */
  readonly path: string;
  readonly key: string;
  /** What somebody must be allowed to do to have any use of it. */
  readonly needs: string;
  /** Only for those whose department leads a category, or has a function in a closed one. */
  readonly leads?: true;
  /** A page of the server's own, without this frame. */
  readonly outside?: true;
  /** Not in the row of places, which is full: reached from another page. */
  readonly aside?: true;
}

export const places: readonly Place[] = [
  { path: '', key: 't', needs: 'watch', ...words('今日', 'Today') },
  { path: 'findings', key: 'f', needs: 'watch', ...words('监测发现', 'Findings') },
  { path: 'trace', key: 'r', needs: 'trace', ...words('追溯', 'Trace') },
  { path: 'scores', key: 's', needs: 'watch', ...words('三项指标', 'Scores') },
  { path: 'firms', key: 'e', needs: 'organisation_read', ...words('企业', 'Firms') },
  { path: 'cases', key: 'c', needs: 'case', ...words('案件', 'Cases') },
  { path: 'complaints', key: 'p', needs: 'complaint_handle', ...words('投诉举报', 'Complaints') },
  { path: 'recalls', key: 'l', needs: 'read_recall', ...words('召回', 'Recalls') },
  { path: 'directory', key: 'd', needs: 'define', leads: true, ...words('名录', 'Directory') },
  { path: 'notices', key: 'n', needs: 'watch', aside: true, ...words('通知', 'Notices') },
  { path: 'detectors', key: 'w', needs: 'watch', aside: true, ...words('监测项', 'Detectors') },
  { path: 'audit', key: 'a', needs: 'audit', outside: true, ...words('审计', 'Audit') },
  { path: 'hall', key: 'h', needs: 'watch', ...words('大屏', 'Hall') },
];

/** Undefined account: the operator's token, or this machine itself. */
export const placesOf = (me: OwnAccount | null | undefined): readonly Place[] =>
  places.filter(({ needs, leads }) => mayI(me, needs) && (leads === undefined || chargeOf(me).length > 0));

const addressOf = (path: string): string => `/console${path === '' ? '' : `/${path}`}`;

const schemeWords = { system: words('随系统', 'system'), light: words('浅色', 'light'), dark: words('深色', 'dark') };

export function Frame({ me, children }: { readonly me: OwnAccount | null | undefined; readonly children: ReactNode }): ReactNode {
  const path = usePath();
  const [first = ''] = path.split('/');
  const shown = placesOf(me);
  const [scheme, choose] = useState(kept);
  const names = useNames();
  const { data: jurisdiction } = useJurisdiction();
  const here = places.find((each) => each.path === first);
  useEffect(() => setScheme(scheme), [scheme]);
  useEffect(() => {
    document.title = `${here?.zh ?? '监管工作台'} · 追溯`;
  }, [here]);
  useKeys(
    shown.map(({ path: to, key, outside, zh, en }) => ({
      keys: `g ${key}`,
      zh: `到“${zh}”`,
      en: `go to ${en}`,
      run: () => (outside ? location.assign(addressOf(to)) : go(addressOf(to))),
    })),
  );
  const body = me?.organisation ? names.body(me.organisation.id) : words('', '');
  return (
    <>
      <a className="skip" href="#main">
        跳到正文 <span lang="en">Skip to content</span>
      </a>
      <header className="bar">
        <a className="brand" href="/">
          追溯 <span lang="en">Zhuisu</span>
        </a>
        <span className="where">{jurisdiction?.zh}</span>
        <nav aria-label="主导航 main">
          {shown
            .filter(({ aside }) => aside === undefined)
            .map(({ path: to, outside, zh, en }) =>
              outside ? (
                <a key={to} href={addressOf(to)}>
                  <W zh={zh} en={en} />
                </a>
              ) : (
                <Link
                  key={to}
                  to={addressOf(to)}
                  aria-current={to === first ? 'page' : undefined}
                  onPointerEnter={() => preload(to)}
                  onFocus={() => preload(to)}
                >
                  <W zh={zh} en={en} />
                </Link>
              ),
            )}
        </nav>
        <div className="own">
          <button type="button" className="plain" onClick={() => choose(nextScheme(scheme))}>
            <W {...schemeWords[scheme]} />
          </button>
          <button type="button" className="plain" onClick={showKeys} aria-label="键盘快捷键 keyboard short-cuts">
            ?
          </button>
          <a href="/account" title={me?.login}>
            {me?.name ?? '运维 operator'}
            {body.zh !== '' && <small>{body.zh}</small>}
          </a>
        </div>
      </header>
      <main id="main" tabIndex={-1} className={`page-${first === '' ? 'today' : first}`}>
        <Fence name={path}>{children}</Fence>
      </main>
      <Notices />
      <KeyHelp />
    </>
  );
}
