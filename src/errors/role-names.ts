/** What roles and kinds of organisation are called, where a refusal or a page says them. By their ids. */
import type { ErrorWords } from '../errors.ts';

export const roleNames: Readonly<Record<string, ErrorWords>> = {
  system_administrator: { zh: '系统管理员', en: 'system administrator' },
  security_administrator: { zh: '安全管理员', en: 'security administrator' },
  audit_administrator: { zh: '审计管理员', en: 'audit administrator' },
  organisation_administrator: { zh: '单位管理员', en: 'administrator of the organisation' },
  official: { zh: '工作人员', en: 'official' },
  inspector: { zh: '检查人员', en: 'inspector' },
  recorder: { zh: '记录员', en: 'recorder' },
  reader: { zh: '查阅员', en: 'reader' },
};

const placeNames: Readonly<Record<string, ErrorWords>> = {
  installation: { zh: '系统本身', en: 'the installation' },
  department: { zh: '部门', en: 'department' },
  zone: { zh: '集聚区', en: 'zone' },
  township: { zh: '镇、街道', en: 'township' },
  enterprise: { zh: '企业', en: 'enterprise' },
  association: { zh: '协会', en: 'association' },
  bank: { zh: '银行', en: 'bank' },
  insurer: { zh: '保险', en: 'insurer' },
  platform: { zh: '平台', en: 'platform' },
  vendor: { zh: '服务商', en: 'vendor' },
};

/** Several with a comma. What has no name here stands as it is. */
export function rolesSaid(...ids: readonly string[]): ErrorWords {
  const each = ids.map((id) => roleNames[id] ?? placeNames[id] ?? { zh: id, en: id });
  return { zh: each.map(({ zh }) => zh).join('、'), en: each.map(({ en }) => en).join(', ') };
}
