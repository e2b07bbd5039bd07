/** Joint traceability groups of firms (追溯联合体), and who recorded for whom. */
import { time } from '../events/model.ts';
import { component, type Infer, list, oneOf, pattern, record, string, text } from '../events/schema.ts';
import { answer, orNull } from './answer.ts';

const line = (least: number, most: number) =>
  text(
    `one line of ${least} to ${most} characters`,
    (value) => {
      const { length } = value.trim();
      return length >= least && length <= most && !/[\u0000-\u001f\u007f]/.test(value);
    },
    { minLength: least, pattern: '^[^\\u0000-\\u001f\\u007f]*$' },
  );
const uuid = pattern('a uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const code = text('a code of the product in any spelling', (value) => value.trim() !== '' && value.length <= 2_000, {
  minLength: 1,
  maxLength: 2_000,
});

export const groupRequest = (categories: readonly string[]) =>
  component(
    'GroupRequest',
    record(
      {
        name: line(2, 60),
        purpose: line(4, 300),
        categories: list(oneOf(categories.join(', '), categories), { least: 1, most: categories.length }),
        products: orNull(list(code, { least: 1, most: 50 })),
      },
      { required: ['name', 'purpose', 'categories'], others: 'none' },
    ),
  );
export type GroupRequest = Infer<ReturnType<typeof groupRequest>>;

export const groupStepRequest = (steps: readonly string[]) =>
  component(
    'GroupStep',
    record(
      { step: oneOf(`one of ${steps.join(', ')}`, steps), organisation: uuid, reason: line(2, 300) },
      { required: ['step'], others: 'none' },
    ),
  );
export type GroupStepRequest = Infer<ReturnType<typeof groupStepRequest>>;

const memberState = oneOf('invited, joined, declined, left or removed', ['invited', 'joined', 'declined', 'left', 'removed']);
const members = {
  id: string,
  name: string,
  purpose: string,
  lead: string,
  categories: list(string),
  products: orNull(list(string)),
  foundedAt: time,
  endedAt: time,
  state: memberState,
};
export const group = answer('Group', members, ['endedAt']);
export type Group = Infer<typeof group>;
export const groups = answer('Groups', { groups: list(group) });

const member = answer('GroupMember', { organisation: string, name: orNull(string), state: memberState, changedAt: time });
const act = answer(
  'GroupAct',
  {
    at: time,
    act: string,
    organisation: string,
    other: string,
    account: string,
    through: string,
    reason: string,
  },
  ['other', 'account', 'through', 'reason'],
);
export const groupDetails = answer(
  'GroupDetails',
  { ...members, members: list(member), acts: list(act), openSteps: list(string) },
  ['endedAt'],
);
export type GroupDetails = Infer<typeof groupDetails>;

/** What the people of another organisation recorded in the place of a firm. */
const actedEvent = answer('ActedEvent', {
  eventID: string,
  category: orNull(string),
  step: orNull(string),
  eventTime: time,
  recordTime: time,
  through: string,
  throughName: orNull(string),
  account: orNull(string),
  accountName: orNull(string),
});
export const actedEvents = answer('ActedEvents', { acted: list(actedEvent) });
export type ActedEvents = Infer<typeof actedEvents>;
