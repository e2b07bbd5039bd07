/** What a place shows while it waits, when there is nothing, when something failed, when it is not for this reader. */
import { Component, type ReactNode } from 'react';
import { Refused } from '../../shared/api.ts';
import { saidOf, W, type Words } from './words.tsx';

/** Lines in the place of what comes, so that nothing jumps. */
export const Loading = ({ lines = 4 }: { readonly lines?: number }): ReactNode => (
  <div className="loading" role="status" aria-label="正在读取 loading">
    {[...'abcdefghijkl'.slice(0, lines)].map((line) => (
      <span key={line} />
    ))}
  </div>
);

export const Empty = ({ zh, en, children }: Words & { readonly children?: ReactNode }): ReactNode => (
  <div className="nothing">
    <p>
      <W zh={zh} en={en} />
    </p>
    {children}
  </div>
);

const refusals = new Set(['not_allowed', 'denied_role', 'denied_administrator', 'denied_scope', 'denied_not_party']);

export const isForbidden = (error: unknown): boolean =>
  error instanceof Refused && (refusals.has(error.problem.code) || error.problem.status === 403);
export const isSignedOut = (error: unknown): boolean => error instanceof Refused && error.problem.status === 401;

export const SignInLink = (): ReactNode => (
  <a className="button" href={`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`}>
    <W zh="重新登录" en="Sign in again" />
  </a>
);

/** A refusal, with what to do; `again` tries once more. */
export function Failure({ error, again }: { readonly error: unknown; readonly again?: (() => void) | undefined }): ReactNode {
  const { wrong, next, code } = saidOf(error);
  if (isForbidden(error))
    return (
      <div className="nothing forbidden">
        <p>
          <W zh="这部分不在您的职责范围内" en="This is not among your duties" />
        </p>
        <p className="quiet">
          <W zh={wrong.zh} en={wrong.en} />
        </p>
      </div>
    );
  return (
    <div className="failure" role="alert">
      <p>
        <b>{wrong.zh}</b> <span lang="en">{wrong.en}</span>
      </p>
      <p>
        {/* What the interface tells a program about its headers helps nobody who reads a screen. */}
        <W
          {...(isSignedOut(error)
            ? { zh: '登录后回到这一页；已填写的内容仍在', en: 'Sign in, and you are back here; what you typed is kept' }
            : next)}
        />{' '}
        <code>{code}</code>
      </p>
      {isSignedOut(error) ? (
        <SignInLink />
      ) : (
        again !== undefined && (
          <button type="button" onClick={again}>
            <W zh="重试" en="Try again" />
          </button>
        )
      )}
    </div>
  );
}

/** A part that throws leaves the rest of the page standing. */
export class Fence extends Component<{ readonly children: ReactNode; readonly name: string }, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error };
  }

  override componentDidUpdate(before: { readonly name: string }): void {
    if (before.name !== this.props.name && this.state.error !== undefined) this.setState({ error: undefined });
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return <Failure error={this.state.error} again={() => this.setState({ error: undefined })} />;
  }
}
