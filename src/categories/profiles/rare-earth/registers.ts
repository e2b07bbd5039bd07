/**
 * What is registered of rare earth beside the log: enterprises, quotas, export licences, environmental labels. All may be empty: a city
 * need have no named enterprise.
 */
import type { Register } from '../../definition.ts';
import { column, unverified } from '../../fields.ts';

const from = column('from', '有效期自', 'Valid from', 'date');
const until = column('until', '有效期至', 'Valid until', 'date');
const source = unverified('登记项为平台设计；名单、指标与许可以主管部门系统为准');

export const registers: readonly Register[] = [
  {
    id: 'rare_earth_enterprise',
    zh: '稀土企业',
    en: 'Rare-earth enterprises',
    key: { zh: '统一社会信用代码', en: 'Credit code', schemes: ['uscc'] },
    columns: [
      column('mining', '列入开采企业名单', 'Named for mining', 'flag'),
      column('separating', '列入冶炼分离企业名单', 'Named for separation', 'flag'),
      column(
        'role',
        '类别（named 名单企业、smelter 金属冶炼、recycler 综合利用、trader 贸易、user 使用）',
        'Kind (named, smelter, recycler, trader, user)',
        'text',
      ),
      from,
      until,
    ],
    source,
  },
  {
    id: 'quota',
    zh: '总量控制指标',
    en: 'Quotas',
    key: { zh: '指标编号', en: 'Number of the quota' },
    columns: [
      column('enterprise', '企业', 'Enterprise', 'text'),
      column('kind', '类别（mining、separation）', 'Kind (mining, separation)', 'text'),
      column('year', '年度', 'Year', 'number'),
      column('reoMass', '指标数量（REO）', 'Amount in REO', 'number', { unit: 'KGM' }),
      from,
      until,
    ],
    source,
  },
  {
    id: 'export_licence',
    zh: '两用物项出口许可证',
    en: 'Export licences',
    key: { zh: '许可证号', en: 'Licence number' },
    columns: [
      column('controlCode', '管制编码', 'Control code', 'text'),
      column('quantity', '许可数量', 'Licensed amount', 'number', { unit: 'KGM' }),
      column('endUser', '最终用户', 'End user', 'text'),
      column('kind', '单项或通用', 'Single or general', 'text'),
      from,
      until,
    ],
    source,
  },
  {
    id: 'environment_label',
    zh: '环境标志认证证书',
    en: 'Environmental label certificates',
    key: { zh: '证书号', en: 'Certificate number' },
    columns: [
      column('enterprise', '企业', 'Enterprise', 'text'),
      column('scope', '认证范围', 'Scope', 'text'),
      column('issuer', '认证机构', 'Issued by', 'text', { optional: true }),
      from,
      until,
    ],
    source,
  },
];
