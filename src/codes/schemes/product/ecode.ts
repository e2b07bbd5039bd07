import { both, nationalScheme } from '../../national.ts';

/** Ecode, as read: only with its name before it, for its digits look like many other codes. */
export const ecode = nationalScheme({
  id: 'ecode',
  name: both('物品编码 Ecode', 'Ecode'),
  source: 'GB/T 31866-2015（位段未确认）',
  verified: false,
  strength: 'opaque',
  grain: 'instance',
  shape: { ascii: [8, 120] },
  spell: ({ text, code }) => (text === code ? code : `E=${code}`),
  pattern: /^E(?:code)?[:=]\s*([0-9A-Za-z.]{8,100})$/i,
  segments: [['code', '编码', 'code']],
  canonical: ([code = '']) => code,
});
