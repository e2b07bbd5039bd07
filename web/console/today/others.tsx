/** What is owed beside findings: registrations that wait, cases that end. Nothing is shown to whom they are no duty of. */
import type { ReactNode } from 'react';
import type { Case, Organisation } from '../../../src/contract/index.ts';
import { Link } from '../router.tsx';
import { mayI, useMe, useNames } from '../shell/me.ts';
import { useAsk } from '../shell/query.tsx';
import { At, count, Due } from '../shell/time.tsx';
import { categoryNames, named, W } from '../shell/words.tsx';

export function Registrations({ few }: { readonly few: number }): ReactNode {
  const names = useNames();
  const me = useMe();
  const { data } = useAsk<{ organisations: readonly Organisation[]; nextPage?: string }>(
    '/api/v1/organisations?status=registered&perPage=50',
    { enabled: !me.isPending && mayI(me.data, 'review') },
  );
  if (data === undefined || data.organisations.length === 0) return null;
  const { organisations, nextPage } = data;
  return (
    <section className="duty warn" aria-label="登记待审核 registrations to review">
      <header>
        <a href="/console/registrations" className="number">
          {count(organisations.length)}
          {nextPage !== undefined && '+'}
        </a>
        <h2>
          <a href="/console/registrations">登记待审核</a> <span lang="en">Registrations to review</span>
        </h2>
        <p className="quiet">
          <W zh="核对证照与场所后通过或退回" en="check licences and sites, then approve or refuse" />
        </p>
      </header>
      <ol className="findings">
        {organisations.slice(0, few).map(({ id, name, areas, categories, registeredAt }) => (
          <li key={id}>
            <Link to={`/console/firms/${id}`}>
              <b>{name}</b>
            </Link>
            <p className="quiet">
              <span>{categories.map((each) => named(categoryNames, each).zh).join('、')}</span>
              <span>{areas.map((each) => names.area(each).zh).join('、')}</span>
              <At at={registeredAt} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

const soonMillis = 7 * 86_400_000;

export function CasesEnding({ few }: { readonly few: number }): ReactNode {
  const me = useMe();
  const { data } = useAsk<{ cases: readonly Case[] }>('/api/v1/cases', { enabled: !me.isPending && mayI(me.data, 'case') });
  const now = Date.now();
  const ending = (data?.cases ?? []).filter(
    ({ until, closedAt }) => closedAt === undefined && Date.parse(until) > now && Date.parse(until) < now + soonMillis,
  );
  if (ending.length === 0) return null;
  return (
    <section className="duty warn" aria-label="案件即将到期 cases about to end">
      <header>
        <Link to="/console/cases" className="number">
          {count(ending.length)}
        </Link>
        <h2>
          <Link to="/console/cases">案件七日内到期</Link> <span lang="en">Cases that end within seven days</span>
        </h2>
        <p className="quiet">
          <W zh="延期或结案" en="extend or close them" />
        </p>
      </header>
      <ol className="findings">
        {ending.slice(0, few).map(({ id, reason, category, until }) => (
          <li key={id}>
            <Link to={`/console/cases/${id}`}>
              <b>{reason}</b>
            </Link>
            <p className="quiet">
              <span>{named(categoryNames, category).zh}</span>
              <Due at={until} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
