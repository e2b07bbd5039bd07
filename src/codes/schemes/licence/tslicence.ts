import { both, nationalScheme } from '../../national.ts';

/** 特种设备许可证编号. */
export const specialEquipmentLicence = nationalScheme({
  id: 'tslicence',
  name: both('特种设备许可证编号', 'Special equipment licence'),
  source: 'TSG 07-2019',
  verified: true,
  strength: 'checked',
  grain: 'document',
  shape: { ascii: [13, 13] },
  spell: ({ code }) => code.replace(/\s/g, '').toUpperCase(),
  pattern: /^(TS)(\d{7})-(\d{4})$/,
  segments: [
    ['prefix', '前缀', 'prefix'],
    ['number', '编号（含发证机关与流水号）', 'number, with the issuing authority and a serial'],
    ['expiry', '有效期至', 'valid to the year'],
  ],
});
