import { both, nationalScheme } from '../../national.ts';

/** 有机码: certifier, year, random digits. */
export const organic17 = nationalScheme({
  id: 'organic17',
  name: both('有机码', 'Organic product code'),
  source: '有机产品认证实施规则',
  verified: true,
  strength: 'structured',
  grain: 'instance',
  shape: { digits: [17], chinese: '有机码' },
  spell: ({ bare }) => bare.replace(/^有机码[:：]?/, ''),
  pattern: /^(\d{3})(\d{2})(\d{12})$/,
  segments: [
    ['certifier', '认证机构', 'certification body'],
    ['year', '年份', 'year'],
    ['random', '随机码', 'random part'],
  ],
});
