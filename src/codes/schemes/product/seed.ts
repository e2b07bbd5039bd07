import { both, nationalScheme } from '../../national.ts';

/** 农作物种子标签二维码: four lines of text — variety, producer, unit code, address. */
export const seed = nationalScheme({
  id: 'seed',
  name: both('种子标签二维码', 'Seed label'),
  source: '农作物种子标签二维码编码规则 (2016)',
  verified: true,
  strength: 'checked',
  grain: 'instance',
  shape: { chinese: '' },
  // A URI names producer and unit only; a text of that form would be anything.
  spell: ({ text, code }) =>
    text === code
      ? code
          .split('\n')
          .map((line) => line.trim())
          .join('\n')
      : `=${code}`,
  pattern: /^(?:([^\n]{1,60})\n([^\n]{1,80})\n([0-9A-Za-z]{1,20})\n([^\n]{1,300})|=([^\n./]{1,80})\.([0-9A-Za-z]{1,20}))$/,
  segments: [
    ['variety', '品种名称', 'variety'],
    ['producer', '生产经营者或进口商', 'producer or importer'],
    ['unit', '单元识别代码', 'unit code'],
    ['address', '追溯网址', 'trace address'],
    ['producer', '生产经营者或进口商', 'producer or importer'],
    ['unit', '单元识别代码', 'unit code'],
  ],
  faults: ([, , unit = '', address = '', , named = '']) => [
    /\d/.test(unit + named) ? undefined : both('单元识别代码没有数字', 'the unit code has no digit'),
    named !== '' || /^(?:https?:\/\/)?[^\s/]+\.[^\s]+$/i.test(address)
      ? undefined
      : both('第四行不是网址', 'the fourth line is no web address'),
  ],
  warnings: () => [both('代码由企业自编，只在该企业内唯一', 'the code is the enterprise’s own and unique within it only')],
  canonical: ([, producer = '', unit = '', , named = '', namedUnit = '']) =>
    `${(producer || named).replace(/[\s:/.]/g, '')}.${unit || namedUnit}`,
});
