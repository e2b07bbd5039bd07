import { both, nationalScheme } from '../../national.ts';
import { provinceCharacter, provinceNamed } from '../../rules.ts';

/** 机动车号牌: province, office, five or (new energy) six characters. */
export const plate = nationalScheme({
  id: 'plate',
  name: both('机动车号牌', 'Number plate'),
  source: 'GA 36-2018',
  verified: false,
  strength: 'checked',
  grain: 'instance',
  shape: { chinese: '' },
  spell: ({ code }) => code.replace(/[\s·•.-]/g, '').toUpperCase(),
  pattern: new RegExp(`^(${provinceCharacter})([A-Z])([A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳])$`),
  segments: [
    ['province', '省', 'province', provinceNamed],
    ['office', '发牌机关', 'office'],
    ['number', '序号', 'number', (value) => (value.length === 6 ? both('新能源汽车', 'new energy vehicle') : undefined)],
  ],
});
