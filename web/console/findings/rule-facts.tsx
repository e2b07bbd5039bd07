/** What a detector states of itself: its rule, the basis, what resolves a finding, the data it reads, its parameters. */
import type { ReactNode } from 'react';
import { W, words } from '../shell/words.tsx';
import { parameterNames } from './parameters.ts';
import type { Detector } from './types.ts';

/** 0.00001 is not told as 1e-5. */
const plain = (value: number): string => value.toLocaleString('en', { maximumSignificantDigits: 6, useGrouping: false });

export function RuleFacts({ detector, more }: { readonly detector: Detector; readonly more?: ReactNode }): ReactNode {
  const parameters = Object.entries(detector.parameters);
  return (
    <dl>
      <dt>
        <W zh="内容" en="rule" />
      </dt>
      <dd>
        <W {...detector.rule} />
      </dd>
      <dt>
        <W zh="依据" en="basis" />
      </dt>
      <dd>
        {detector.basis.text}
        {!detector.basis.verified && <em className="unverified">未经核对 unverified</em>}
      </dd>
      <dt>
        <W zh="怎样消除" en="what resolves it" />
      </dt>
      <dd>
        <W {...detector.resolves} />
      </dd>
      <dt>
        <W zh="所用数据" en="data" />
      </dt>
      <dd>
        <W {...detector.data} />
      </dd>
      <dt>
        <W zh="参数" en="parameters" />
      </dt>
      <dd>
        {parameters.length === 0 && <W zh="无" en="none" />}
        {parameters.map(([name, value]) => (
          <div key={name}>
            <W {...(parameterNames[name] ?? words(name, name))} /> <b>{plain(value)}</b>
          </div>
        ))}
      </dd>
      <dt>
        <W zh="整改期限" en="to be put right within" />
      </dt>
      <dd>
        <W zh={`${detector.days} 天`} en="days" />
      </dd>
      {more}
    </dl>
  );
}
