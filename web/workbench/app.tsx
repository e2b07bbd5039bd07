/** The frame: for whom, what waits, where to go; and the view of the address. */
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { actFor, actingFor } from './lib/acting.ts';
import { useMe } from './lib/me.tsx';
import { keepSending } from './lib/queue.ts';
import { useOnline, useQueue } from './lib/use-queue.ts';
import { Both, plain, type Words, words } from './lib/words.tsx';
import { Icon, type Sign } from './parts/icons.tsx';
import { Empty, Loading } from './parts/states.tsx';
import { ChooseStage } from './record/choose.tsx';
import { RecordForm } from './record/form.tsx';
import { Link, useAddress } from './router.tsx';
import { TodayPage } from './today/page.tsx';

const later = <Name extends string>(load: () => Promise<Record<Name, () => ReactNode>>, name: Name) =>
  lazy(async () => ({ default: (await load())[name] }));
const QueuePage = later(() => import('./queue/page.tsx'), 'QueuePage');
const CertificatePage = later(() => import('./certificate/page.tsx'), 'CertificatePage');
const CodesPage = later(() => import('./codes/page.tsx'), 'CodesPage');
const StockPage = later(() => import('./stock/page.tsx'), 'StockPage');
const MorePage = later(() => import('./more/page.tsx'), 'MorePage');
const LicencesPage = later(() => import('./more/licences.tsx'), 'LicencesPage');
const ConsentsPage = later(() => import('./more/consents.tsx'), 'ConsentsPage');
const ScoresPage = later(() => import('./more/scores.tsx'), 'ScoresPage');
const ToldPage = later(() => import('./more/told.tsx'), 'ToldPage');
const SandboxPage = later(() => import('./more/sandbox.tsx'), 'SandboxPage');
const GroupsPage = later(() => import('./groups/page.tsx'), 'GroupsPage');
const GroupPage = lazy(() => import('./groups/group.tsx').then((part) => ({ default: part.GroupPage })));
const MembersPage = later(() => import('./more/members.tsx'), 'MembersPage');
const UploadsPage = later(() => import('./sheets/uploads.tsx'), 'UploadsPage');
const SheetPage = lazy(() => import('./sheets/page.tsx').then((part) => ({ default: part.SheetPage })));
const LotPage = lazy(() => import('./stock/lot.tsx').then((part) => ({ default: part.LotPage })));
const FindingPage = lazy(() => import('./today/finding.tsx').then((part) => ({ default: part.FindingPage })));
const RecallPage = lazy(() => import('./recalls/page.tsx').then((part) => ({ default: part.RecallPage })));
const RecallsPage = later(() => import('./recalls/list.tsx'), 'RecallsPage');
const NewRecallPage = lazy(() => import('./recalls/new.tsx').then((part) => ({ default: part.NewRecallPage })));
const DeliveryPage = lazy(() => import('./today/delivery.tsx').then((part) => ({ default: part.DeliveryPage })));

const places: readonly { readonly to: string; readonly sign: Sign; readonly name: Words }[] = [
  { to: '/', sign: 'today', name: words('今日', 'Today') },
  { to: '/record', sign: 'record', name: words('记录', 'Record') },
  { to: '/certificate', sign: 'certificate', name: words('合格证', 'Certificate') },
  { to: '/stock', sign: 'stock', name: words('库存', 'Stock') },
  { to: '/more', sign: 'more', name: words('更多', 'More') },
];

const views: Readonly<Record<string, () => ReactNode>> = {
  '/': () => <TodayPage />,
  '/record': () => <ChooseStage />,
  '/queue': () => <QueuePage />,
  '/certificate': () => <CertificatePage />,
  '/stock': () => <StockPage />,
  '/codes': () => <CodesPage />,
  '/uploads': () => <UploadsPage />,
  '/more': () => <MorePage />,
  '/licences': () => <LicencesPage />,
  '/consents': () => <ConsentsPage />,
  '/notices': () => <ToldPage />,
  '/scores': () => <ScoresPage />,
  '/sandbox': () => <SandboxPage />,
  '/members': () => <MembersPage />,
  '/groups': () => <GroupsPage />,
  '/recalls': () => <RecallsPage />,
};

function View(): ReactNode {
  const { path, query } = useAddress();
  const [, first, second, third, fourth] = path.split('/');
  if (first === 'record' && second !== undefined && third !== undefined)
    return fourth === 'sheet' ? (
      <SheetPage category={second} stage={third} />
    ) : (
      <RecordForm category={second} stage={third} item={query.get('item')} check={query.has('check')} />
    );
  if (first === 'lot' && query.get('code') !== null) return <LotPage code={query.get('code')!} />;
  if (first === 'groups' && second !== undefined) return <GroupPage id={second} />;
  if (first === 'recalls' && second === 'new') return <NewRecallPage code={query.get('code')} />;
  if (first === 'recalls' && second !== undefined) return <RecallPage id={second} />;
  if (first === 'findings' && second !== undefined) return <FindingPage id={second} />;
  if (first === 'delivery' && query.get('event') !== null) return <DeliveryPage id={query.get('event')!} />;
  const view = views[path];
  if (view !== undefined) return view();
  return (
    <Empty title={words('没有这个页面', 'There is no such page')}>
      <Link to="/" className="button">
        <Both {...words('回今日', 'Today')} />
      </Link>
    </Empty>
  );
}

/** Those who are there to act for others. */
const serves = (kind: string): boolean => kind === 'association' || kind === 'vendor' || kind === 'platform';

/** Whether the server hears us, and what has not reached it yet. */
function Standing(): ReactNode {
  const online = useOnline();
  const { items, held } = useQueue();
  const waiting = items.filter(({ state }) => state === 'waiting' || state === 'sending').length;
  const refused = items.filter(({ state }) => state === 'refused').length;
  const said =
    refused > 0
      ? words(`${refused} 条被拒`, `${refused} refused`)
      : waiting > 0
        ? words(`${waiting} 条待发`, `${waiting} waiting`)
        : online && held !== 'no answer'
          ? words('已同步', 'in step')
          : words('未联网', 'offline');
  const tone = refused > 0 ? 'bad' : waiting > 0 || !online || held === 'no answer' ? 'warn' : 'ok';
  return (
    <Link to="/queue" className={`standing ${tone}`} aria-label={`发送状态 sending: ${plain(said)}`}>
      <Both {...said} />
    </Link>
  );
}

export function App(): ReactNode {
  const me = useMe();
  const { path } = useAddress();
  const acting = actingFor();
  useEffect(() => keepSending(me.account.account), [me.account.account]);
  useEffect(() => {
    document.title = `${places.find(({ to }) => to === path)?.name.zh ?? '企业工作台'} · 追溯`;
  }, [path]);
  const current = places.findLast(({ to }) => (to === '/' ? path === '/' : path.startsWith(to)))?.to;
  return (
    <div className="frame">
      <a className="skip" href="#main">
        跳到内容 skip to content
      </a>
      <header className="top">
        <p className="whose">
          <strong>{me.firm.name}</strong> <small>{me.account.name}</small>
        </p>
        <Standing />
      </header>
      {acting !== undefined && (
        <div className="acting" role="note">
          <p>
            <Both {...words('您正在代办：', 'You act for')} /> <strong>{me.firm.name}</strong>{' '}
            <small>
              <Both {...words(`每一步都记在 ${me.account.name} 名下`, `each step under the name of ${me.account.name}`)} />
            </small>
          </p>
          <p className="row">
            <Link to="/members" className="button small plain">
              <Both {...words('换一家', 'Switch')} />
            </Link>
            <button type="button" className="button small" onClick={() => actFor(undefined)}>
              <Both {...words('结束代办', 'End')} />
            </button>
          </p>
        </div>
      )}
      {acting === undefined && serves(me.firm.kind) && (
        <div className="serving" role="note">
          <p>
            <Both {...words('您在为本单位办理', 'You act for your own organisation')} />
          </p>
          <Link to="/members" className="button small plain">
            <Both {...words('为会员或客户代办', 'Act for …')} />
          </Link>
        </div>
      )}
      <nav className="places" aria-label="主要 main">
        {places.map(({ to, sign, name }) => (
          <Link key={to} to={to} aria-current={to === current ? 'page' : undefined}>
            <Icon sign={sign} />
            <span>
              <Both {...name} />
            </span>
          </Link>
        ))}
      </nav>
      <main id="main" tabIndex={-1}>
        <Suspense fallback={<Loading lines={6} />}>
          <View />
        </Suspense>
      </main>
    </div>
  );
}
