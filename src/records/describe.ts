/** Categories and their stages as they are told to who records: names, fields, examples, rules, schema. */

import { columnsOf } from '../categories/columns.ts';
import { sendableBy } from '../categories/dated.ts';
import type { Stage } from '../categories/definition.ts';
import { categories } from '../categories/index.ts';
import type { CategoryProfile, Rule } from '../categories/rules/definition.ts';
import { schemaOf } from '../categories/schema.ts';
import { ZhuisuError } from '../errors.ts';
import type { ProfileSet, StageOf } from './profiles.ts';

const nameOf = ({ zh, en }: { zh: string; en: string }) => ({ zh, en });

export function describeCategories({ profiles }: ProfileSet): object[] {
  return categories.map((category) => ({
    id: category.id,
    number: category.number,
    name: nameOf(category),
    closed: category.closed,
    stages: (profiles.find((each) => each.category === category.id)?.stages ?? []).map(briefly),
  }));
}

/** The directory of important products (重要产品名录): of every category, or of one. Throws not_found for what is no category. */
export function describeProducts({ profiles }: ProfileSet, category: string | undefined): object[] {
  if (category !== undefined && !categories.some(({ id }) => id === category))
    throw new ZhuisuError('not_found', { came: `/api/v1/products?category=${category.slice(0, 60)}` });
  return categories
    .filter(({ id }) => category === undefined || id === category)
    .flatMap((each) => {
      const { products = [], chains = [] } = profiles.find((profile) => profile.category === each.id) ?? {};
      return products.map((product) => {
        const chain = chains.find(({ id }) => id === product.chain);
        return {
          category: each.id,
          id: product.id,
          name: nameOf(product),
          chain: {
            id: product.chain,
            name: chain === undefined ? { zh: '', en: '' } : nameOf(chain),
            stages: chain?.stages ?? [],
          },
          source: product.source,
        };
      });
    });
}

const briefly = (stage: Stage) => ({ id: stage.id, name: nameOf(stage), bizStep: stage.event.bizStep });

/** Throws not_found. */
export function describeCategory(set: ProfileSet, id: string): object {
  const category = categories.find((each) => each.id === id);
  if (category === undefined) throw new ZhuisuError('not_found', { came: `/api/v1/categories/${id.slice(0, 60)}` });
  const profile = set.profiles.find((each) => each.category === id);
  return {
    id,
    number: category.number,
    name: nameOf(category),
    closed: category.closed,
    ...(profile === undefined ? { stages: [] } : profileOf(profile)),
  };
}

const profileOf = ({ version, validFrom, stages, chains, products, rules, registers, lists }: CategoryProfile) => ({
  version,
  validFrom,
  stages: stages.map(briefly),
  chains: chains.map((each) => ({ id: each.id, name: nameOf(each), stages: each.stages })),
  products: products.map((each) => ({ id: each.id, name: nameOf(each), chain: each.chain, source: each.source })),
  rules: rules.map((each) => ({
    id: each.id,
    name: nameOf(each),
    severity: each.severity,
    stages: each.stages,
    basis: each.basis,
  })),
  registers: registers.map((each) => ({ ...each, name: nameOf(each) })),
  lists: lists.map(({ id, zh, en, entries }) => ({ id, name: { zh, en }, entries })),
});

/** Throws not_found. */
export function stageNamed({ stages }: ProfileSet, category: string, stage: string): StageOf {
  const found = stages.get(`${category}/${stage}`);
  if (found !== undefined) return found;
  throw new ZhuisuError('not_found', { came: `/api/v1/categories/${category.slice(0, 60)}/stages/${stage.slice(0, 60)}` });
}

/** `today`: YYYY-MM-DD. */
export function describeStage(set: ProfileSet, category: string, id: string, today: string): object {
  const { profile, stage } = stageNamed(set, category, id);
  return {
    ...briefly(stage),
    category,
    version: profile.version,
    event: stage.event,
    fields: stage.fields.map(({ zh, en, ...field }) => ({ ...field, name: { zh, en } })),
    columns: columnsOf(stage).map((column) => ({
      key: column.key,
      name: nameOf(column),
      field: column.field.key,
      part: column.part,
      required: column.required,
    })),
    example: sendableBy(stage, today).example,
    rules: (set.rules.get(`${category}/${id}`) ?? []).map(ruleTold),
    source: stage.source,
  };
}

const ruleTold = ({ id, severity, validFrom, validUntil, when, test, repair, basis, ...names }: Rule) => ({
  id,
  name: nameOf(names),
  severity,
  validFrom,
  ...(validUntil === undefined ? {} : { validUntil }),
  ...(when === undefined ? {} : { when }),
  test,
  repair,
  basis,
});

export const schemaNamed = (set: ProfileSet, category: string, id: string): object =>
  schemaOf(stageNamed(set, category, id).stage, category);
