/** What is taken over from an earlier system. */
import { time } from '../events/model.ts';
import { component, type Infer, list, record, string, text } from '../events/schema.ts';
import { answer, orNull } from './answer.ts';

const uuid = text('a uuid', (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value), { format: 'uuid' });
const said = (most: number) =>
  text(`1 to ${most} characters`, (value) => value.trim().length >= 1 && value.length <= most, { minLength: 1, maxLength: most });

/** `before`: now unless given. */
export const takeoverRequest = component(
  'TakeoverRequest',
  record(
    { organisation: uuid, system: said(200), reason: said(500), before: time, until: time },
    { required: ['system', 'reason', 'until'], others: 'none' },
  ),
);
export type TakeoverRequest = Infer<typeof takeoverRequest>;

export const takeover = answer('Takeover', {
  id: uuid,
  organisation: orNull(string),
  system: string,
  reason: string,
  before: time,
  declaredAt: time,
  until: time,
});
export type TakeoverAnswer = Infer<typeof takeover>;
export const takeovers = answer('Takeovers', { takeovers: list(takeover) });
