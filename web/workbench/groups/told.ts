/** What the interface tells of joint groups. */
import { type Words, words } from '../lib/words.tsx';

export type MemberState = 'invited' | 'joined' | 'declined' | 'left' | 'removed';

export interface GroupTold {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  readonly lead: string;
  readonly categories: readonly string[];
  readonly products: readonly string[] | null;
  readonly foundedAt: string;
  readonly endedAt?: string;
  readonly state: MemberState;
}

export interface GroupDetails extends GroupTold {
  readonly members: readonly {
    readonly organisation: string;
    readonly name: string | null;
    readonly state: MemberState;
    readonly changedAt: string;
  }[];
  readonly acts: readonly {
    readonly at: string;
    readonly act: string;
    readonly organisation: string;
    readonly other?: string;
    readonly through?: string;
    readonly reason?: string;
  }[];
  readonly openSteps: readonly string[];
}

export const stateWords: Readonly<Record<MemberState, Words>> = {
  invited: words('受邀', 'invited'),
  joined: words('成员', 'member'),
  declined: words('已谢绝', 'declined'),
  left: words('已退出', 'left'),
  removed: words('已移出', 'removed'),
};
export const stateTone: Readonly<Record<MemberState, string>> = {
  invited: 'warn',
  joined: 'ok',
  declined: '',
  left: '',
  removed: '',
};

export const actWords: Readonly<Record<string, Words>> = {
  found: words('发起', 'founded'),
  invite: words('邀请', 'invited'),
  accept: words('同意加入', 'agreed'),
  decline: words('谢绝', 'declined'),
  remove: words('移出', 'removed'),
  hand_over: words('移交牵头', 'handed the lead over'),
  leave: words('退出', 'left'),
};

/** What joining means, said before one does. */
export const meaning = words(
  '成员可以看到彼此在约定范围内的记录与链条（包括以往的），不含个人信息和价格；危险品从不共享。随时可以退出，退出后彼此立即看不到。',
  'Members see each other’s records and chains within what is agreed, earlier ones too, without personal data and prices; dangerous goods ' +
    'never. One may leave at any time, and from then on neither sees the other.',
);
