import { checkDigit } from '../../check-digits.ts';
import { both, nationalScheme } from '../../national.ts';
import { wrongCheck } from '../../rules.ts';

/** 国家药品编码本位码: 86, 9 for drugs, body and check digit. */
export const drugNational = nationalScheme({
  id: 'drugnational',
  name: both('药品本位码', 'National drug code'),
  source: '国家药品编码管理规定；校验位按一个样本推得',
  verified: false,
  strength: 'checked',
  grain: 'class',
  shape: { digits: [14] },
  pattern: /^(86)(9)(\d{10})(\d)$/,
  segments: [
    ['country', '国别码', 'country'],
    ['category', '类别码（9 为药品）', 'category, 9 for drugs'],
    ['body', '本体码', 'body: holder and product'],
    ['check', '校验码', 'check digit'],
  ],
  faults: (parts, code) => [wrongCheck(parts[3]!, checkDigit(code.slice(0, 13)))],
});
