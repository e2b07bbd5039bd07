/** The rest of the workbench, and what is kept elsewhere. */
import { type ReactNode, useEffect, useState } from 'react';
import { kept, nextScheme, type Scheme, setScheme } from '../../shared/theme.ts';
import { ask } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import { database } from '../lib/store.ts';
import { useQueue } from '../lib/use-queue.ts';
import { Both, type Words, words } from '../lib/words.tsx';
import { Confirm } from '../parts/dialog.tsx';
import { Link } from '../router.tsx';

interface Offer extends Event {
  prompt(): Promise<void>;
}
let offered: Offer | undefined;
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  offered = event as Offer;
  dispatchEvent(new Event('installable'));
});

interface Entry {
  readonly to: string;
  readonly name: Words;
  readonly about: Words;
  /** A page outside of the workbench. */
  readonly outside?: true;
}

const entries: readonly Entry[] = [
  { to: '/recalls', name: words('召回与演练', 'Recalls and drills'), about: words('发起、答复、进度', 'begin, answer, follow') },
  { to: '/codes', name: words('发码与标签', 'Codes and labels'), about: words('为批次发码、打印', 'for a lot, printed') },
  { to: '/uploads', name: words('Excel 上传', 'Uploads'), about: words('进度与批注文件', 'how far, files back') },
  { to: '/queue', name: words('发送情况', 'On its way'), about: words('本机待发的记录', 'records of this device') },
  { to: '/licences', name: words('证照', 'Licences'), about: words('有效期与状态', 'until when, in what state') },
  { to: '/scores', name: words('本企业的指标', 'How we stand'), about: words('四项指标与如何改进', 'and what would help') },
  { to: '/notices', name: words('通知', 'Notices'), about: words('订阅、收件箱', 'what one is told of') },
  { to: '/consents', name: words('数据授权', 'Consents'), about: words('谁可以看我们的数据', 'who may see our data') },
  {
    to: '/groups',
    name: words('追溯联合体', 'Joint groups'),
    about: words('与伙伴互看约定的记录', 'partners see what is agreed'),
  },
  {
    to: '/members',
    name: words('代办', 'Acting for others'),
    about: words('协会、服务商为会员办理', 'associations and vendors for members'),
  },
  {
    to: '/sandbox',
    name: words('接口与示例', 'Interface and samples'),
    about: words('每个环节的调用示例', 'a call for each stage'),
  },
  { to: '/scan', name: words('扫码查验', 'Scan'), about: words('能不能收、能不能卖', 'may it be taken in, sold'), outside: true },
  {
    to: '/account',
    name: words('账号、员工、令牌', 'Account, staff, tokens'),
    about: words('登录、第二因素、程序令牌', 'signing in, programs'),
    outside: true,
  },
  {
    to: '/docs',
    name: words('记录指南', 'Guide'),
    about: words('每个环节填什么、查什么', 'fields and checks of each stage'),
    outside: true,
  },
];

const schemes: Readonly<Record<Scheme, Words>> = {
  system: words('明暗随系统', 'light or dark as the system'),
  light: words('浅色', 'light'),
  dark: words('深色', 'dark'),
};

/** What was told by the server goes with whoever it was told to; what they typed and have not sent stays. */
async function leave(): Promise<void> {
  await (await database()).clear('memory');
  await ask('/api/v1/account/sign-out', { method: 'POST', acting: '' }).catch(() => {});
  location.assign('/sign-in?next=/workbench');
}

export function MorePage(): ReactNode {
  const me = useMe();
  const { items } = useQueue();
  const waiting = items.filter(({ state }) => state === 'waiting' || state === 'sending' || state === 'refused').length;
  const [scheme, setShown] = useState(kept());
  const [installable, setInstallable] = useState(offered !== undefined);
  useEffect(() => {
    const note = (): void => setInstallable(true);
    addEventListener('installable', note);
    return () => removeEventListener('installable', note);
  }, []);
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...words('更多', 'More')} />
        </h1>
      </header>
      <ul className="tiles wide">
        {entries.map(({ to, name, about, outside }) => {
          const said = (
            <>
              <strong>
                <Both {...name} />
              </strong>
              <small>
                <Both {...about} />
              </small>
            </>
          );
          return (
            <li key={to}>
              {outside === true ? (
                <a href={to} className="tile">
                  {said}
                </a>
              ) : (
                <Link to={to} className="tile">
                  {said}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
      <section className="block">
        <p className="row">
          <button
            type="button"
            className="button plain"
            onClick={() => {
              const next = nextScheme(scheme);
              setScheme(next);
              setShown(next);
            }}
          >
            <Both {...schemes[scheme]} />
          </button>
          {installable && (
            <button type="button" className="button plain" onClick={() => void offered?.prompt()}>
              <Both {...words('安装到本机', 'Install')} />
            </button>
          )}
          <Confirm
            title={words('退出登录？', 'Sign out?')}
            consequence={
              waiting === 0
                ? words('本机保存的企业资料会清除。', 'What this device holds of the firm is removed.')
                : words(
                    `还有 ${waiting} 条记录没有发出，留在本机，您再次登录后才会发送。`,
                    `${waiting} records are not sent; they stay here until you sign in again.`,
                  )
            }
            act={words('退出', 'Sign out')}
            onConfirm={() => void leave()}
          >
            {(confirm) => (
              <button type="button" className="button plain" onClick={confirm}>
                <Both {...words('退出登录', 'Sign out')} />
              </button>
            )}
          </Confirm>
          <span className="quiet">{me.account.login}</span>
        </p>
      </section>
    </>
  );
}
