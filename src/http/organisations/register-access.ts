/** What the routes of the register ask of `src/access`: what is seen of whom, what may be touched, and the note of each change. */
import type { FastifyRequest } from 'fastify';
import { decideOnPart, decideOnRegister, type RegisterAction, registerSightOf } from '../../access/index.ts';
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
  /** Which fields are shown of something of it that is of these categories; undefined: it is not there for the asker. */
  readonly partFields: (row: RegisteredAs, categories: readonly string[]) => FieldSet | undefined;
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
  const partFields: RegisterAccess['partFields'] = (row, categories) => {
    const decision = decideOnPart(principal, row, { categories }, why);
    return decision.allowed ? decision.fields : undefined;
  };
  const absent = (reason: ZhuisuError): ZhuisuError =>
    new ZhuisuError('not_found', { came: request.url.slice(0, 120) }, { cause: reason });
  return {
    sight: registerSightOf(principal, 'organisation_read', why),
    fieldsOf,
    partFields,
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

/** The row as somebody who sees these fields of it may read it. */
export function describeFor(row: OrganisationRow, fields: FieldSet, { partFields }: RegisterAccess): object {
  if (fields === 'all') return describeOrganisation(row);
  const { zh, en } = states[row.status as keyof typeof states];
  const seen = row.categories.filter((each) => partFields(row, [each]) !== undefined);
  if (fields === 'business') {
    const { account: _, ...told } = describeOrganisation(row);
    return { ...told, categories: seen };
  }
  const { id, kind, name, uscc, areas, status } = row;
  return { id, kind, name, ...(uscc === undefined ? {} : { uscc }), areas, categories: seen, status, statusName: { zh, en } };
}

/** Parts of an organisation beside its own row are told with the fields above the public ones. */
export const inFull = (fields: FieldSet | undefined): boolean => fields === 'all' || fields === 'business';

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
