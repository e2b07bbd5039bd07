import { both, nationalScheme } from '../../national.ts';
import { bracketed, meanings } from '../../rules.ts';

const kinds = meanings({
  YP: ['婴幼儿配方乳粉', 'infant formula'],
  TY: ['特殊医学用途配方食品', 'food for special medical purposes'],
});

/** 特殊食品注册号（国食注字）. */
export const infantFormula = nationalScheme({
  id: 'infantformula',
  name: both('特殊食品注册号（国食注字）', 'Special food registration'),
  source: '婴幼儿配方乳粉产品配方注册管理办法',
  verified: false,
  strength: 'checked',
  grain: 'document',
  shape: { chinese: '国食注字' },
  spell: bracketed,
  pattern: /^(国食注字)(YP|TY|JY)(\d{4})(\d{4})$/,
  segments: [
    ['prefix', '前缀', 'prefix'],
    ['kind', '类别', 'kind', kinds],
    ['year', '年份', 'year'],
    ['serial', '顺序号', 'serial'],
  ],
});
