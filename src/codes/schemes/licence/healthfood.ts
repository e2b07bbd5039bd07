import { both, nationalScheme } from '../../national.ts';
import { bracketed, meanings } from '../../rules.ts';

const kinds = meanings({ 国食健注: ['注册', 'registered'], 食健备: ['备案', 'filed'] });
const origins = meanings({ G: ['国产', 'domestic'], J: ['进口', 'imported'] });

/** 保健食品注册备案号. */
export const healthFood = nationalScheme({
  id: 'healthfood',
  name: both('保健食品注册备案号', 'Health food registration'),
  source: '保健食品注册与备案管理办法',
  verified: false,
  strength: 'checked',
  grain: 'document',
  shape: { chinese: '健' },
  spell: bracketed,
  pattern: /^(国食健注|食健备)([GJ])(\d{4})(\d{4,8})$/,
  segments: [
    ['prefix', '类型', 'kind', kinds],
    ['origin', '产地', 'origin', origins],
    ['year', '年份', 'year'],
    ['serial', '顺序号', 'serial'],
  ],
  faults: ([prefix = '', , , serial = '']) => {
    const wanted = prefix === '食健备' ? 8 : 4;
    return [
      serial.length === wanted
        ? undefined
        : both(`年份后为 ${serial.length} 位，应为 ${wanted} 位`, `${serial.length} digits after the year, expected ${wanted}`),
    ];
  },
});
