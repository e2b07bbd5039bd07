import { both, nationalScheme } from '../../national.ts';
import { bracketed, meanings, provinceCharacter, provinceNamed } from '../../rules.ts';

const origins = meanings({
  准: ['境内', 'domestic'],
  进: ['进口', 'imported'],
  许: ['港澳台', 'Hong Kong, Macao, Taiwan'],
});

/** 医疗器械注册证编号. */
export const deviceRegistration = nationalScheme({
  id: 'devicereg',
  name: both('医疗器械注册证编号', 'Medical device registration'),
  source: '医疗器械注册与备案管理办法',
  verified: false,
  strength: 'checked',
  grain: 'document',
  shape: { chinese: '械注' },
  spell: bracketed,
  pattern: new RegExp(`^(国|${provinceCharacter})(械注)(准|进|许)(\\d{4})([123])(\\d{2})(\\d{4})$`),
  segments: [
    ['authority', '审批部门', 'authority', provinceNamed],
    ['prefix', '前缀', 'prefix'],
    ['origin', '产地', 'origin', origins],
    ['year', '首次注册年份', 'year of first registration'],
    ['class', '管理类别', 'risk class'],
    ['category', '产品分类', 'product category'],
    ['serial', '流水号', 'serial'],
  ],
});
