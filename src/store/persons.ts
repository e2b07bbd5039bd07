/** Personal data: sealed values under tokens; erased values leave the token. */
import { ZhuisuError } from '../errors.ts';
import type { Database } from './database.ts';
import { personValues } from './sealed.ts';

export interface PersonRow {
  readonly token: string;
  readonly kind: string;
  /** As it was given; undefined once erased. */
  readonly value: string | undefined;
  /** Milliseconds since 1970. */
  readonly keepUntil: number;
}

interface Row extends Omit<PersonRow, 'value'> {
  readonly value: Buffer | null;
}

const columns = 'token, kind, value, extract(epoch from keep_until)::float8 * 1000 as "keepUntil"';

/** The kind goes into the digest, so that a number is found as what it was given. */
const lookupText = (kind: string, value: string): string => `${kind}\n${value}`;

const opened = (database: Database, { token, kind, value, keepUntil }: Row): PersonRow => {
  if (value === null) return { token, kind, value: undefined, keepUntil };
  const text = database.vault.unseal(personValues.purpose, value, token).toString('utf8');
  return { token, kind, value: text.slice(kind.length + 1), keepUntil };
};

/**
 * Puts a value under a token, or finds the token it has; the longer time to keep it counts. Throws key_unknown when the database is
 * already under a key that is not here.
 */
export async function putPerson(
  database: Database,
  person: { kind: string; value: string; keepUntil: number },
  newToken: () => string,
  now: number,
): Promise<PersonRow> {
  const put = (): Promise<Row | undefined> => tryPutPerson(database, person, newToken, now);
  let row = await put();
  if (row === undefined) {
    // Another process has added a key since this one last looked.
    database.vault.reload();
    row = await put();
  }
  if (row !== undefined) return opened(database, row);
  const [newest] = await database.query<{ key: string }>(newestKey);
  throw new ZhuisuError('key_unknown', { id: newest!.key });
}

const newestKey = 'select key from key_check order by at desc, key limit 1';

/** Undefined when the newest key of the database is not known here: the value may then lie under a digest that cannot be made here. */
async function tryPutPerson(
  database: Database,
  { kind, value, keepUntil }: { kind: string; value: string; keepUntil: number },
  newToken: () => string,
  now: number,
): Promise<Row | undefined> {
  const text = lookupText(kind, value);
  const lookups = database.vault.lookups(personValues.purpose, text);
  const [known] = await database.query<Row>(
    `update person set keep_until = greatest(keep_until, to_timestamp($2::float8 / 1000)) where lookup = any($1) returning ${columns}`,
    [lookups, keepUntil],
  );
  if (known !== undefined) return known;
  const token = newToken();
  const [row] = await database.query<Row>(
    `insert into person (token, kind, value, lookup, made_at, keep_until)
     select $1, $2, $3, $4, to_timestamp($5::float8 / 1000), to_timestamp($6::float8 / 1000)
     where (${newestKey}) = any($7)
     on conflict (lookup) do update set keep_until = greatest(person.keep_until, excluded.keep_until) returning ${columns}`,
    [
      token,
      kind,
      database.vault.seal(personValues.purpose, text, token),
      lookups[0],
      now,
      keepUntil,
      database.vault.keys.map(({ id }) => id),
    ],
  );
  return row;
}

/** Undefined for a token that was never given. */
export async function personOf(database: Database, token: string): Promise<PersonRow | undefined> {
  const [row] = await database.query<Row>(`select ${columns} from person where token = $1`, [token], 'person');
  return row === undefined ? undefined : opened(database, row);
}

/** Erases the values of at most `limit` tokens whose time is over; tells how many. */
export async function erasePersons(database: Database, now: number, limit: number): Promise<number> {
  const rows = await database.query(
    `update person set value = null, lookup = null, erased_at = to_timestamp($1::float8 / 1000)
     where token in (select token from person where erased_at is null and keep_until < to_timestamp($1::float8 / 1000)
                     order by keep_until limit $2 for update skip locked)
     returning token`,
    [now, limit],
  );
  return rows.length;
}

/** That an organisation recorded the person of this token. */
export async function holdPerson(database: Database, token: string, organisation: string, now: number): Promise<void> {
  await database.query(
    'insert into person_holder values ($1, $2, to_timestamp($3::float8 / 1000)) on conflict do nothing',
    [token, organisation, now],
    'hold-person',
  );
}

export async function holdsPerson(database: Database, token: string, organisation: string): Promise<boolean> {
  const rows = await database.query('select 1 as one from person_holder where token = $1 and organisation = $2', [
    token,
    organisation,
  ]);
  return rows.length > 0;
}

/** Numbers of events on the chain of a case that name the token, wherever they do. */
export async function eventsNamingPerson(database: Database, token: string, caseId: string, limit: number): Promise<number[]> {
  const rows = await database.query<{ seq: number }>(
    `select e.seq::float8 as seq from case_event c join event e on e.log = c.log and e.seq = c.seq
     where c.case_id = $1 and strpos(e.doc, $2) > 0 order by e.seq limit $3`,
    [caseId, token, limit],
  );
  return rows.map(({ seq }) => seq);
}
