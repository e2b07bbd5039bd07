import { both, nationalScheme } from '../../national.ts';
import { divisionOf, meanings, mod11And10, provinceFault, wrongCheck } from '../../rules.ts';

/** Categories of the food production licence, digits 2 and 3 of the number. */
const food = meanings({
  '01': ['粮食加工品', 'grain products'],
  '02': ['食用油、油脂及其制品', 'edible oils and fats'],
  '03': ['调味品', 'condiments'],
  '04': ['肉制品', 'meat products'],
  '05': ['乳制品', 'dairy products'],
  '06': ['饮料', 'beverages'],
  '07': ['方便食品', 'convenience food'],
  '08': ['饼干', 'biscuits'],
  '09': ['罐头', 'canned food'],
  10: ['冷冻饮品', 'frozen drinks'],
  11: ['速冻食品', 'quick-frozen food'],
  12: ['薯类和膨化食品', 'potato and puffed food'],
  13: ['糖果制品', 'confectionery'],
  14: ['茶叶及相关制品', 'tea'],
  15: ['酒类', 'alcoholic drinks'],
  16: ['蔬菜制品', 'vegetable products'],
  17: ['水果制品', 'fruit products'],
  18: ['炒货食品及坚果制品', 'roasted seeds and nuts'],
  19: ['蛋制品', 'egg products'],
  20: ['可可及焙烤咖啡产品', 'cocoa and coffee'],
  21: ['食糖', 'sugar'],
  22: ['水产制品', 'aquatic products'],
  23: ['淀粉及淀粉制品', 'starch'],
  24: ['糕点', 'pastry'],
  25: ['豆制品', 'bean products'],
  26: ['蜂产品', 'bee products'],
  27: ['保健食品', 'health food'],
  28: ['特殊医学用途配方食品', 'food for special medical purposes'],
  29: ['婴幼儿配方食品', 'infant formula'],
  30: ['特殊膳食食品', 'food for special diets'],
  31: ['其他食品', 'other food'],
});
const additives = meanings({
  '01': ['食品添加剂', 'food additives'],
  '02': ['食品用香精', 'flavourings'],
  '03': ['复配食品添加剂', 'compound additives'],
});
const kinds = meanings({ 1: ['食品', 'food'], 2: ['食品添加剂', 'food additive'] });

/** 食品生产许可证编号: SC and 14 digits. */
export const sc = nationalScheme({
  id: 'sc',
  name: both('食品生产许可证编号', 'Food production licence'),
  source: '食品生产许可管理办法；校验位 GB/T 17710 MOD 11,10',
  verified: true,
  strength: 'checked',
  grain: 'document',
  shape: { ascii: [16, 16] },
  pattern: /^SC(\d)(\d{2})(\d{6})(\d{4})(\d)$/,
  segments: [
    ['kind', '食品类别', 'food or additive', kinds],
    ['category', '许可类别', 'category', (value, parts) => (parts[0] === '2' ? additives : food)(value)],
    ['division', '行政区划', 'division', divisionOf],
    ['serial', '顺序码', 'serial'],
    ['check', '校验码', 'check digit'],
  ],
  faults: ([kind = '', category = '', division = '', , check = ''], code) => [
    kind === '1' || kind === '2' ? undefined : both(`首位为 ${kind}，应为 1 或 2`, `begins with ${kind}, expected 1 or 2`),
    (kind === '2' ? additives : food)(category) === undefined
      ? both(`没有类别 ${category}`, `there is no category ${category}`)
      : undefined,
    provinceFault(division),
    wrongCheck(check, mod11And10(code.slice(2, 15))),
  ],
});
