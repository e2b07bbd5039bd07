import { both, nationalScheme } from '../../national.ts';
import { bracketed, provinceCharacter, provinceNamed } from '../../rules.ts';

/** 医疗器械备案编号. */
export const deviceFiling = nationalScheme({
  id: 'devicefiling',
  name: both('医疗器械备案编号', 'Medical device filing'),
  source: '医疗器械注册与备案管理办法',
  verified: false,
  strength: 'checked',
  grain: 'document',
  shape: { chinese: '械备' },
  spell: bracketed,
  pattern: new RegExp(`^(国|${provinceCharacter}[\\u4e00-\\u9fff]?)(械备)(进|许)?(\\d{4})(\\d{4})$`),
  segments: [
    ['authority', '备案部门', 'authority', (value) => provinceNamed(value.slice(0, 1))],
    ['prefix', '前缀', 'prefix'],
    ['origin', '产地', 'origin'],
    ['year', '年份', 'year'],
    ['serial', '流水号', 'serial'],
  ],
});
