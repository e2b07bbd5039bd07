/** The measures, and what each counts. */
export const measures = ['coverage', 'continuity', 'completeness'] as const;
export type Measure = (typeof measures)[number];

export const measureNames: Readonly<Record<Measure, { readonly zh: string; readonly en: string; readonly unit: string }>> = {
  coverage: { zh: '覆盖率', en: 'coverage', unit: '家·类别 firms' },
  continuity: { zh: '衔接率', en: 'continuity', unit: '次交付 deliveries' },
  completeness: { zh: '完整率', en: 'completeness', unit: '条记录 records' },
};
