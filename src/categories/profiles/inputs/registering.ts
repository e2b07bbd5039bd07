/** 农业投入品 · 登记: what may be made, sold and used at all, and for what. */
import { ownStep, type Stage } from '../../definition.ts';
import { amount, choice, choices, date, number, text, when } from '../../fields.ts';
import {
  group,
  holder,
  maker,
  pesticideLot,
  pesticideNo,
  pesticideRegistration,
  productName,
  registrationNo,
  stageDesign,
  units,
} from './shared.ts';

const product = amount('product', ['产品编码', 'Code of the product'], 'things', units, { optional: true });
const classOf = (lot: string): string => lot.replace(/\/10\/.*/, '');

export const registeringStages: readonly Stage[] = [
  {
    id: 'registration',
    zh: '登记、审批、备案',
    en: 'Registration, approval, filing',
    event: { type: 'ObjectEvent', action: 'OBSERVE', bizStep: ownStep('registering'), disposition: 'active' },
    fields: [
      when(['获证时间', 'Time of the registration']),
      group(),
      product,
      registrationNo(),
      productName(),
      holder(),
      text('authority', ['批准部门', 'Authority'], { most: 80, sees: 'public' }),
      date('validUntil', ['有效期至', 'Valid until'], { optional: true, sees: 'public' }),
      text('scope', ['使用范围（作物与防治对象、靶动物、适宜区域）', 'Scope: crops and targets, animals, regions'], {
        sees: 'public',
        law: pesticideRegistration,
      }),
      text('content', ['有效成分、含量、剂型', 'Active ingredient, content, formulation'], { optional: true, sees: 'public' }),
      choice(
        'toxicity',
        ['毒性', 'Toxicity'],
        choices(
          ['slight', '微毒', 'slight'],
          ['low', '低毒', 'low'],
          ['moderate', '中等毒', 'moderate'],
          ['high', '高毒', 'high'],
          ['acute', '剧毒', 'acute'],
        ),
        { optional: true, sees: 'public' },
      ),
      number('interval', ['安全间隔期或休药期（天）', 'Pre-harvest interval or withdrawal period (days)'], {
        optional: true,
        least: 0,
        most: 365,
        whole: true,
        unit: 'DAY',
        sees: 'public',
      }),
      number('mostTimes', ['每季最多使用次数', 'Most uses a season'], { optional: true, least: 1, whole: true, sees: 'public' }),
    ],
    example: {
      time: '2023-05-06T09:00:00+08:00',
      group: 'pesticide',
      product: classOf(pesticideLot),
      registrationNo: pesticideNo,
      productName: '高效氯氟氰菊酯',
      holder: maker,
      authority: '农业农村部',
      validUntil: '2028-05-05',
      scope: '苹果树 桃小食心虫；茶树 茶小绿叶蝉',
      content: '高效氯氟氰菊酯 2.5% 水乳剂',
      toxicity: 'moderate',
      interval: 7,
      mostTimes: 2,
    },
    source: stageDesign,
  },
  {
    id: 'registration_change',
    zh: '登记变更、延续、注销',
    en: 'Registration changed, extended or cancelled',
    event: { type: 'ObjectEvent', action: 'OBSERVE', bizStep: ownStep('registration_changing') },
    fields: [
      when(['批准时间', 'Time of the decision']),
      group(),
      product,
      registrationNo(),
      holder(),
      choice(
        'change',
        ['事项', 'What changes'],
        choices(
          ['extended', '延续', 'extended'],
          ['changed', '变更', 'changed'],
          ['cancelled', '注销', 'cancelled'],
          ['revoked', '撤销', 'revoked'],
        ),
        { sees: 'public' },
      ),
      date('validUntil', ['有效期至', 'Valid until'], { optional: true, sees: 'public' }),
      text('reason', ['说明', 'Reason'], { sees: 'public' }),
    ],
    example: {
      time: '2026-01-06T09:00:00+08:00',
      group: 'pesticide',
      product: classOf(pesticideLot),
      registrationNo: pesticideNo,
      holder: maker,
      change: 'changed',
      validUntil: '2028-05-05',
      reason: '扩大使用范围：增加茶树',
    },
    source: stageDesign,
  },
];
