/**
 * The life of a joint traceability group (追溯联合体) as data: one firm leads and invites, the others agree and may leave at any time. What it
 * shares is agreed at its founding and never widened: for more another group is founded, to which everybody agrees anew. Pure.
 */
import { ZhuisuError } from '../errors.ts';

export const memberStates = {
  invited: { zh: '受邀', en: 'invited' },
  joined: { zh: '成员', en: 'member' },
  declined: { zh: '谢绝', en: 'declined' },
  left: { zh: '已退出', en: 'left' },
  removed: { zh: '已移出', en: 'removed' },
} as const;
export type MemberState = keyof typeof memberStates;

interface Step {
  readonly zh: string;
  readonly en: string;
  readonly by: 'lead' | 'joined' | 'invited';
  /** States of the other one that it is done to; undefined: nobody else. `none`: never was in it. */
  readonly other?: readonly (MemberState | 'none')[];
}

export const groupSteps = {
  invite: { zh: '邀请', en: 'invite', by: 'lead', other: ['none', 'declined', 'left', 'removed'] },
  accept: { zh: '同意加入', en: 'agree', by: 'invited' },
  decline: { zh: '谢绝', en: 'decline', by: 'invited' },
  remove: { zh: '移出或收回邀请', en: 'remove', by: 'lead', other: ['invited', 'joined'] },
  hand_over: { zh: '移交牵头', en: 'hand over the lead', by: 'lead', other: ['joined'] },
  leave: { zh: '退出', en: 'leave', by: 'joined' },
} as const satisfies Readonly<Record<string, Step>>;
export type GroupStep = keyof typeof groupSteps;

export interface Standing {
  readonly lead: string;
  readonly ended: boolean;
  readonly members: ReadonlyMap<string, MemberState>;
}

/** The steps that are open to an organisation. */
export function openSteps({ lead, ended, members }: Standing, organisation: string): GroupStep[] {
  if (ended) return [];
  const state = members.get(organisation);
  return (Object.keys(groupSteps) as GroupStep[]).filter((name) => {
    const { by } = groupSteps[name];
    return by === 'lead' ? state === 'joined' && lead === organisation : by === state;
  });
}

export interface Outcome {
  /** Where organisations stand afterwards; only those that moved. */
  readonly states: ReadonlyMap<string, MemberState>;
  readonly lead: string;
  readonly ended: boolean;
}

/** What a step makes of a group. Whoever leads and leaves ends it. Throws group_step, naming what is open. */
export function afterStep(standing: Standing, step: GroupStep, actor: string, other: string | undefined): Outcome {
  const { lead, members } = standing;
  const open = openSteps(standing, actor);
  const row: Step = groupSteps[step];
  const fits = row.other === undefined ? other === undefined : other !== undefined && other !== actor;
  if (!open.includes(step) || !fits || (row.other !== undefined && !row.other.includes(members.get(other!) ?? 'none')))
    throw new ZhuisuError('group_step', {
      came: other === undefined ? step : `${step} ${members.get(other) ?? ''}`.trim(),
      expected: open.join(', ') || 'nothing',
    });
  const moved = (organisation: string, state: MemberState): Outcome => ({
    states: new Map([[organisation, state]]),
    lead,
    ended: false,
  });
  switch (step) {
    case 'invite':
      return moved(other!, 'invited');
    case 'accept':
      return moved(actor, 'joined');
    case 'decline':
      return moved(actor, 'declined');
    case 'remove':
      return moved(other!, 'removed');
    case 'hand_over':
      return { states: new Map(), lead: other!, ended: false };
    case 'leave':
      return { ...moved(actor, 'left'), ended: actor === lead };
  }
}
