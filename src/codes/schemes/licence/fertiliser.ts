import { both, nationalScheme } from '../../national.ts';
import { bracketed, meanings, provinceCharacter } from '../../rules.ts';

const statuses = meanings({ 准: ['正式登记', 'full registration'], 临: ['临时登记', 'provisional registration'] });

/** 肥料登记证号. */
export const fertiliser = nationalScheme({
  id: 'fertiliser',
  name: both('肥料登记证号', 'Fertiliser registration'),
  source: '肥料登记管理办法',
  verified: false,
  strength: 'checked',
  grain: 'document',
  shape: { chinese: '肥' },
  spell: bracketed,
  pattern: new RegExp(`^((?:${provinceCharacter}|微生物)?(?:农)?肥)(?:\\((\\d{4})\\))?(准|临)字\\(?(\\d+)\\)?号?$`),
  segments: [
    ['prefix', '类别', 'kind'],
    ['year', '年份', 'year'],
    ['status', '登记类型', 'status', statuses],
    ['number', '编号', 'number'],
  ],
});
