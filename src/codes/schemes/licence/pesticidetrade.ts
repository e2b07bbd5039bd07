import { both, nationalScheme } from '../../national.ts';
import { bracketed, provinceCharacter, provinceNamed } from '../../rules.ts';

/** 农药经营许可证. */
export const pesticideTrade = nationalScheme({
  id: 'pesticidetrade',
  name: both('农药经营许可证', 'Pesticide trade licence'),
  source: '农药经营许可管理办法；编号位数未确认',
  verified: false,
  strength: 'checked',
  grain: 'document',
  shape: { chinese: '农药经许' },
  spell: bracketed,
  pattern: new RegExp(`^(农药经许)\\((${provinceCharacter})\\)(\\d{1,20})$`),
  segments: [
    ['prefix', '前缀', 'prefix'],
    ['province', '省', 'province', provinceNamed],
    ['number', '编号', 'number'],
  ],
});
