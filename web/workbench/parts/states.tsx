/** What a screen shows while it waits, when it has nothing, when something went wrong, when somebody may not. */
import type { ReactNode } from 'react';
import { isRefused, silence } from '../lib/api.ts';
import { NoFirm } from '../lib/me.tsx';
import { useReachable } from '../lib/use-queue.ts';
import { Both, type Words, words } from '../lib/words.tsx';

/** Takes the room of what comes, so that nothing jumps. */
export function Loading({ lines = 3 }: { readonly lines?: number }): ReactNode {
  return (
    <div className="loading" role="status" aria-label="正在载入 loading">
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing else
        <div key={i} className="bone" />
      ))}
    </div>
  );
}

export function Empty({ title, children }: { readonly title: Words; readonly children?: ReactNode }): ReactNode {
  return (
    <div className="empty">
      <p className="empty-title">
        <Both {...title} />
      </p>
      {children}
    </div>
  );
}

interface Told {
  readonly title: Words;
  readonly todo: Words;
  readonly sign?: boolean;
}

export function toldOf(error: unknown): Told {
  if (error instanceof NoFirm)
    return {
      title: words(`“${error.message}”不是企业账号`, `“${error.message}” is no account of a firm`),
      todo: words(
        '企业工作台供企业、农户、协会和服务商使用；监管人员请用监管工作台',
        'The workbench is for firms, farmers, associations and vendors; departments use the console',
      ),
    };
  if (isRefused(error)) {
    const { title, titleZh, repair, repairZh, status } = error.problem;
    // What the interface tells a program about its headers helps nobody who reads a screen.
    if (status === 401)
      return {
        title: words(titleZh, title),
        todo: words('登录后回到这一页；已填写的内容都在本机', 'Sign in, and you are back here; what you typed is on this device'),
        sign: true,
      };
    return { title: words(titleZh, title), todo: words(repairZh, repair) };
  }
  if (silence(error))
    return navigator.onLine
      ? {
          title: words('服务器没有应答', 'The server does not answer'),
          todo: words(
            '可能正在重启或线路中断；已填写的内容都在本机，稍后再试',
            'It may be starting anew, or the line is broken; what you typed is on this device: try again',
          ),
        }
      : {
          title: words('现在没有网络', 'There is no network'),
          todo: words(
            '可以继续记录，联网后自动发送；此页内容需联网查看',
            'Go on recording, it is sent later; this page needs the network',
          ),
        };
  return {
    title: words('此页出了问题', 'Something went wrong on this page'),
    todo: words('请刷新；已填写的内容都在本机', 'Reload; what you typed is on this device'),
  };
}

export function Failure({ error, again }: { readonly error: unknown; readonly again?: () => void }): ReactNode {
  const { title, todo, sign } = toldOf(error);
  return (
    <div className="notice bad" role="alert">
      <p className="notice-title">
        <Both {...title} />
      </p>
      <p>
        <Both {...todo} />
      </p>
      <p className="row">
        {error instanceof NoFirm ? (
          <a className="button" href="/console">
            <Both {...words('监管工作台', 'Console')} />
          </a>
        ) : sign ? (
          <a className="button" href={`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`}>
            <Both {...words('登录', 'Sign in')} />
          </a>
        ) : (
          again !== undefined && (
            <button type="button" className="button plain" onClick={again}>
              <Both {...words('再试一次', 'Try again')} />
            </button>
          )
        )}
      </p>
    </div>
  );
}

/** Something may be done by others of the firm only. */
export function NoRight({ what }: { readonly what: Words }): ReactNode {
  return (
    <div className="notice" role="note">
      <p className="notice-title">
        <Both {...words(`您可以查看，不能${what.zh}`, `You may look, not ${what.en}`)} />
      </p>
      <p>
        <Both {...words('需要“记录员”权限，请联系本单位管理员', 'It takes the role of recorder: ask your administrator')} />
      </p>
    </div>
  );
}

/** Shown above what was remembered. */
export function Since({ at }: { readonly at: number | undefined }): ReactNode {
  if (at === undefined) return null;
  return (
    <p className="since" role="status">
      <Both {...words('未联网，显示的是', 'Offline, as of')} /> {new Date(at).toLocaleString()}
    </p>
  );
}

/** Said before somebody tries it: what the server alone can do. */
export function NeedsNetwork({ what }: { readonly what: Words }): ReactNode {
  const reachable = useReachable();
  if (reachable) return null;
  return (
    <div className="notice warn" role="status">
      <p className="notice-title">
        <Both {...words(`${what.zh}需要网络`, `${what.en} needs the network`)} />
      </p>
      <p>
        <Both
          {...words(
            '编号由服务器给出。已填写的内容留在本机，联网后再提交。',
            'The server gives the numbers. What you typed stays on this device: send it once the network is back.',
          )}
        />
      </p>
    </div>
  );
}
