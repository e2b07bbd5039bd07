/** What is written down: a closed list. `bounded`: outsiders can cause it at will, so a flood is counted instead of written out. */
interface KindRow {
  readonly zh: string;
  readonly en: string;
  readonly bounded?: true;
}

export const auditKinds = {
  sign_in: { zh: '登录', en: 'signed in' },
  sign_in_failed: { zh: '登录失败', en: 'failed to sign in', bounded: true },
  sign_out: { zh: '退出登录', en: 'signed out' },
  denial: { zh: '拒绝访问', en: 'was denied', bounded: true },
  rate_limited: { zh: '超出频率限制', en: 'asked too often', bounded: true },
  reveal: { zh: '查看个人信息明文', en: 'saw personal data in the clear' },
  erasure: { zh: '删除到期个人信息', en: 'erased personal data' },
  look: { zh: '依案件查看', en: 'looked under a case' },
  export: { zh: '导出数据', en: 'took data out' },
  audit_read: { zh: '查阅审计日志', en: 'read the audit log' },
  account_changed: { zh: '账号变更', en: 'changed an account' },
  rights_changed: { zh: '权限变更', en: 'changed rights' },
  consent_changed: { zh: '授权变更', en: 'changed a consent' },
  group_changed: { zh: '追溯联合体变更', en: 'changed a joint group' },
  organisation_changed: { zh: '单位信息变更', en: 'changed an organisation' },
  rule_changed: { zh: '规则变更', en: 'changed a rule' },
  master_data_changed: { zh: '主数据变更', en: 'changed master data' },
  link_changed: { zh: '编码链接变更', en: 'changed a link of a code' },
  token_made: { zh: '签发令牌', en: 'made a token' },
  token_revoked: { zh: '撤销令牌', en: 'revoked a token' },
  finding_decided: { zh: '处置监测发现', en: 'dealt with a finding' },
  takeover_declared: { zh: '声明接收历史数据', en: 'declared that history is taken over' },
  notices_paused: { zh: '暂停通知', en: 'paused what one is told of' },
  notices_resumed: { zh: '恢复通知', en: 'went on being told' },
  notices_ended: { zh: '取消通知订阅', en: 'asked to be told no more' },
  notices_subscribed: { zh: '订阅通知', en: 'asked to be told of findings or recalls' },
  complaint_made: { zh: '提交投诉举报', en: 'filed a complaint', bounded: true },
  complaint_handled: { zh: '办理投诉举报', en: 'dealt with a complaint' },
  exposure_changed: { zh: '公开或撤下曝光', en: 'published or withdrew an exposure' },
  recall_decided: { zh: '处置召回或演练', en: 'dealt with a recall or drill' },
  settings_changed: { zh: '设置变更', en: 'changed settings' },
  keys_changed: { zh: '密钥变更', en: 'changed the keys' },
} as const satisfies Readonly<Record<string, KindRow>>;

export type AuditKind = keyof typeof auditKinds;
export const isAuditKind = (text: string): text is AuditKind => Object.hasOwn(auditKinds, text);
export const isBounded = (kind: AuditKind): boolean => 'bounded' in auditKinds[kind];

export type AuditOutcome = 'allowed' | 'denied' | 'failed';
export const auditOutcomes: readonly AuditOutcome[] = ['allowed', 'denied', 'failed'];
