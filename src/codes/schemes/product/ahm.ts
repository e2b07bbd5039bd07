import { both, nationalScheme } from '../../national.ts';

/** 医疗器械唯一标识, issued under AHM. No normative text was read: best effort. */
export const ahm = nationalScheme({
  id: 'ahm',
  name: both('医疗器械唯一标识（AHM）', 'UDI issued by AHM'),
  source: 'AHM 编码规则（未读到规范文本）',
  verified: false,
  strength: 'structured',
  grain: ([, , serial = '']) => (serial === '' ? 'lot' : 'instance'),
  shape: { ascii: [8, 120] },
  spell: ({ code }) => code,
  pattern: new RegExp(
    [
      /^MF([0-9A-Z]{1,13}?)(?=B[AN]|SN|MD|BD|ED|PL)/,
      /(?:B[AN]([!-)+-~]{1,20}?)\*?)?(?:SN([0-9A-Za-z]{1,20}?))?/,
      /(?:MD(\d{6}))?(?:BD(\d{6}))?(?:ED(\d{6}))?(?:PL(\d))?$/,
    ]
      .map(({ source }) => source)
      .join(''),
  ),
  segments: [
    ['device', '产品标识', 'device identifier'],
    ['lot', '批号', 'lot'],
    ['serial', '序列号', 'serial'],
    ['produced', '生产日期', 'production date'],
    ['best', '最佳使用日期', 'best before'],
    ['expiry', '失效日期', 'expiry'],
    ['level', '包装级别', 'package level'],
  ],
});
