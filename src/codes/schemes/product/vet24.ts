import { both, nationalScheme } from '../../national.ts';
import { dayFault } from '../../rules.ts';

/** 兽药二维码追溯码, 24 digits, issued by the national system. */
export const vet24 = nationalScheme({
  id: 'vet24',
  name: both('兽药产品追溯码', 'Veterinary drug trace code'),
  source: '农业部公告第2210号 (2015)',
  verified: true,
  strength: 'checked',
  grain: 'instance',
  shape: { digits: [24] },
  pattern: /^(\d{4})(\d{2})(\d{2})(\d{5})(\d{11})$/,
  segments: [
    ['year', '申请年份', 'year of application'],
    ['month', '月', 'month'],
    ['day', '日', 'day'],
    ['enterprise', '企业标识', 'enterprise'],
    ['random', '随机码', 'random part'],
  ],
  faults: ([year = '', month = '', day = '']) => [
    year.startsWith('20') ? undefined : both(`年份为 ${year}，应为 20 开头`, `year ${year}, expected 20..`),
    dayFault(year, month, day),
  ],
});
