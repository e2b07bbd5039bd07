import { both, nationalScheme } from '../../national.ts';
import { bracketed, provinceCharacter, provinceNamed } from '../../rules.ts';

/** 农药生产许可证. */
export const pesticideProduction = nationalScheme({
  id: 'pesticideproduction',
  name: both('农药生产许可证', 'Pesticide production licence'),
  source: '农药生产许可管理办法',
  verified: true,
  strength: 'checked',
  grain: 'document',
  shape: { chinese: '农药生许' },
  spell: bracketed,
  pattern: new RegExp(`^(农药生许)\\((${provinceCharacter})\\)(\\d{4})$`),
  segments: [
    ['prefix', '前缀', 'prefix'],
    ['province', '省', 'province', provinceNamed],
    ['serial', '编号', 'number'],
  ],
});
