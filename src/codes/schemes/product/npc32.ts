import { both, nationalScheme } from '../../national.ts';
import { meanings } from '../../rules.ts';

const classes = meanings({
  1: ['农药登记（PD）', 'pesticide (PD)'],
  2: ['卫生用农药（WP）', 'public-health pesticide (WP)'],
  3: ['临时登记', 'provisional registration'],
});
const productions = meanings({
  1: ['登记证持有人生产', 'made by the holder'],
  2: ['委托加工', 'made under contract'],
  3: ['委托分装', 'packed under contract'],
});

/** 农药单元识别代码, 32 digits, one for each sales unit. It has no public check digit. */
export const npc32 = nationalScheme({
  id: 'npc32',
  name: both('农药单元识别代码', 'Pesticide unit code'),
  source: '农业部公告第2579号 (2017)',
  verified: true,
  strength: 'checked',
  grain: 'instance',
  shape: { digits: [32] },
  pattern: /^(\d)(\d{6})(\d)(\d{3})(\d{21})$/,
  segments: [
    ['class', '登记类别', 'class of registration', classes],
    ['registration', '登记证号后六位', 'last six digits of the registration', registrationOf],
    ['production', '生产类型', 'kind of production', productions],
    ['specification', '产品规格码', 'specification of the maker'],
    ['random', '随机码', 'random part'],
  ],
  faults: ([kind = '', , production = '']) => [
    classes(kind) === undefined ? both(`登记类别为 ${kind}，应为 1 至 3`, `class ${kind}, expected 1 to 3`) : undefined,
    productions(production) === undefined
      ? both(`生产类型为 ${production}，应为 1 至 3`, `kind of production ${production}, expected 1 to 3`)
      : undefined,
  ],
});

/** The last six digits alone are not unique: the class tells PD from WP, the century is a guess. */
function registrationOf(six: string, [kind]: readonly string[]) {
  const prefix = kind === '2' ? 'WP' : kind === '1' ? 'PD' : 'LS';
  return both(`可能为 ${prefix}20${six}`, `probably ${prefix}20${six}`);
}
