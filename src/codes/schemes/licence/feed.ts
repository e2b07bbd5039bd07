import { both, nationalScheme } from '../../national.ts';
import { bracketed, provinceCharacter, provinceNamed } from '../../rules.ts';

/** 饲料生产许可证. */
export const feed = nationalScheme({
  id: 'feed',
  name: both('饲料生产许可证', 'Feed production licence'),
  source: '饲料和饲料添加剂生产许可管理办法',
  verified: false,
  strength: 'checked',
  grain: 'document',
  shape: { chinese: '饲' },
  spell: bracketed,
  pattern: new RegExp(`^(${provinceCharacter})(饲证|饲添|饲预)\\((\\d{4})\\)([A-Z]?\\d{5})$`),
  segments: [
    ['province', '省', 'province', provinceNamed],
    ['kind', '类别', 'kind'],
    ['year', '年份', 'year'],
    ['number', '编号', 'number'],
  ],
});
