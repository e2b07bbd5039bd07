/** Parameters that name things: MATCH_ by URI and by pure identity pattern (EPCIS 2.0 §8.2.7.1.1, TDS §8). */
import { canonicalUri, classOf, toEpcUrn } from '../codes/index.ts';
import { identityOf, noPrefixes, type Participant, type Role, role } from '../events/index.ts';
import type { EventFilter } from '../store/index.ts';
import { listOfUris, type Parameter, uriList } from './values.ts';

export const observed: readonly Role[] = [role.observed, role.observedAdd, role.observedDelete];
export const children: readonly Role[] = [
  role.childAdd,
  role.childDelete,
  role.childObserve,
  role.partAdd,
  role.partDelete,
  role.partObserve,
];
export const parents: readonly Role[] = [
  role.parentAdd,
  role.parentDelete,
  role.parentObserve,
  role.parentEmptied,
  role.wholeAdd,
  role.wholeDelete,
  role.wholeObserve,
  role.wholeEmptied,
  role.transactionParent,
];

/** `urn:epc:idpat:sgtin:0614141.107346.*`: the things whose URN begins like it. */
interface Pattern {
  /** What their canonical URIs have in common, where the link index has them side by side. */
  readonly class: string | undefined;
  readonly matches: (id: string) => boolean;
}

/** Schemes in whose keys everything before the last field stands before what tells the members apart. */
const sideBySide: ReadonlySet<string> = new Set(['sgtin', 'upui', 'grai', 'gdti', 'sgcn']);
/** Any length of a company prefix will do where the pattern leaves it open. */
const anyLength = 7;

/** Undefined where it is no pattern at all; a pattern that leaves out a field in the middle is null. */
function patternOf(uri: string): Pattern | null | undefined {
  const [, scheme = '', body = ''] = /^urn:epc:idpat:([a-z]+):(.+)$/.exec(uri) ?? [];
  if (!body.includes('*')) return undefined;
  const fields = body.split('.');
  const stated = fields.slice(0, fields.indexOf('*'));
  const [prefix = '0'.repeat(anyLength)] = stated;
  if (!fields.slice(stated.length).every((field) => field === '*') || !/^\d{6,12}$/.test(prefix)) return null;
  const start = `urn:epc:id:${scheme}:${stated.map((field) => `${field}.`).join('')}`;
  const sample = `${start}0`;
  const inIndex = stated.length === fields.length - 1 && sideBySide.has(scheme) && canonicalUri(sample) !== sample;
  return {
    class: inIndex ? classOf(canonicalUri(sample)).class : undefined,
    matches: (id) => {
      // All of a trade item has no URN of its own: it is what each of its serial numbers would match.
      const one = /^https:\/\/id\.gs1\.org\/01\/\d{14}$/.test(id) ? `${id}/21/0` : id;
      return id.startsWith(start) || (toEpcUrn(one, prefix.length)?.startsWith(start) ?? false);
    },
  };
}

/** A thing in one of these roles. Lots and instances have the same roles: what kind is meant, the event itself must say. */
export function thing(name: string, roles: readonly Role[], byClass: boolean | undefined): Parameter {
  const wanted = new Set<Role>(roles);
  return {
    name,
    accepts: listOfUris,
    read(value) {
      const given = uriList(value);
      if (given === undefined) return undefined;
      // Of a class the narrowest pattern is its own name.
      const found = given.map(
        (uri) => [uri, byClass === true && canonicalUri(uri) !== uri ? undefined : patternOf(uri)] as const,
      );
      if (found.some(([, pattern]) => pattern === null)) return undefined;
      const ids = new Set(found.flatMap(([uri, pattern]) => (pattern ? [] : identityOf(uri, noPrefixes))));
      const patterns = found.flatMap(([, pattern]) => pattern ?? []);
      const meant = (each: Participant): boolean =>
        (byClass === undefined || each.byClass === byClass) &&
        wanted.has(each.role) &&
        (ids.has(each.id) || patterns.some((pattern) => pattern.matches(each.id)));
      const classes = patterns.flatMap((pattern) => pattern.class ?? []);
      const filter: EventFilter = { kind: 'thing', uris: [...ids], roles, ...(classes.length === 0 ? {} : { classes }) };
      return {
        ...(classes.length === patterns.length ? { filter } : {}),
        holds: ({ facts }) => facts.participants.some(meant),
      };
    },
  };
}

const anywhere = [...observed, ...children, ...parents, role.input, role.output];

/** `/epcs/{epc}/events`: the list of things holds lots beside instances, and each leads to its events. */
export const thingOfPath = thing('/epcs/{epc}', anywhere, undefined);

export const thingParameters: readonly Parameter[] = [
  thing('MATCH_epc', [...observed, ...children], false),
  thing('MATCH_parentID', parents, false),
  thing('MATCH_inputEPC', [role.input], false),
  thing('MATCH_outputEPC', [role.output], false),
  thing('MATCH_anyEPC', anywhere, false),
  thing('MATCH_epcClass', [...observed, ...children], true),
  thing('MATCH_inputEPCClass', [role.input], true),
  thing('MATCH_outputEPCClass', [role.output], true),
  thing('MATCH_anyEPCClass', [...observed, ...children, role.input, role.output], true),
];
