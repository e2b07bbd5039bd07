import { both, nationalScheme } from '../../national.ts';

/** Drug and serial as some packs print them, with their names. */
const labelled = /^药品(?:标识|追溯)码[:：]?(\d{7})[,，;；]?序列号[:：]?(\d{13})$/;

/**
 * 药品追溯码 of 20 digits. The first seven identify the drug and its package; the last digits hold a check that only the issuer can
 * compute, so a valid structure is no proof of anything.
 */
export const drug20 = nationalScheme({
  id: 'drug20',
  name: both('药品追溯码（20 位）', 'Drug trace code, 20 digits'),
  source: 'NMPAB/T 1002-2019',
  verified: true,
  strength: 'structured',
  grain: 'instance',
  shape: { digits: [20], chinese: '药品' },
  spell: ({ bare }) => bare.replace(labelled, '$1$2'),
  pattern: /^(\d{7})(\d{13})$/,
  segments: [
    ['drug', '药品标识码', 'drug identification code'],
    ['serial', '生产标识（含发码方校验）', 'serial, with the issuer’s check'],
  ],
  faults: (_, code) => [
    code.startsWith('8')
      ? undefined
      : both(`首位为 ${code[0]}，药品追溯码以 8 开头`, `begins with ${code[0]}, drug trace codes begin with 8`),
  ],
  warnings: (_, code) =>
    code.startsWith('8')
      ? [
          both(
            '末位校验只有发码方能验证：结构有效不等于真品',
            'only the issuer can verify the last digits: a valid structure is not proof of a genuine pack',
          ),
        ]
      : [],
});
