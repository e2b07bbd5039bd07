import { both, nationalScheme } from '../../national.ts';
import { bracketed } from '../../rules.ts';

/** 农作物种子生产经营许可证. */
export const seedLicence = nationalScheme({
  id: 'seedlicence',
  name: both('农作物种子生产经营许可证', 'Seed production and trade licence'),
  source: '农作物种子生产经营许可管理办法',
  verified: false,
  strength: 'checked',
  grain: 'document',
  shape: { chinese: '农种许字' },
  spell: bracketed,
  pattern: /^([A-F]?)\(([\u4e00-\u9fff]{1,3})\)(农种许字)\((\d{4})\)第(\d{4})号$/,
  segments: [
    ['class', '类别', 'class'],
    ['region', '发证地', 'place of issue'],
    ['prefix', '前缀', 'prefix'],
    ['year', '年份', 'year'],
    ['number', '编号', 'number'],
  ],
});
