/** The measures, and what each counts: the three of the notice, and of completeness the part that is a matter of time alone. */
export const measures = ['coverage', 'continuity', 'completeness'] as const;
export const allMeasures = [...measures, 'timeliness'] as const;
export type Measure = (typeof allMeasures)[number];

export const measureNames: Readonly<Record<Measure, { readonly zh: string; readonly en: string; readonly unit: string }>> = {
  coverage: { zh: '覆盖率', en: 'coverage', unit: '家·类别 firms' },
  continuity: { zh: '衔接率', en: 'continuity', unit: '次交付 deliveries' },
  completeness: { zh: '完整率', en: 'completeness', unit: '条记录 records' },
  timeliness: { zh: '及时率', en: 'timeliness', unit: '条记录 records' },
};
