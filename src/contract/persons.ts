/** Personal data: exchanged for a token, shown masked, seen in the clear for a reason. */
import { time } from '../events/model.ts';
import { component, type Infer, oneOf, record, string, text, whole } from '../events/schema.ts';
import { answer, orNull } from './answer.ts';

/** What a value of a kind looks like is said by the kind. */
export const personRequest = (kinds: readonly string[], days: number) =>
  component(
    'PersonRequest',
    record(
      {
        kind: oneOf(kinds.join(', '), kinds),
        value: string,
        keepDays: whole(`a whole number of days from 1 to ${days}`, 1, days),
      },
      { required: ['kind', 'value'], others: 'any' },
    ),
  );
export type PersonRequest = Infer<ReturnType<typeof personRequest>>;

export const revealRequest = component(
  'RevealRequest',
  record(
    {
      reason: text('why it must be seen, in 5 to 300 characters', (value) => value.trim().length >= 5 && value.length <= 300, {
        minLength: 5,
        maxLength: 300,
      }),
    },
    { required: ['reason'], others: 'any' },
  ),
);
export type RevealRequest = Infer<typeof revealRequest>;

export const person = answer('Person', { token: string, kind: string, masked: orNull(string), keepUntil: time });
export type Person = Infer<typeof person>;
export const revealed = answer('Revealed', { token: string, kind: string, value: string });
export type Revealed = Infer<typeof revealed>;
