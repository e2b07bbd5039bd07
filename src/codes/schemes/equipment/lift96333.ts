import { both, nationalScheme } from '../../national.ts';

/** 电梯应急识别码: six digits read out to the rescue line. Unique within a city only. */
export const lift96333 = nationalScheme({
  id: 'lift96333',
  name: both('电梯应急识别码（96333）', 'Lift rescue code (96333)'),
  source: '电梯应急处置平台；在一市内唯一',
  verified: false,
  strength: 'opaque',
  grain: 'instance',
  shape: { digits: [6] },
  pattern: /^(\d{6})$/,
  segments: [['code', '识别码', 'code']],
  warnings: () => [both('仅在一市内唯一', 'unique within one city only')],
});
