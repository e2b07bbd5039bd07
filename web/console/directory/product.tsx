/** The entry in the directory of important products, and the way of the product from stage to stage. */
import type { ReactNode } from 'react';
import { W, type Words, words } from '../shell/words.tsx';
import { idsOf } from './addition.ts';
import { Line, Select, Tick } from './inputs.tsx';
import type { Described } from './reading.ts';
import { alone, type Typed } from './typed.ts';

export interface PartProps {
  readonly typed: Typed;
  readonly type: (changes: Partial<Typed>) => void;
  readonly found: Described;
}

export function ProductPart({ typed, type, found }: PartProps): ReactNode {
  const ids = idsOf(typed);
  const taken = found.products.find(({ id }) => id === ids.product);
  return (
    <section className="card" aria-labelledby="part-product">
      <h2 id="part-product">
        <W zh="一、名录中的产品" en="The product in the directory" />
      </h2>
      <div className="grid">
        <Line
          name="productZh"
          label={words('中文名称', 'Chinese name')}
          value={typed.productZh}
          change={(productZh) => type({ productZh })}
        />
        <Line
          name="productEn"
          label={words('英文名称', 'English name')}
          value={typed.productEn}
          change={(productEn) => type({ productEn })}
        />
        <Line
          name="productId"
          label={words('代码（不填则取英文名）', 'code; unless given from the English name')}
          value={typed.productId}
          placeholder={ids.product}
          change={(productId) => type({ productId })}
          hint={
            taken && (
              <W
                zh={`“${taken.name.zh}”已用此代码：发布后由本条替换`}
                en={`${taken.name.en} has this code: publishing replaces it`}
              />
            )
          }
        />
        <Line
          name="from"
          type="date"
          label={words('规则自何日起适用', 'day from which the rules hold')}
          value={typed.from}
          change={(from) => type({ from })}
        />
        <Line
          name="source"
          label={words('列入名录的依据', 'source of the entry')}
          value={typed.source}
          change={(source) => type({ source })}
        />
        <Tick
          name="sourceVerified"
          label={words('已与原文核对', 'compared with its text')}
          value={typed.sourceVerified}
          change={(sourceVerified) => type({ sourceVerified })}
        />
      </div>
      <ChainPart typed={typed} type={type} found={found} />
    </section>
  );
}

function ChainPart({ typed, type, found }: PartProps): ReactNode {
  const own = typed.stageZh || idsOf(typed).stage || '本环节';
  // Stages and chains of the other parts of the draft.
  const parts = typed.others.map((part) => alone(part, typed.from));
  const beside = parts.flatMap((part) =>
    part.withStage && idsOf(part).stage !== ''
      ? [[idsOf(part).stage, words(`${part.stageZh}（本草案）`, part.stageEn)] as const]
      : [],
  );
  const ways = parts.flatMap((part) =>
    part.withProduct && part.chain === ''
      ? [[idsOf(part).chain, words(`${part.productZh}的链条（本草案）`, `the chain of ${part.productEn}`)] as const]
      : [],
  );
  const nameOf = (id: string): Words =>
    id === '*'
      ? words(`${own}（本草案）`, 'the stage below')
      : (found.stages.find((each) => each.id === id)?.name ?? beside.find(([known]) => known === id)?.[1] ?? words(id, ''));
  const set = (chainStages: readonly string[]): void => type({ chainStages });
  const move = (at: number, by: number): void => {
    const next = [...typed.chainStages];
    const [one] = next.splice(at, 1);
    next.splice(at + by, 0, one!);
    set(next);
  };
  return (
    <>
      <Select
        name="chain"
        label={words('链条', 'chain')}
        value={typed.chain}
        change={(chain) => type({ chain })}
        options={[
          ['', words('自己的链条', 'one of its own')],
          ...ways,
          ...found.chains.map(({ id, name }) => [id, name] as const),
        ]}
        hint={
          typed.chain !== '' && (
            <W
              zh="所选链条不变；本草案的环节可以记录，但不列入该链条。"
              en="That chain stays as it is: the stage below can be recorded, but does not stand in it."
            />
          )
        }
      />
      {typed.chain === '' && (
        <>
          <ol className="way">
            {typed.chainStages.map((id, i) =>
              id === '*' && !typed.withStage ? null : (
                <li key={id}>
                  <span>
                    <W {...nameOf(id)} />
                  </span>
                  <button
                    type="button"
                    className="plain"
                    disabled={i === 0}
                    aria-label={`上移 up ${nameOf(id).zh}`}
                    onClick={() => move(i, -1)}
                  >
                    ↑
                  </button>
                  <button
                    type="button"
                    className="plain"
                    disabled={i === typed.chainStages.length - 1}
                    aria-label={`下移 down ${nameOf(id).zh}`}
                    onClick={() => move(i, 1)}
                  >
                    ↓
                  </button>
                  {id !== '*' && (
                    <button
                      type="button"
                      className="plain"
                      aria-label={`去掉 remove ${nameOf(id).zh}`}
                      onClick={() => set(typed.chainStages.filter((each) => each !== id))}
                    >
                      ✕
                    </button>
                  )}
                </li>
              ),
            )}
          </ol>
          <Select
            name="chainStages"
            label={words('加入已有环节', 'add a stage that is there')}
            value=""
            change={(id) => id !== '' && set([...typed.chainStages, id])}
            options={[
              ['', words('选择环节', 'choose')],
              ...beside.filter(([id]) => !typed.chainStages.includes(id)),
              ...found.stages.filter(({ id }) => !typed.chainStages.includes(id)).map(({ id, name }) => [id, name] as const),
            ]}
          />
        </>
      )}
    </>
  );
}
