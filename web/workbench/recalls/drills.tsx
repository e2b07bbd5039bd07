/** How we did in drills that were completed: our own list alone, the latest first. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { drillHistory } from '../../../src/contract/index.ts';
import type { Infer } from '../../../src/events/schema.ts';
import { ask } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import { Time } from '../lib/time.tsx';
import { Both, type Words, words } from '../lib/words.tsx';
import { Link } from '../router.tsx';

type History = Infer<typeof drillHistory>;
type Own = NonNullable<History['drills'][number]['own']>;

/** Hours and minutes. */
function stretch(millis: number): Words {
  const minutes = Math.round(millis / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return hours === 0 ? words(`${rest} 分钟`, `${rest} min`) : words(`${hours} 小时 ${rest} 分`, `${hours} h ${rest} min`);
}

const told = ({ took, inTime, gaps, items, answered }: Own): Words => {
  const time = took === null ? words('未答复', 'not answered') : stretch(took);
  const late = took !== null && !inTime ? words('（逾期）', ' (late)') : words('', '');
  const list =
    items === undefined || answered === undefined
      ? words('', '')
      : words(`，已答 ${answered}/${items} 件`, `, ${answered} of ${items} answered`);
  return words(
    `${took === null ? '' : '用时 '}${time.zh}${late.zh}${list.zh}，${gaps} 件与记录不符`,
    `${time.en}${late.en}${list.en}, ${gaps} unlike the records`,
  );
};

/** Nothing where there was none. */
export function OwnDrills(): ReactNode {
  const me = useMe();
  const { data } = useQuery({
    queryKey: ['drills', me.firm.id],
    queryFn: () => ask<History>('/api/v1/recalls/drills'),
    retry: false,
  });
  const own = (data?.drills ?? []).flatMap((drill) => (drill.own === undefined ? [] : [{ ...drill, own: drill.own }]));
  if (own.length === 0) return null;
  return (
    <section className="card block" aria-labelledby="own-drills">
      <h2 id="own-drills">
        <Both {...words('演练成绩', 'Our drills')} />
      </h2>
      <p className="quiet">
        <Both
          {...words(
            '得分 0 至 100：按期、与记录相符、已答复各占三分之一；只计本单位清单，办结时留存。',
            '0 to 100: in time, agreeing with the records, answered, a third each; of your own list alone, kept when the drill was completed.',
          )}
        />
      </p>
      <ol className="items block">
        {own.map(({ id, title, publishedAt, own: result }) => (
          <li key={id} className="item">
            <p className="row apart">
              <Link to={`/recalls/${id}`}>
                <Both {...title} />
              </Link>
              <strong className={result.score !== undefined && result.score < 60 ? 'tag bad' : 'tag ok'}>
                {result.score === undefined ? '—' : <Both {...words(`${result.score} 分`, `${result.score} points`)} />}
              </strong>
            </p>
            <p className="quiet">
              <Time at={publishedAt} /> · <Both {...told(result)} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
