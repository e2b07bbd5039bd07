/** What a code was where it is none of a thing, and how much it leads to. */
import type { ReactNode } from 'react';
import { count } from '../shell/time.tsx';
import { W } from '../shell/words.tsx';
import { type NamedTrace, shortOf } from './model.ts';
import { beginNames } from './words.ts';

export function Begin({
  begin: { kind, id },
  roots,
}: {
  readonly begin: NonNullable<NamedTrace['begin']>;
  readonly roots: readonly string[];
}): ReactNode {
  return (
    <p className="begin">
      <b>
        <W {...(beginNames[kind] ?? { zh: kind, en: kind })} />
      </b>{' '}
      <code>{shortOf(id)}</code>{' '}
      <W
        zh={`所涉 ${count(roots.length)} 件物品，一并追溯`}
        en={`the ${roots.length} things that its events name, traced together`}
      />
    </p>
  );
}
