/** How much of one thing is in the other, between the two ends of a chain: with its bounds, and why they are not one number. */
import { type FormEvent, type ReactNode, useState } from 'react';
import type { QuantitiesAnswer } from '../../../src/contract/index.ts';
import { search } from '../../shared/api.ts';
import { span } from '../recalls/types.ts';
import { Shown, useAsk } from '../shell/query.tsx';
import { W, words } from '../shell/words.tsx';
import { type Model, shortOf, unitOf } from './model.ts';

const why = {
  amount_not_stated: words('有数量没有写明', 'an amount is not stated'),
  units_not_comparable: words('单位不能换算', 'units cannot be compared'),
  part_of_a_mixture: words('只取了混合物的一部分', 'a part of a mixture was taken'),
  several_outputs: words('一次加工有多种产出', 'a making had several outputs'),
  no_density: words('质量与体积之间缺密度', 'a density is missing between mass and volume'),
  different_dimensions: words('投入与产出的单位不同类', 'inputs and outputs are of different dimensions'),
} as const;
const reasonOf = (reason: string): { readonly zh: string; readonly en: string } =>
  why[reason as keyof typeof why] ?? { zh: reason, en: reason };

const share = (value: number): string => `${Math.round(value * 1000) / 10} %`;

export function ContentPanel({
  from,
  to,
  parties,
}: {
  readonly from: string;
  readonly to: string;
  readonly parties: Model['parties'];
}): ReactNode {
  const [asked, ask] = useState(false);
  const [density, setDensity] = useState('');
  const [typed, type] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setDensity(typed.trim());
  };
  return (
    <section className="content">
      <h3>
        <W zh="含量" en="how much of it" />
      </h3>
      {asked ? (
        <>
          <Told path={`/api/v1/trace/quantities${search({ from, to, density })}`} from={from} parties={parties} />
          <form className="acts" onSubmit={submit}>
            <label>
              <W zh="密度（千克/升，质量与体积换算用）" en="density, kg in a litre" />
              <input
                name="density"
                inputMode="decimal"
                value={typed}
                onChange={({ currentTarget }) => type(currentTarget.value)}
              />
            </label>
            <button type="submit">
              <W zh="换算" en="convert" />
            </button>
          </form>
        </>
      ) : (
        <button type="button" onClick={() => ask(true)}>
          <W zh="计算含量与得率" en="find amounts and yields" />
        </button>
      )}
    </section>
  );
}

function Told({
  path,
  from,
  parties,
}: {
  readonly path: string;
  readonly from: string;
  readonly parties: Model['parties'];
}): ReactNode {
  const read = useAsk<QuantitiesAnswer>(path);
  return (
    <Shown of={read} lines={3}>
      {({ amount, makings, holders, hidden, cut }) => (
        <>
          {amount === null ? (
            <p className="quiet">
              <W zh="途中有未共享的环节，不给出数量" en="a step on the way is not shared: no amount is told" />
            </p>
          ) : (
            <p>
              <b>{span(amount.min, amount.max, unitOf(amount.uom))}</b>{' '}
              <W
                zh={`其中含 ${shortOf(from)}（${amount.exact ? '确数' : '至少与至多'}）`}
                en={amount.exact ? 'exactly, of the first in the second' : 'at least and at most, of the first in the second'}
              />
              {!amount.exact && amount.estimate !== null && (
                <span className="quiet">
                  {' '}
                  <W zh={`按均匀混合约 ${span(amount.estimate, amount.estimate, unitOf(amount.uom))}`} en="evenly mixed" />
                </span>
              )}
            </p>
          )}
          {amount !== null && amount.because.length > 0 && (
            <ul>
              {amount.because.map((each) => (
                <li key={each} className="quiet">
                  <W {...reasonOf(each)} />
                </li>
              ))}
            </ul>
          )}
          {cut && (
            <p className="due late">
              <W zh="搜索达到上限，数量可能不全" en="a bound was hit: amounts may be missing" />
            </p>
          )}
          {makings.map((making) => (
            <Making key={making.event} making={making} />
          ))}
          {holders.length > 0 && (
            <ul className="lines">
              {holders.map(({ organisation, in: came, out, sold, open, uom }) => (
                <li key={organisation}>
                  <b>{parties.find(({ id }) => id === organisation)?.name ?? shortOf(organisation)}</b>{' '}
                  <W
                    zh={`进 ${came ?? '不明'}，出 ${out}，售 ${sold}，未交代 ${open ?? '不明'} ${unitOf(uom)}`}
                    en={`in, out, sold, open`}
                  />
                </li>
              ))}
            </ul>
          )}
          {hidden && amount !== null && (
            <p className="quiet">
              <W zh="部分记录未共享" en="some records are not shared" />
            </p>
          )}
        </>
      )}
    </Shown>
  );
}

function Making({ making }: { readonly making: QuantitiesAnswer['makings'][number] }): ReactNode {
  const { in: put, out: got, reason, loss, within, limits } = making;
  const list = (rows: typeof put): string =>
    rows.map(({ value, uom }) => span(value, value, unitOf(uom ?? 'C62'))).join('＋') || '—';
  return (
    <p>
      <W zh={`投入 ${list(put)}，产出 ${list(got)}`} en="in, out" />
      {making.yield !== undefined && (
        <>
          ；<W zh={`得率 ${share(making.yield)}`} en="yield" />
          {loss !== undefined && loss.value > 0 && (
            <>
              ，<W zh={`损耗 ${span(loss.value, loss.value, unitOf(loss.uom ?? 'C62'))}`} en="loss" />
            </>
          )}
        </>
      )}
      {reason !== undefined && (
        <span className="quiet">
          ；<W {...reasonOf(reason)} />
        </span>
      )}
      {limits !== undefined && (
        <span className={within === false ? 'due late' : 'quiet'}>
          {' '}
          <W
            zh={`${within === undefined ? '规则限值' : within ? '在规则限值内' : '超出规则限值'} ${limits.min === undefined ? '' : share(limits.min)}–${
              limits.max === undefined ? '' : share(limits.max)
            }（${limits.rules.map(({ id, zh }) => `${id} ${zh}`).join('、')}）`}
            en={within === false ? 'outside the limits of the rule' : 'the limits of the rule'}
          />
          {limits.rules.some(({ verified }) => !verified) && <em className="unverified">未经核对 unverified</em>}
        </span>
      )}
    </p>
  );
}
