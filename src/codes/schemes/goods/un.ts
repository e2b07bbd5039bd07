import { both, nationalScheme } from '../../national.ts';
import { meanings } from '../../rules.ts';

/** UN number of dangerous goods. */
export const un = nationalScheme({
  id: 'un',
  name: both('危险货物联合国编号', 'UN number'),
  source: 'UN Model Regulations, Dangerous Goods List; GB 12268',
  verified: true,
  strength: 'structured',
  grain: 'substance',
  shape: { digits: [4], ascii: [6, 6] },
  pattern: /^(?:UN)?([0-3]\d{3})$/,
  segments: [
    [
      'number',
      '编号',
      'number',
      meanings({
        '0030': ['电引爆雷管', 'electric detonators'],
        '0081': ['A 型爆破炸药', 'blasting explosive type A'],
        '0082': ['B 型爆破炸药', 'blasting explosive type B'],
        '0241': ['E 型爆破炸药', 'blasting explosive type E'],
        '0255': ['电引爆雷管', 'electric detonators'],
        '0333': ['烟花', 'fireworks'],
        '0336': ['烟花', 'fireworks'],
        1001: ['溶解乙炔', 'acetylene, dissolved'],
        1005: ['无水氨', 'ammonia, anhydrous'],
        1017: ['氯', 'chlorine'],
        1072: ['压缩氧', 'oxygen, compressed'],
        1075: ['液化石油气', 'petroleum gases, liquefied'],
        1203: ['汽油', 'petrol'],
        1680: ['固态氰化钾', 'potassium cyanide, solid'],
        1689: ['固态氰化钠', 'sodium cyanide, solid'],
        1942: ['硝酸铵', 'ammonium nitrate'],
        2014: ['过氧化氢水溶液', 'hydrogen peroxide, aqueous'],
        2031: ['硝酸', 'nitric acid'],
      }),
    ],
  ],
  canonical: ([number = '']) => number,
});
