import { gs1Scheme } from '../../gs1-scheme.ts';

/** Unit packs of tobacco: GTIN with a third-party controlled serial (EU 2018/574). */
export const upui = gs1Scheme({
  id: 'upui',
  primary: '01',
  name: { zh: '单元包装唯一标识', en: 'UPUI' },
  source: 'GS1 EPC Tag Data Standard 2.0 §6.3.14',
  grain: () => 'instance',
  takes: (values) => values.has('235'),
});
