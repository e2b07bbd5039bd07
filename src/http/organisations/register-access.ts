/** What the routes of the register ask of `src/access`: what is seen of whom, what may be touched, and the note of each change. */
import type { FastifyRequest } from 'fastify';
import { closedCategories, decideOnRegister, type RegisterAction, registerSightOf } from '../../access/index.ts';
import { audit } from '../../audit/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { type Ensure, organisationNamed, states } from '../../organisations/index.ts';
import type { FieldSet, MayRegister, OrganisationRow, RegisteredAs, RegisterSight } from '../../store/index.ts';
import type { Context } from '../context.ts';
import { describeOrganisation } from './shared.ts';

export interface RegisterAccess {
  readonly sight: RegisterSight;
  /** Which fields of it are shown; undefined: it is not there for the asker. */
  readonly fieldsOf: (row: RegisteredAs) => FieldSet | undefined;
  /** An organisation that the asker sees, and how much of it. Throws not_found, also for one that is hidden. */
  readonly seen: (id: string) => Promise<{ row: OrganisationRow; fields: FieldSet }>;
  /** Throws not_found for what is not seen, otherwise the reason. */
  readonly ensure: (action: Exclude<RegisterAction, 'organisation_read'>) => Ensure;
  readonly may: (action: Exclude<RegisterAction, 'organisation_read'>) => MayRegister;
}

export async function registerAccess(request: FastifyRequest, context: Context): Promise<RegisterAccess> {
  const { principal } = request;
  const why = await context.why(request);
  const fieldsOf: RegisterAccess['fieldsOf'] = (row) => {
    const decision = decideOnRegister(principal, 'organisation_read', row, why);
    return decision.allowed ? decision.fields : undefined;
  };
  const absent = (reason: ZhuisuError): ZhuisuError =>
    new ZhuisuError('not_found', { came: request.url.slice(0, 120) }, { cause: reason });
  return {
    sight: registerSightOf(principal, 'organisation_read', why),
    fieldsOf,
    async seen(id) {
      const row = await organisationNamed(context.store, id).catch((error: unknown) => {
        throw error instanceof ZhuisuError && error.code === 'not_found' ? absent(error) : error;
      });
      const fields = fieldsOf(row);
      if (fields === undefined) throw absent(new ZhuisuError('denied_not_party'));
      return { row, fields };
    },
    ensure: (action) => (row, parts) => {
      const decision = decideOnRegister(principal, action, row, why, parts);
      if (decision.allowed) return;
      const reason = new ZhuisuError(decision.reason, { cause: action });
      throw fieldsOf(row) === undefined ? absent(reason) : reason;
    },
    may: (action) => (wanted, before) => {
      for (const row of before === undefined ? [wanted] : [before, wanted]) {
        const decision = decideOnRegister(principal, action, row, why);
        if (!decision.allowed) return new ZhuisuError(decision.reason, { cause: action });
      }
      return undefined;
    },
  };
}

/** The row as somebody with these fields may read it. */
export function describeFor(row: OrganisationRow, fields: FieldSet): object {
  if (fields === 'all') return describeOrganisation(row);
  const { zh, en } = states[row.status as keyof typeof states];
  if (fields === 'business') {
    const { account: _, ...told } = describeOrganisation(row);
    return told;
  }
  const { id, kind, name, uscc, areas, categories, status } = row;
  const open = categories.filter((each) => !closedCategories.includes(each));
  return { id, kind, name, ...(uscc === undefined ? {} : { uscc }), areas, categories: open, status, statusName: { zh, en } };
}

/** Parts of an organisation beside its own row are told with the fields above the public ones. */
export const inFull = (fields: FieldSet): boolean => fields === 'all' || fields === 'business';

export interface Changed {
  readonly id: string;
  /** What was done, in a word. */
  readonly what: string;
}

/** Writes each change down, before it is answered. */
export const noteChanges = (request: FastifyRequest, { store, now }: Context, changed: readonly Changed[]): Promise<void> =>
  audit(
    store.database,
    changed.map(({ id, what }) => ({
      kind: 'organisation_changed' as const,
      principal: request.principal,
      object: id,
      outcome: 'allowed' as const,
      reason: what,
      request: request.id,
      address: request.ip,
    })),
    now(),
  );
