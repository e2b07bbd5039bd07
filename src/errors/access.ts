/** Why somebody may not. Rows of the catalogue in `../errors.ts`; each is the reason of a decision in `src/access`. */
import { type CatalogueRow, row } from './row.ts';

const security = 'epcisException:SecurityException';

export const accessErrors = {
  denied_scope: row(
    403,
    'This token, or the consent under which you act for another, is not for {cause}',
    'Use a token whose scopes include it, or ask the one you act for to widen its consent',
    '该令牌或代办授权的用途不包括：{cause}',
    '请使用包含此用途的令牌，或请被代办方放宽授权',
    security,
  ),
  denied_administrator: row(
    403,
    'Administrators of the system do not touch business data ({cause})',
    'Use an account of an organisation; the duties of the three administrators are kept apart',
    '系统、安全、审计管理员不接触业务数据（{cause}）',
    '请使用业务账号；三员职责分离',
    security,
  ),
  denied_role: row(
    403,
    'Your role in the organisation does not include {cause}',
    'Ask the administrator of your organisation',
    '您在本单位的角色不包括：{cause}',
    '请联系本单位管理员',
    security,
  ),
  denied_case: row(
    403,
    'The case does not cover this: it is over, closed, or another department’s',
    'Extend the case with a reason, or open one of your own',
    '案件不覆盖此项：已到期、已结案或属于其他部门',
    '请说明理由延长案件，或自行立案',
    security,
  ),
  denied_consent: row(
    403,
    'No consent in force covers this',
    'Ask the owner of the data for a consent',
    '没有有效的授权覆盖此项',
    '请向数据所属单位取得授权',
    security,
  ),
  group_step: row(
    409,
    '{came} is not open to you in this group now',
    'Open now: {expected}',
    '您现在不能在此联合体中进行 {came}',
    '现在可以：{expected}',
  ),
  denied_review: row(
    403,
    'Who reviews an organisation changes this of it: name, areas, categories, identifiers, what is said of its licences',
    'Ask the department that reviews you; address, sites in your areas and new licences you keep yourself',
    '名称、辖区、类别、标识和证照状态由审核单位变更',
    '请联系审核单位办理；地址、辖区内的场所和新证照可自行办理',
    security,
  ),
  denied_closed: row(
    403,
    'Dangerous goods are closed: no function of yours needs this record',
    'Where a law gives you the power, open a case and name it',
    '危险品数据不开放：您的职能不涉及该记录',
    '依法需要查阅的，请立案并写明依据',
    security,
  ),
  denied_category: row(
    403,
    'The category is not one of yours',
    'Ask the department that leads it, or open a case along the chain',
    '该类别不在您的职责范围内',
    '请联系该类别的牵头单位，或沿链条立案',
    security,
  ),
  denied_area: row(
    403,
    'It lies outside your area',
    'Ask the authority of that area',
    '不在您的辖区内',
    '请联系属地主管单位',
    security,
  ),
  denied_not_party: row(
    403,
    'You neither recorded it nor took part in it',
    'Ask the one who recorded it for a consent',
    '您既不是记录者，也不是该环节的一方',
    '请向记录方取得授权',
    security,
  ),
} as const satisfies Record<string, CatalogueRow>;
