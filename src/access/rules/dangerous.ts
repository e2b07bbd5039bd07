/**
 * Dangerous goods have no single lead: each body sees the steps of its own function, in its own area, and nobody else sees anything
 * but under a case. The split by function is that of the regulations; which business steps stand for a function is this system's reading.
 */
import { actingOfficials, officials } from './departments.ts';
import { law, noticeDay, proposal, type Rule, seed, type Words } from './rule.ts';

interface Cell {
  /** Function of the department in the jurisdiction's file. */
  readonly function: string;
  readonly title: Words;
  /** Absent: every step. */
  readonly steps?: readonly string[];
  readonly source: Rule['source'];
}

/** The division of 2013; the articles of the law that has been in force since 2026-05-01 could not be read. */
const chemicals = (more: string): Rule['source'] =>
  proposal(`${more}危险化学品安全管理条例（2013）第六条，2026-05-01 起的危险化学品安全法条号未核对`);

const made = ['commissioning', 'creating_class_instance', 'assembling', 'packing'];
const traded = ['shipping', 'receiving', 'accepting', 'void_shipping', 'retail_selling', 'dispensing'];
const kept = ['storing', 'holding', 'stock_taking', 'cycle_counting', 'reserving'];
const moved = ['shipping', 'receiving', 'departing', 'arriving', 'transporting', 'loading', 'unloading', 'consigning'];
const ended = ['destroying', 'decommissioning'];

const cells: readonly Cell[] = [
  {
    function: 'dangerous_flow',
    title: { zh: '公安：流向全程', en: 'Public security: the whole flow' },
    source: chemicals('民用爆炸物品安全管理条例第四条；'),
  },
  {
    function: 'explosives_industry',
    title: { zh: '工信：生产、销售、销毁', en: 'Industry: making, selling, destroying' },
    steps: [...made, ...traded, ...ended],
    source: law('民用爆炸物品安全管理条例第四条、第四十三条'),
  },
  {
    function: 'work_safety',
    title: { zh: '安监（应急）：生产、经营、储存、使用', en: 'Work safety: making, trading, storing, using' },
    steps: [...made, ...traded, ...kept, 'inspecting'],
    source: chemicals('烟花爆竹安全管理条例第四条；'),
  },
  {
    function: 'hazardous_waste',
    title: { zh: '环保：废弃处置', en: 'Environment: disposal' },
    steps: ended,
    source: chemicals(''),
  },
  {
    function: 'road_transport',
    title: { zh: '交通：道路运输', en: 'Transport: carriage by road' },
    steps: moved,
    source: chemicals(''),
  },
  {
    function: 'dangerous_product_quality',
    title: { zh: '质监：生产许可与产品质量', en: 'Quality: production licence and product quality' },
    steps: [...made, 'inspecting', 'sampling'],
    source: chemicals('烟花爆竹安全管理条例第四条；'),
  },
];

/** Functions in dangerous goods. */
export const dangerousFunctions = cells.map((cell) => cell.function);
/** Those that license or permit making, trading, keeping or moving. */
const reviewing = ['dangerous_flow', 'explosives_industry', 'work_safety'];

export const dangerous: readonly Rule[] = [
  ...cells.map(
    (cell): Rule => ({
      id: `dangerous-${cell.function}`,
      title: cell.title,
      effect: 'allow',
      who: { organisations: ['department'], roles: officials, functions: [cell.function] },
      actions: ['query', 'trace', 'count'],
      what: { categories: ['closed'], ...(cell.steps === undefined ? {} : { steps: cell.steps }) },
      where: 'own',
      why: 'duty',
      fields: 'business',
      source: cell.source,
      from: noticeDay,
    }),
  ),
  {
    id: 'dangerous-registry',
    title: {
      zh: '对危险品负有职能的部门看本辖区危险品主体的登记',
      en: 'A body with a function in dangerous goods reads the registrations of its area in them',
    },
    effect: 'allow',
    who: { organisations: ['department'], roles: officials, functions: dangerousFunctions },
    actions: ['organisation_read'],
    what: { categories: ['closed'] },
    where: 'own',
    why: 'duty',
    fields: 'business',
    source: seed('四（六）按职能分工负责'),
    from: noticeDay,
  },
  {
    id: 'dangerous-registry-review',
    title: {
      zh: '公安、工信、安监（应急）登记、审核本辖区危险品主体',
      en: 'Public security, industry and work safety register and review those of their area in dangerous goods',
    },
    effect: 'allow',
    who: { organisations: ['department'], roles: actingOfficials, functions: reviewing },
    actions: ['register', 'review'],
    what: { categories: ['closed'] },
    where: 'own',
    why: 'duty',
    fields: 'all',
    source: proposal('各许可机关依法各自许可；由谁审核登记为本系统设计'),
    from: noticeDay,
  },
  {
    id: 'dangerous-case',
    title: { zh: '对危险品负有职能的部门可立案查阅', en: 'A body with a function in dangerous goods may open a case' },
    effect: 'allow',
    who: { organisations: ['department'], roles: actingOfficials, functions: dangerousFunctions },
    actions: ['case'],
    what: {},
    where: 'own',
    why: 'duty',
    fields: 'all',
    source: seed('四（六）按职能分工负责'),
    from: noticeDay,
  },
  {
    id: 'dangerous-chain',
    title: {
      zh: '案件范围内看危险品：限负有职能的部门',
      en: 'Under a case dangerous goods are seen by the bodies with a function in them',
    },
    effect: 'allow',
    who: { organisations: ['department'], roles: actingOfficials, functions: dangerousFunctions },
    actions: ['query', 'trace', 'read_personal', 'reveal_personal'],
    what: { categories: ['closed'] },
    where: 'anywhere',
    why: 'case',
    fields: 'all',
    source: seed('四（六）按职能分工负责'),
    from: noticeDay,
  },
  {
    id: 'dangerous-define',
    title: {
      zh: '对危险品负有职能的部门起草、发布定义并管理登记簿',
      en: 'A body with a function in dangerous goods defines them and keeps their registers',
    },
    effect: 'allow',
    who: { organisations: ['department'], roles: actingOfficials, functions: dangerousFunctions },
    actions: ['define', 'keep_register', 'read_register'],
    what: { categories: ['closed'] },
    where: 'anywhere',
    why: 'duty',
    fields: 'all',
    source: seed('四（六）按职能分工负责'),
    from: noticeDay,
  },
];
