/** The rules and settings as tables for people; `docs/access.md` holds them, and a test compares. */
import { type Rule, rules } from './rules/index.ts';
import { type Setting, settings } from './settings.ts';

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const table = (heading: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(heading), row(heading.map(() => '---')), ...rows.map(row)].join('\n');

function whoOf({ who }: Rule): string {
  const parts = [
    who.kinds?.join(', '),
    who.organisations?.join(', '),
    who.mandate,
    who.functions === undefined ? undefined : `function ${who.functions.join(' / ')}`,
    who.standing === undefined ? undefined : who.standing === 'approved' ? '已通过审核 approved' : '未通过审核 not approved',
    who.roles === undefined ? undefined : `as ${who.roles.join(' / ')}`,
  ];
  return parts.filter((part) => part !== undefined).join('; ') || '任何人 anybody';
}

function whatOf({ what }: Rule): string {
  const relations = {
    owner: '本单位记录 own',
    party: '本单位参与 party',
    grantor: '授权单位 grantor',
    member: '会员 members',
    peer: '联合体成员记录 of members of the group',
    self: '本单位 itself',
  };
  const parts = [
    what.relation === undefined ? undefined : relations[what.relation],
    what.categories?.join(', '),
    what.steps === undefined ? undefined : `steps ${what.steps.join(', ')}`,
    what.upstream ? '来路 upstream' : undefined,
    what.kinds?.join(' / '),
    what.without === undefined ? undefined : `without ${what.without.join(', ')}`,
    what.states?.join(' / '),
    what.listed ? '公开名录 listed' : undefined,
    what.parts === undefined ? undefined : `parts ${what.parts.join(', ')}`,
  ];
  return parts.filter((part) => part !== undefined).join('; ') || '—';
}

export const rulesTable = (): string =>
  table(
    [
      'id',
      '规则 rule',
      '谁 who',
      '做什么 does',
      '对什么 to what',
      '何地 where',
      '为何 why',
      '字段 fields',
      '依据 source',
      '已核对 verified',
      '自 from',
    ],
    rules.map((rule) => [
      `\`${rule.id}\``,
      `${rule.effect === 'deny' ? '**禁止 deny** ' : ''}${rule.title.zh}<br>${rule.title.en}`,
      whoOf(rule),
      rule.actions.join(', '),
      whatOf(rule),
      rule.where === 'own' ? '辖区 own area' : '不限 anywhere',
      rule.why,
      rule.effect === 'deny' ? '—' : rule.fields,
      rule.source.text,
      rule.source.verified ? '是 yes' : '否 no',
      `${rule.from}${rule.to === undefined ? '' : ` – ${rule.to}`}`,
    ]),
  );

export const settingsTable = (): string =>
  table(
    ['名称 name', '值 value', '说明 meaning', '依据 source', '已核对 verified'],
    Object.entries(settings).map(([name, { value, zh, en, source, verified }]: [string, Setting]) => [
      `\`${name}\``,
      String(value),
      `${zh} ${en}`,
      source,
      verified ? '是 yes' : '否 no',
    ]),
  );
