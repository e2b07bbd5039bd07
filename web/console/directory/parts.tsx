/** The parts of a draft: each a product, a stage, or both. One is in the form, the others wait beside it and are saved with it. */
import type { ReactNode } from 'react';
import { W } from '../shell/words.tsx';
import type { Faults } from './faults.ts';
import { freshTyped, type Part, partOf, type Typed } from './typed.ts';

interface PartsProps {
  readonly typed: Typed;
  readonly type: (changes: Partial<Typed>) => void;
  readonly faults: Faults;
}

const nameOf = ({ withProduct, productZh, withStage, stageZh }: Part): string =>
  [withProduct ? productZh || '新产品' : '', withStage ? stageZh || '新环节' : ''].filter((each) => each !== '').join(' · ') ||
  '（空）';

/** The part that waits there comes into the form, and that of the form waits in its place. */
export const swapped = (typed: Typed, at: number): Partial<Typed> => ({
  ...typed.others[at]!,
  others: typed.others.with(at, partOf(typed)),
});

export function Parts({ typed, type, faults }: PartsProps): ReactNode {
  const add = (more: Partial<Part>): void => {
    const fresh = { ...partOf(freshTyped(typed.from)), ...more, source: typed.source, sourceVerified: typed.sourceVerified };
    type({ ...fresh, others: [...typed.others, partOf(typed)] });
  };
  return (
    <nav className="parts" aria-label="草案中的产品与环节 products and stages of the draft">
      <span className="chip on" aria-current="true">
        {nameOf(typed)}
      </span>
      {typed.others.map((part, at) => {
        const wrong = faults.get(`others.${at}`)?.length ?? 0;
        return (
          // Parts are told apart by where they stand: all of one can change.
          // biome-ignore lint/suspicious/noArrayIndexKey: nothing else of a part stays.
          <span key={at} className="part">
            <button type="button" className="chip" name={`others.${at}`} onClick={() => type(swapped(typed, at))}>
              {nameOf(part)}
              {wrong > 0 && (
                <b className="bad">
                  {' '}
                  {wrong} <W zh="个问题" en="faults" />
                </b>
              )}
            </button>
            <button
              type="button"
              className="plain"
              aria-label={`从草案中去掉 remove from the draft: ${nameOf(part)}`}
              onClick={() => type({ others: typed.others.filter((_, i) => i !== at) })}
            >
              ✕
            </button>
          </span>
        );
      })}
      <button type="button" name="addProduct" onClick={() => add({})}>
        <W zh="再加一个产品" en="Another product" />
      </button>
      <button type="button" name="addStage" onClick={() => add({ withProduct: false })}>
        <W zh="再加一个环节" en="Another stage" />
      </button>
    </nav>
  );
}
