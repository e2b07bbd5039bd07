/** The console of departments: the frame, and each page as a part of its own that comes when it is wanted. */
import '../shared/tokens.css';
import './console.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, StrictMode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { isPage, preloadAll, usePage } from './pages.ts';
import { Link, usePath } from './router.tsx';
import { Frame, placesOf } from './shell/frame.tsx';
import { useMe } from './shell/me.ts';
import { queryClient } from './shell/query.tsx';
import { Empty, Failure, Loading, SignInLink } from './shell/states.tsx';
import { W } from './shell/words.tsx';
import { TodayPage } from './today/page.tsx';

function Page(): ReactNode {
  const [first = ''] = usePath().split('/');
  const me = useMe();
  if (me.isPending) return <Loading lines={8} />;
  if (me.data === undefined) return <Failure error={me.error} again={() => void me.refetch()} />;
  if (first !== '' && !isPage(first))
    return (
      <Empty zh="没有这一页" en="There is no such page">
        <h1 className="unseen">404</h1>
        <Link to="/console">
          <W zh="回到今日" en="Back to today" />
        </Link>
      </Empty>
    );
  if (first === '' && !placesOf(me.data).some(({ path }) => path === '')) {
    return (
      <section className="welcome">
        <h1>
          {me.data?.name} <span lang="en">{me.data?.login}</span>
        </h1>
        <p>
          <W zh="您管理系统，不接触业务数据（三员分立）。" en="You administer the system and touch no business data." />
        </p>
        <ul className="doors">
          {placesOf(me.data).map(({ path, zh, en }) => (
            <li key={path}>
              <a href={`/console/${path}`}>
                <W zh={zh} en={en} />
              </a>
            </li>
          ))}
        </ul>
      </section>
    );
  }
  return first === '' ? <TodayPage /> : <Other name={first} />;
}

function Other({ name }: { readonly name: string }): ReactNode {
  const Found = usePage(name);
  return Found === undefined ? <Loading lines={8} /> : <Found />;
}

function Console(): ReactNode {
  const me = useMe();
  const known = me.isSuccess;
  useEffect(() => {
    if (known) preloadAll();
  }, [known]);
  return (
    <Frame me={me.data}>
      {me.data === null && (
        <p className="stranger">
          <W
            zh="没有登录的账号：会话已结束，或以本机身份打开。"
            en="No account is signed in: the session ended, or this machine itself looks."
          />{' '}
          <SignInLink />
        </p>
      )}
      <Page />
    </Frame>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Console />
    </QueryClientProvider>
  </StrictMode>,
);
