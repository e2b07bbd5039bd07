/** The form of every stage of every category: what is typed for the example is the example, and makes the same event. Without a browser. */
import { describe, expect, test } from 'vitest';
import type { Stage } from '../../src/categories/definition.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { checkRecord, eventOf } from '../../src/categories/record.ts';
import type { StageTold } from '../../web/workbench/lib/stages.ts';
import { aboutOf, faultsOf, fieldOfColumn, fieldsOfRule, recordOf, valuesOf } from '../../web/workbench/record/values.ts';

/** As the interface describes it. */
const told = (category: string, { zh, en, fields, ...stage }: Stage, rules: StageTold['rules']): StageTold => ({
  ...stage,
  category,
  version: 'x',
  name: { zh, en },
  bizStep: stage.event.bizStep,
  fields: fields.map(({ zh: fieldZh, en: fieldEn, ...field }) => ({ ...field, name: { zh: fieldZh, en: fieldEn } })),
  rules,
});

const stages = shippedProfiles.flatMap((profile) =>
  profile.stages.map((stage) => {
    const rules = profile.rules
      .filter((rule) => rule.stages.includes(stage.id))
      .map(({ zh, en, ...rule }) => ({ ...rule, name: { zh, en } }) as unknown as StageTold['rules'][number]);
    return [`${profile.category}/${stage.id}`, stage, told(profile.category, stage, rules)] as const;
  }),
);

/** Times are typed to the minute in the zone of the device; the moment is what counts. */
const moments = (event: unknown): string =>
  JSON.stringify(event)
    .replace(/"eventTimeZoneOffset":"[^"]*",?/, '')
    .replace(/"(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d))"/g, (_, time: string) => String(Date.parse(time)));

const eventFrom = (stage: Stage, record: object): unknown => {
  const checked = checkRecord(stage, record as Record<string, unknown>);
  if ('faults' in checked) throw new Error(JSON.stringify(checked.faults));
  return eventOf(stage, checked, { category: 'c', version: 'v' });
};

describe('a form', () => {
  test.each(stages)('%s takes its example and gives it back', (_, stage, form) => {
    const values = valuesOf(form.fields, stage.example);
    const record = recordOf(form.fields, values);
    expect(faultsOf(form, record, [])).toEqual([]);
    expect(moments(eventFrom(stage, record))).toBe(moments(eventFrom(stage, stage.example)));
    expect(aboutOf(form.fields, values)).not.toBe('');
  });

  test.each(stages)(
    '%s names the field of each fault of an empty record, and leads no rule to a field that is not there',
    (_, stage, form) => {
      const faults = faultsOf(form, {}, []);
      const required = stage.fields.filter(({ need }) => need === 'required').map(({ key }) => key);
      expect([...new Set(faults.map(({ key }) => fieldOfColumn(form, key)))].toSorted()).toEqual(required.toSorted());
      for (const rule of form.rules)
        for (const key of fieldsOfRule(form, rule.id)) expect(stage.fields.some((field) => field.key === key)).toBe(true);
    },
  );

  test('stages are all there', () => {
    expect(new Set(shippedProfiles.map(({ category }) => category)).size).toBe(8);
    expect(stages.length).toBeGreaterThan(300);
  });
});
