/** Reasons and objects of audit entries as people read them: what was written down stays as it is, and stands beside it. Pure. */
import type { Words } from '../../categories/definition.ts';
import { categories } from '../../categories/index.ts';
import { shippedProfiles } from '../../categories/profiles/index.ts';

/** What a reason begins with; the longest that fits counts. */
const heads: Readonly<Record<string, string>> = {
  'case opened': '立案',
  'case extended': '案件延期',
  'case closed': '结案',
  'first password given': '发放初始密码',
  'second factor set up': '设置第二步验证',
  'second factor reset': '重置第二步验证',
  'second factor': '第二步验证',
  'recovery codes': '更换恢复码',
  'password change': '修改密码',
  password: '密码',
  'identity linked': '关联其他登录方式',
  'delegation granted': '授权代办',
  'delegation withdrawn': '撤回代办授权',
  'ended by an administrator': '由管理员结束登录',
  ended: '结束',
  made: '开通',
  'given to': '授权给',
  withdrawn: '撤回',
  published: '公开',
  'drafted for': '起草',
  found: '发起',
  invite: '邀请',
  accept: '同意',
  decline: '谢绝',
  leave: '退出',
  remove: '移出',
  registered: '登记',
  approve: '审核通过',
  licence: '证照',
  identifier: '标识',
  site: '场所',
  draft: '起草',
  drill: '演练',
  answer: '答复',
  confirm: '核实或确认',
  order: '责令整改',
  dismiss: '认定不成立',
  assign: '交办',
  close: '办结',
  reopen: '重新办理',
  rectify: '整改',
  explain: '说明',
  note: '备注',
  undo: '撤销上一步',
  publish: '发布',
  extend: '扩大或延长',
  complete: '办结',
  withdraw: '撤回',
  drop: '不再发起',
  refuse: '不予受理',
  transfer: '移送',
  proof: '上传证明',
  'recall report': '召回报告',
  'recall list': '召回清单',
  trace: '追溯结果',
  set: '设置',
  dropped: '删除',
  stated: '登记',
  unchanged: '未改变',
  refused: '被拒绝',
  quality: '质量或安全',
  label: '标签',
  findings: '监测发现',
  digest: '每日摘要',
  recall_published: '召回清单',
};
const ordered = Object.entries(heads).sort(([a], [b]) => b.length - a.length);

/** `codes`: sentences of the catalogue of errors, for what was denied. Undefined where nothing is known of it. */
export function reasonSaid(
  reason: string,
  {
    nameOf,
    codes,
  }: { readonly nameOf: (id: string) => string | undefined; readonly codes: (code: string) => string | undefined },
): string | undefined {
  const rows = /^(\d+) of (\d+) rows$/.exec(reason);
  if (rows !== null) return `${rows[2]} 行中登记 ${rows[1]} 行`;
  const denied = codes(reason);
  if (denied !== undefined) return denied;
  const [head, zh] =
    ordered.find(([each]) => reason === each || reason.startsWith(`${each}:`) || reason.startsWith(`${each} `)) ?? [];
  if (head === undefined || zh === undefined) return undefined;
  const rest = reason
    .slice(head.length)
    .replace(/^:\s*|^\s+/, '')
    .replace(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g, (id) => nameOf(id) ?? id.slice(0, 8))
    .replace(/: /g, '：');
  return rest === '' ? zh : `${zh}：${rest}`;
}

const nouns: Readonly<Record<string, Words>> = {
  look: { zh: '案件', en: 'case' },
  finding_decided: { zh: '监测发现', en: 'finding' },
  recall_decided: { zh: '召回或演练', en: 'recall or drill' },
  group_changed: { zh: '追溯联合体', en: 'joint group' },
  consent_changed: { zh: '授权', en: 'consent' },
  token_made: { zh: '令牌', en: 'token' },
  token_revoked: { zh: '令牌', en: 'token' },
  notices_subscribed: { zh: '通知订阅', en: 'subscription' },
  notices_paused: { zh: '通知订阅', en: 'subscription' },
  notices_resumed: { zh: '通知订阅', en: 'subscription' },
  notices_ended: { zh: '通知订阅', en: 'subscription' },
  exposure_changed: { zh: '曝光', en: 'exposure' },
  rule_changed: { zh: '规则草案', en: 'draft' },
  takeover_declared: { zh: '历史数据接收', en: 'takeover' },
  complaint_made: { zh: '投诉举报', en: 'complaint' },
  complaint_handled: { zh: '投诉举报', en: 'complaint' },
};

/** What an object is, with as much of its id as tells it from others; registers by their names. Undefined for an address or a code. */
export function objectSaid(kind: string, object: string, reason = ''): string | undefined {
  const [path = '', ...key] = object.split(' ');
  const [category, register] = path.split('/');
  const known = shippedProfiles.find((each) => each.category === category);
  const row = known?.registers?.find(({ id }) => id === register);
  if (row !== undefined) {
    const of = categories.find(({ id }) => id === category)?.zh ?? category;
    return `${of} · ${row.zh}${key.length === 0 ? '' : ` ${key.join(' ')}`}`;
  }
  const noun = kind === 'rights_changed' && reason.startsWith('case') ? nouns.look : nouns[kind];
  if (noun === undefined) return undefined;
  return /^[\da-f]{8}-[\da-f-]{27}$/.test(object) ? `${noun.zh} ${object.slice(0, 8)}` : `${noun.zh} ${object}`;
}
