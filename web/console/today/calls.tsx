/** What comes from outside: recalls and drills that run, complaints that wait. Shown to whom they are a duty of. */
import type { ReactNode } from 'react';
import type { Complaint } from '../complaints/page.tsx';
import type { Recalls } from '../recalls/types.ts';
import { Link } from '../router.tsx';
import { mayI, useMe, useNames } from '../shell/me.ts';
import { useAsk } from '../shell/query.tsx';
import { At, count, Due } from '../shell/time.tsx';
import { categoryNames, named, W } from '../shell/words.tsx';

export function RunningRecalls({ few }: { readonly few: number }): ReactNode {
  const me = useMe();
  const { data } = useAsk<Recalls>('/api/v1/recalls?state=published', {
    enabled: !me.isPending && mayI(me.data, 'read_recall'),
    every: 60_000,
  });
  if (data === undefined || data.recalls.length === 0) return null;
  return (
    <section className="duty bad" aria-label="进行中的召回与演练 recalls and drills">
      <header>
        <Link to="/console/recalls?state=published" className="number">
          {count(data.recalls.length)}
        </Link>
        <h2>
          <Link to="/console/recalls?state=published">召回与演练进行中</Link> <span lang="en">Recalls and drills that run</span>
        </h2>
        <p className="quiet">
          <W zh="看谁还没有答复" en="see who has not answered" />
        </p>
      </header>
      <ol className="findings">
        {data.recalls.slice(0, few).map(({ id, title, counts, answerDue }) => (
          <li key={id}>
            <Link to={`/console/recalls/${id}`}>
              <b>{title.zh}</b>
            </Link>
            <p className="quiet">
              {counts !== undefined && (
                <span>
                  {count(counts.answered)}/{count(counts.holders)} 家已答复
                </span>
              )}
              {counts !== undefined && counts.overdue > 0 && <span className="due late">逾期 {count(counts.overdue)} 家</span>}
              {answerDue !== null && <Due at={answerDue} />}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function WaitingComplaints({ few }: { readonly few: number }): ReactNode {
  const me = useMe();
  const names = useNames();
  const { data } = useAsk<{ complaints: readonly Complaint[] }>('/api/v1/complaints?state=received,accepted&perPage=100', {
    enabled: !me.isPending && mayI(me.data, 'complaint_handle'),
    every: 60_000,
  });
  if (data === undefined || data.complaints.length === 0) return null;
  const most = data.complaints.length === 100 ? '+' : '';
  return (
    <section className="duty warn" aria-label="投诉举报待办 complaints">
      <header>
        <Link to="/console/complaints?state=received,accepted" className="number">
          {count(data.complaints.length)}
          {most}
        </Link>
        <h2>
          <Link to="/console/complaints?state=received,accepted">投诉举报待办</Link> <span lang="en">Complaints to answer</span>
        </h2>
        <p className="quiet">
          <W zh="在法定期限内受理、答复" en="accept and answer within the days of the law" />
        </p>
      </header>
      <ol className="findings">
        {data.complaints.slice(0, few).map(({ number, told, category, area, madeAt, due }) => (
          <li key={number}>
            <Link to={`/console/complaints/${number}`}>
              <b>{told}</b>
            </Link>
            <p className="quiet">
              <span>{named(categoryNames, category).zh}</span>
              <span>{names.area(area).zh}</span>
              <At at={madeAt} />
              <Due at={due} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
