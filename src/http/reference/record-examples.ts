/** Bodies of the examples of records, drafts and registers. */
import { produce } from '../../categories/profiles/produce/index.ts';

export const exampleRecord = produce.stages.find(({ id }) => id === 'planting')!.example;

const source = { text: '本市通知（示例）', verified: false };
export const exampleDraft = {
  add: {
    lists: [
      {
        id: 'local_varieties',
        zh: '本地品种名录',
        en: 'Local varieties',
        entries: [{ value: '王屋山冬凌草', from: '2026-12-01', source }],
      },
    ],
  },
};

export const exampleRow = {
  row: { buyer: '91419001MA3X000102', group: 'industrial_explosive', quantity: 500, from: '2026-01-01', until: '2026-12-31' },
  from: '2026-01-01',
  until: '2026-12-31',
  reason: '核发',
};
