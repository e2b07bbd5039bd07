import { compact } from '../check-digits.ts';
import { bareCode, nationalUrn } from '../national.ts';
import type { Scheme } from '../types.ts';

/**
 * 药品追溯码 of 20 digits. The first seven identify the drug and its package; the last digits hold a check that only the issuer can
 * compute, so a valid structure is no proof of anything.
 */
export const drug20: Scheme = {
  id: 'drug20',
  name: { zh: '药品追溯码（20 位）', en: 'Drug trace code, 20 digits' },
  source: 'NMPAB/T 1002-2019',
  verified: false,
  read(text) {
    const code = compact(bareCode(text, 'drug20') ?? '').replace(
      /^药品标识码[:：]?(\d{7})[,，;；]?序列号[:：]?(\d{13})$/,
      '$1$2',
    );
    if (!/^8\d{19}$/.test(code)) return undefined;
    return {
      scheme: 'drug20',
      canonical: nationalUrn('drug20', code),
      structure: 'valid',
      reasons: [],
      warnings: [
        {
          zh: '末位校验只有发码方能验证：结构有效不等于真品',
          en: 'only the issuer can verify the last digits: a valid structure is not proof of a genuine pack',
        },
      ],
      verified: false,
      grain: 'instance',
      segments: [
        { name: 'drug', label: { zh: '药品标识码', en: 'drug identification code' }, value: code.slice(0, 7) },
        {
          name: 'serial',
          label: { zh: '生产标识（含发码方校验）', en: 'serial, with the issuer’s check' },
          value: code.slice(7),
        },
      ],
    };
  },
};
