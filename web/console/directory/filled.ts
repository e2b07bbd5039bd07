/** From a draft back to the form: what it has that its base has not. */
import type { Chain, Stage } from '../../../src/categories/definition.ts';
import type { CategoryProfile, Rule } from '../../../src/categories/rules/definition.ts';
import { ownStep } from './addition.ts';
import { fieldTyped, sorted, withoutMade } from './fields.ts';
import { ruleTyped } from './rule-rows.ts';
import { forms, freshTyped, partOf, type Typed } from './typed.ts';

/** Ids of what stood in the version that a draft began from, with what can be compared of it. */
export type Base = Readonly<
  Record<'chains' | 'products' | 'stages' | 'rules' | 'registers' | 'lists', ReadonlyMap<string, string>>
>;

type Listed = { readonly id: string; readonly name?: { zh: string; en: string }; readonly [other: string]: unknown };

const compared = (name: keyof Base, each: Listed): string => {
  const { zh, en } = each.name ?? (each as unknown as { zh: string; en: string });
  const { chain, source, stages, severity, basis, bizStep, event, entries } = each as Record<string, unknown>;
  const more = {
    chains: stages,
    products: [chain, source],
    stages: bizStep ?? (event as Stage['event'] | undefined)?.bizStep,
    rules: [severity, stages, basis],
    registers: '',
    lists: entries,
  }[name];
  return JSON.stringify([zh, en, more]);
};

const names = ['chains', 'products', 'stages', 'rules', 'registers', 'lists'] as const;

export const baseOf = (described: Readonly<Record<string, unknown>>): Base =>
  Object.fromEntries(
    names.map((name) => [
      name,
      new Map(((described[name] ?? []) as Listed[]).map((each) => [each.id, compared(name, each)] as const)),
    ]),
  ) as unknown as Base;

/** What a draft has that its base has not, as the form shows it; undefined where it adds no product with a stage. */
export function typedOf(profile: CategoryProfile, base: Base): Typed {
  const added = Object.fromEntries(
    names.map((name) => [
      name,
      (profile[name] as unknown as readonly Listed[]).filter((each) => base[name].get(each.id) !== compared(name, each)),
    ]),
  ) as unknown as CategoryProfile;
  const claimed = new Set<object>();
  const chainOf = (product: CategoryProfile['products'][number]): Chain | undefined => {
    const chain = added.chains.find((each) => each.id === product.chain && !claimed.has(each));
    if (chain !== undefined) claimed.add(chain);
    return chain;
  };
  const chained = new Set(added.chains.flatMap(({ stages }) => stages));
  const take = (fits: (stage: Stage) => boolean): Stage | undefined => {
    const stage = added.stages.find((each) => !claimed.has(each) && fits(each));
    if (stage !== undefined) claimed.add(stage);
    return stage;
  };
  const parts = added.products.map((product) => {
    const chain = chainOf(product);
    // A stage stands in the chain of its product; one that stands in none goes with a product that has no chain of its own.
    const stage = take(({ id }) => (chain === undefined ? !chained.has(id) : chain.stages.includes(id)));
    return { product, chain, stage };
  });
  // Of one product and one stage they belong together, wherever the stage stands.
  if (parts.length === 1 && parts[0]!.stage === undefined) parts[0] = { ...parts[0]!, stage: take(() => true) };
  const loose = added.stages.filter((each) => !claimed.has(each));
  const whole: Found[] = [...parts, ...loose.map((stage) => ({ product: undefined, chain: undefined, stage }))];
  const ruled = new Set(whole.flatMap(({ stage }) => stage?.id ?? []));
  const isOwn = ({ stages }: Rule): boolean => stages.length === 1 && ruled.has(stages[0]!);
  const [first = { product: undefined, chain: undefined, stage: undefined }, ...others] = whole;
  const typed = partTyped(added, first);
  const chains = new Set<object | undefined>(whole.map(({ chain }) => chain));
  return {
    ...typed,
    rest: {
      ...added,
      products: [],
      chains: added.chains.filter((each) => !chains.has(each)),
      stages: [],
      rules: added.rules.filter((each) => !isOwn(each)),
    },
    others: others.map((each) => partOf(partTyped(added, each))),
  };
}

interface Found {
  readonly product: CategoryProfile['products'][number] | undefined;
  readonly chain: Chain | undefined;
  readonly stage: Stage | undefined;
}

function partTyped(added: CategoryProfile, { product, chain, stage }: Found): Typed {
  const own = added.rules.filter(({ stages }) => stages.length === 1 && stages[0] === stage?.id);
  const from = own[0]?.validFrom ?? String(stage?.example.time ?? '').slice(0, 10);
  const fresh = freshTyped(from);
  const form = Object.entries(forms).find(
    ([, { event }]) => stage !== undefined && sorted({ ...event, bizStep: stage.event.bizStep }) === sorted(stage.event),
  )?.[0];
  const fields = stage?.fields.map((field) => fieldTyped(field, stage)) ?? fresh.fields;
  const typed: Typed = {
    ...fresh,
    withProduct: product !== undefined,
    productId: product?.id ?? '',
    productZh: product?.zh ?? '',
    productEn: product?.en ?? '',
    source: product?.source.text ?? '',
    sourceVerified: product?.source.verified ?? false,
    chain: product === undefined || chain !== undefined ? '' : product.chain,
    chainId: chain === undefined || chain.id === product?.id.replace(/[^a-z0-9_]/g, '_') ? '' : chain.id,
    chainStages: (chain?.stages ?? (stage === undefined ? [] : ['*'])).map((each) => (each === stage?.id ? '*' : each)),
    withStage: stage !== undefined,
    stageId: stage?.id ?? '',
    stageZh: stage?.zh ?? '',
    stageEn: stage?.en ?? '',
    form: form ?? 'make',
    step: stage === undefined || stage.event.bizStep === ownStep(stage.id) ? '' : stage.event.bizStep,
    stageSource: stage?.source.text ?? '',
    stageVerified: stage?.source.verified ?? false,
    fields,
    ...(stage === undefined || form !== undefined ? {} : { kept: stage.event }),
  };
  if (stage === undefined) return typed;
  const ruled = { ...typed, rules: own.map((rule) => ruleTyped(rule, typed, stage.example)) };
  return { ...ruled, fields: fields.map((field) => withoutMade(field, ruled, stage.example)) };
}
