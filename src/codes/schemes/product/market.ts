import { both, nationalScheme } from '../../national.ts';

/** 肉菜流通追溯 vouchers of SB/T 10680: only the lengths are known. */
export const market = nationalScheme({
  id: 'market',
  name: both('肉菜流通追溯码或凭证号', 'Meat and vegetable market code'),
  source: 'SB/T 10680-2012（位段未确认）',
  verified: false,
  strength: 'opaque',
  grain: 'document',
  shape: { digits: [9, 13, 20] },
  pattern: /^(\d+)$/,
  segments: [
    [
      'code',
      '编码',
      'code',
      (code) =>
        ({
          9: both('可能为节点码', 'possibly a node'),
          13: both('可能为经营者码', 'possibly a trader'),
          20: both('可能为追溯码或交易凭证号', 'possibly a trace code or voucher'),
        })[code.length],
    ],
  ],
  warnings: () => [both('位段规则未确认，仅按长度匹配', 'the layout was not confirmed: matched by length alone')],
});
