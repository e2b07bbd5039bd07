/** The examples that pages, templates and the API show may be sent on the day on which they are shown. */
import { expect, test } from 'vitest';
import { sendableBy } from '../../src/categories/dated.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { checkRecord } from '../../src/categories/record.ts';

const stages = shippedProfiles.flatMap(({ category, stages: own }) =>
  own.map((stage) => ({ name: `${category}/${stage.id}`, stage })),
);

test.each(['2026-11-28', '2027-02-28', '2028-02-29', '2031-01-01'])(
  'on %s no example lies in the future, and each is a record still',
  (today) => {
    for (const { name, stage } of stages) {
      const { example } = sendableBy(stage, today);
      expect(String(example.time) < `${today}T`, `${name} ${example.time}`).toBe(true);
      expect(checkRecord(stage, example), name).not.toHaveProperty('faults');
      // What has happened by then is shown as it is written.
      if (String(stage.example.time) < `${today}T`) expect(example, name).toBe(stage.example);
    }
  },
);
