/** What the audit log shows of reasons and objects: in Chinese, by names; what is not known stays as it was written. */
import { describe, expect, it } from 'vitest';
import { objectSaid, reasonSaid } from '../../src/http/console/audit-words.ts';

const id = '4167eec8-3a71-496e-9ece-8703e53d5e26';
const around = {
  nameOf: (each: string) => (each === id ? '沁园惠民超市' : undefined),
  codes: (code: string) => (code === 'denied_role' ? '该账号没有此项权限' : undefined),
};
const reasons: readonly (readonly [written: string, said: string | undefined])[] = [
  ['case opened: 抽检超标', '立案：抽检超标'],
  [`given to ${id}: 采购前核对`, '授权给：沁园惠民超市：采购前核对'],
  [`invite ${id}`, '邀请：沁园惠民超市'],
  ['invite 00000000-0000-4000-8000-000000000001', '邀请：00000000'],
  ['publish: ', '发布'],
  ['10 of 12 rows', '12 行中登记 10 行'],
  ['second factor set up', '设置第二步验证'],
  ['second factor', '第二步验证'],
  ['denied_role', '该账号没有此项权限'],
  ['confirmed by nobody', undefined],
  ['<script>alert(1)</script>', undefined],
];
const objects: readonly (readonly [kind: string, object: string, reason: string, said: string | undefined])[] = [
  ['finding_decided', id, 'confirm: x', '监测发现 4167eec8'],
  ['rights_changed', id, 'case opened: x', '案件 4167eec8'],
  ['complaint_made', 'TS261128-V52F4-DRVCK', 'quality', '投诉举报 TS261128-V52F4-DRVCK'],
  ['master_data_changed', 'inputs/pesticide_registration PD1', 'stated', '主要农业生产资料 · 农药登记 PD1'],
  ['denial', 'GET /api/v1/groups', 'not_allowed', undefined],
];

describe('an entry of the audit log', () => {
  it.each(reasons)('says of “%s”: %s', (written, said) => {
    expect(reasonSaid(written, around)).toBe(said);
  });
  it.each(objects)('of %s names %s (%s): %s', (kind, object, reason, said) => {
    expect(objectSaid(kind, object, reason)).toBe(said);
  });
});
