/** From what was typed to what the interface takes as an addition to a category. */
import { examplesOfFields, fieldOf } from './fields.ts';
import { type Earlier, ruleOf } from './rule-rows.ts';
import { alone, forms, type Typed } from './typed.ts';

export const ownStep = (id: string): string => `urn:zhuisu:voc:${id}`;

export interface Addition {
  readonly chains: readonly unknown[];
  readonly products: readonly unknown[];
  readonly stages: readonly unknown[];
  readonly rules: readonly unknown[];
  readonly registers: readonly unknown[];
  readonly lists: readonly unknown[];
}

/** The id that a product, chain and stage have where none is typed. */
export const slug = (en: string): string =>
  en
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 60);

export const idsOf = (typed: Typed): { readonly product: string; readonly stage: string; readonly chain: string } => {
  const product = typed.productId.trim() || slug(typed.productEn);
  return {
    product,
    stage: typed.stageId.trim() || slug(typed.stageEn),
    chain: typed.chain || typed.chainId || product.replace(/[^a-z0-9_]/g, '_'),
  };
};

/** Of all parts: that of the form first. */
export function additionOf(typed: Typed, earlier: ReadonlyMap<string, Earlier>): Addition {
  const [first, ...others] = [typed, ...typed.others.map((part) => alone(part, typed.from))].map((each) => oneOf(each, earlier));
  const all = (name: keyof Addition): unknown[] => [first!, ...others].flatMap((each) => each[name]);
  return {
    chains: all('chains'),
    products: all('products'),
    stages: all('stages'),
    rules: all('rules'),
    registers: all('registers'),
    lists: all('lists'),
  };
}

function oneOf(typed: Typed, earlier: ReadonlyMap<string, Earlier>): Addition {
  const { rest } = typed;
  const { product, stage, chain } = idsOf(typed);
  const named = { ...typed, stageId: stage };
  const example = examplesOfFields(named);
  const step = typed.step || ownStep(stage);
  return {
    chains: [
      ...(rest.chains ?? []),
      ...(typed.withProduct && typed.chain === ''
        ? [
            {
              id: chain,
              zh: typed.productZh,
              en: typed.productEn,
              stages: typed.chainStages
                .filter((each) => typed.withStage || each !== '*')
                .map((each) => (each === '*' ? stage : each)),
            },
          ]
        : []),
    ],
    products: [
      ...(rest.products ?? []),
      ...(typed.withProduct
        ? [
            {
              id: product,
              zh: typed.productZh,
              en: typed.productEn,
              chain,
              source: { text: typed.source, verified: typed.sourceVerified },
            },
          ]
        : []),
    ],
    stages: [
      ...(rest.stages ?? []),
      ...(typed.withStage
        ? [
            {
              id: stage,
              zh: typed.stageZh,
              en: typed.stageEn,
              event: typed.kept ?? { ...forms[typed.form]!.event, bizStep: step },
              fields: typed.fields.map(fieldOf),
              example,
              source: { text: typed.stageSource || typed.source, verified: typed.stageVerified },
            },
          ]
        : []),
    ],
    rules: [...(rest.rules ?? []), ...(typed.withStage ? typed.rules.map((rule) => ruleOf(rule, named, example, earlier)) : [])],
    registers: rest.registers ?? [],
    lists: rest.lists ?? [],
  };
}
