/** What was typed into the form of registering, and what is wrong with it: every fault at its line. */
import { createHash, randomUUID } from 'node:crypto';
import { type RegisterField, type RegisterView, registerLines } from '../../../web/portal/index.ts';
import { checkOwnPassword, loginsFor } from '../../accounts/index.ts';
import { recognise } from '../../codes/index.ts';
import { type ErrorDetails, type Problem, problem, ZhuisuError } from '../../errors.ts';
import { holds, type Jurisdiction, tree } from '../../jurisdictions/index.ts';
import { isUuid, type Registry, readRegistration, readSite } from '../../organisations/index.ts';
import type { SelfRegistration } from '../../store/index.ts';
import { problemOf } from '../problems.ts';

type Areas = RegisterView['areas'];
type Fault = RegisterView['faults'][number];

/** Towns and zones that are there today, below each jurisdiction. */
export const townsOf = ({ jurisdiction, today }: Registry): Areas =>
  tree(jurisdiction).flatMap((each: Jurisdiction) => {
    const list = each.areas.filter((area) => (area.level === 'township' || area.level === 'zone') && holds(area, today));
    return list.length === 0 ? [] : [{ of: each, list }];
  });

export interface Filled {
  readonly key: string;
  readonly form: string;
  readonly name: string;
  readonly uscc: string;
  readonly area: string;
  readonly ticked: readonly string[];
  readonly site: string;
  readonly password: string;
  readonly again: string;
  readonly consent: string;
  /** Of one that is sent again: what was corrected. */
  readonly note: string;
}

/** Longer than any line may be, so that what is too long is told as such. */
const longest = 300;

/** `legal`: the name of the line of the legal form, where `form` is the token of the session. */
export function filledIn(form: URLSearchParams, legal = 'form'): Filled {
  const text = (name: string): string => (form.get(name) ?? '').slice(0, longest).trim();
  const key = text('key');
  return {
    key: isUuid(key) ? key.toLowerCase() : randomUUID(),
    form: text(legal),
    name: text('name'),
    // As it is copied from anywhere: full width, spaces between groups, small letters.
    uscc: text('uscc').normalize('NFKC').replace(/[\s-]/g, '').toUpperCase(),
    area: text('area'),
    ticked: form
      .getAll('categories')
      .slice(0, 20)
      .map((each) => each.slice(0, 40)),
    site: text('site'),
    password: (form.get('password') ?? '').slice(0, 2 * longest),
    again: (form.get('again') ?? '').slice(0, 2 * longest),
    consent: text('consent'),
    note: text('note').replace(/\s+/g, ' '),
  };
}

/** Signs that nobody sees and that make a name read as another. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Without a credit code. */
const mayLack = new Set(['natural_person', 'family_farm']);
const grows = new Set(['natural_person', 'family_farm', 'cooperative']);

export type Read = Pick<SelfRegistration, 'registration' | 'site'>;

/** A registration that is sent again: what it is of keeps its ids, and is asked for no password. */
export interface Before {
  readonly id: string;
  /** Areas beside the one of the form. */
  readonly areas: readonly string[];
  /** Its first site, as it stays but for name and, where none is here, area. */
  readonly site: Readonly<Record<string, unknown>> | undefined;
}

/** The registration, or the faults in the order of the form. */
export function readFilled(filled: Filled, registry: Registry, before?: Before): { read: Read | undefined; faults: Fault[] } {
  const faults: Fault[] = [];
  const wrong = (field: RegisterField, code: Parameters<typeof problem>[0], details: ErrorDetails): void => {
    if (!faults.some((each) => each.field === field)) faults.push({ field, problem: problem(code, details) });
  };
  const needed = ['form', 'name', 'area', ...(before === undefined ? (['password', 'consent'] as const) : [])] as const;
  for (const field of needed) if (filled[field] === '') wrong(field, 'field_empty', { what: registerLines[field] });
  if (filled.ticked.length === 0) wrong('categories', 'field_empty', { what: registerLines.categories });
  if (filled.uscc === '' && filled.form !== '' && !mayLack.has(filled.form))
    wrong('uscc', 'field_empty', { what: registerLines.uscc });
  for (const field of ['name', 'site'] as const)
    if (unseen.test(filled[field]))
      wrong(field, 'value_invalid', {
        path: registerLines[field],
        came: JSON.stringify(filled[field].replace(unseen, '?').slice(0, 40)),
        expected: 'one line of 2 to 100 characters',
      });
  const misread = usccFault(filled.uscc);
  if (misread !== undefined) wrong('uscc', 'uscc_wrong', { came: filled.uscc.slice(0, 40), cause: misread });
  if (filled.area !== '' && !townsOf(registry).some(({ list }) => list.some(({ code }) => code === filled.area)))
    wrong('area', 'value_invalid', {
      path: registerLines.area,
      came: JSON.stringify(filled.area.slice(0, 40)),
      expected: 'one of the list',
    });
  if (before === undefined)
    attempt(() => checkOwnPassword(filled.password, filled.again, [...loginsFor(filled.key), filled.name]), {
      password: 'password',
    });
  const read = attempt(() => readBoth(filled, registry, before), {});
  return faults.length > 0 || read === undefined ? { read: undefined, faults: inOrder(faults) } : { read, faults: [] };

  /** Runs a check of another part and brings its faults to the lines. */
  function attempt<Value>(check: () => Value, names: Readonly<Record<string, RegisterField>>): Value | undefined {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof ZhuisuError) || error.row.status >= 500) throw error;
      const all = error.problems.length > 0 ? error.problems : [problemOf(error)];
      for (const each of all) {
        const field =
          error.code === 'passwords_differ' ? 'again' : (lineOf(each, names) ?? (before === undefined ? 'password' : 'name'));
        wrong(field, each.code, { ...detailsAt(each), path: registerLines[field] });
      }
      return undefined;
    }
  }
}

const lineOf = ({ path }: Problem, names: Readonly<Record<string, RegisterField>>): RegisterField | undefined => {
  const name = String(path ?? '').replace(/\[.*$/, '');
  const known: Readonly<Record<string, RegisterField>> = { areas: 'area', 'site.name': 'site', ...names };
  return known[name] ?? (Object.hasOwn(registerLines, name) ? (name as RegisterField) : undefined);
};

const detailsAt = ({ came, expected }: Problem): ErrorDetails =>
  Object.fromEntries(
    Object.entries({ came, expected }).filter((each): each is [string, string | number] =>
      ['string', 'number'].includes(typeof each[1]),
    ),
  );

const inOrder = (faults: readonly Fault[]): Fault[] => {
  const order = Object.keys(registerLines);
  return faults.toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
};

/** What is wrong with a credit code; a person's identity number is refused by the reading of the registration, which does not repeat it. */
function usccFault(uscc: string): ErrorDetails[string] | undefined {
  if (uscc === '') return undefined;
  const readings = recognise(uscc);
  if (readings.some(({ grain, structure }) => grain === 'person' && structure === 'valid')) return undefined;
  const reading = readings.find(({ scheme }) => scheme === 'uscc');
  if (reading?.structure === 'valid') return undefined;
  return (
    reading?.reasons[0] ?? { zh: `应为 18 位，收到 ${uscc.length} 位`, en: `18 characters are expected, ${uscc.length} came` }
  );
}

/** Ids follow from the key of the form, which is told nobody: what is sent twice is one registration. */
const organisationOf = (key: string): string => uuidFrom(`organisation ${key}`);

function uuidFrom(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = '89ab'[Number.parseInt(hex[16]!, 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function readBoth({ key, form, name, uscc, area, ticked, site }: Filled, registry: Registry, before: Before | undefined): Read {
  const id = before?.id ?? organisationOf(key);
  const areas = [...new Set([area, ...(before?.areas ?? [])])];
  const said = { id, kind: 'enterprise', form, name, areas, categories: ticked, ...(uscc === '' ? {} : { uscc }) };
  const registration = readRegistration(said, registry);
  if (site === '') return { registration, site: undefined };
  const first = {
    id: before === undefined ? uuidFrom(`site ${key}`) : randomUUID(),
    kind: grows.has(form) ? 'plot' : 'premises',
  };
  return { registration, site: readSite({ area, ...(before?.site ?? first), name: site }, registration, registry) };
}
