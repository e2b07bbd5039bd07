/** What falls due in a category: dates of its registers with the rules that read them, what rows lack, and the last days of licences. */
import type { Words } from '../categories/definition.ts';
import type { CategoryProfile, Rule } from '../categories/rules/definition.ts';
import { schemeById } from '../codes/index.ts';
import { ZhuisuError } from '../errors.ts';
import { plainLicences } from '../organisations/index.ts';
import { type DueInRegister, type DueLicence, licencePlace } from '../store/index.ts';
import type { ProfileSet } from './profiles.ts';

/** A column of a register, and the rules that read it. */
export interface Watched {
  readonly register: string;
  readonly column: string;
  readonly name: Words;
  readonly rules: readonly { readonly id: string; readonly zh: string; readonly en: string }[];
}

/** Throws not_found for what is no category. */
export function profileIn({ profiles }: ProfileSet, category: string): CategoryProfile {
  const profile = profiles.find((each) => each.category === category);
  if (profile !== undefined) return profile;
  throw new ZhuisuError('not_found', { came: `/api/v1/due?category=${category.slice(0, 60)}` });
}

/** Columns of dates by which a thing expires, a term ends or something must follow: those that rules read, and those that say so. */
export function datesOf(profile: CategoryProfile): Watched[] {
  const read = watched(profile, ({ test }) => {
    if ((test.kind === 'unexpired' || test.kind === 'due') && test.register !== undefined && test.column !== undefined)
      return [test.register, test.column];
    return test.kind === 'period' && test.outside === undefined ? [test.register, test.until] : undefined;
  });
  const others = profile.registers.flatMap(({ id, columns }) =>
    columns
      .filter(({ key, due }) => due && !read.some(({ register, column }) => register === id && column === key))
      .map(({ key, zh, en }): Watched => ({ register: id, column: key, name: { zh, en }, rules: [] })),
  );
  return [...read, ...others];
}

/** Columns that must say yes: files that must be complete, things that must be filed. */
export const flagsOf = (profile: CategoryProfile): Watched[] =>
  watched(profile, ({ test }) =>
    test.kind === 'register' && test.is?.length === 1 && test.is[0] === true ? [test.register, test.column] : undefined,
  );

function watched(
  { rules, registers }: CategoryProfile,
  read: (rule: Rule) => readonly [register: string, column: string] | undefined,
): Watched[] {
  const found = new Map<string, Watched & { rules: { id: string; zh: string; en: string }[] }>();
  for (const rule of rules) {
    const [name, column] = read(rule) ?? [];
    const register = registers.find(({ id }) => id === name);
    const said = register?.columns.find(({ key }) => key === column);
    if (register === undefined || said === undefined) continue;
    const key = `${register.id} ${said.key}`;
    const one = found.get(key) ?? { register: register.id, column: said.key, name: { zh: said.zh, en: said.en }, rules: [] };
    one.rules.push({ id: rule.id, zh: rule.zh, en: rule.en });
    found.set(key, one);
  }
  return [...found.values()];
}

const millisADay = 86_400_000;

/** As it is told: how many days are left (less than none: over), what the row itself lacks, and by which rules. */
export function describeDue(due: DueInRegister, dates: readonly Watched[], flags: readonly Watched[], day: string): object {
  const { register, key, organisation, column, content, due: on } = due;
  const of = dates.find((each) => each.register === register && each.column === column)!;
  return {
    kind: 'register',
    register,
    key,
    ...(organisation === undefined ? {} : { organisation }),
    column,
    name: of.name,
    ...daysTo(on, day),
    rules: of.rules.map(({ id }) => id),
    missing: flags
      .filter((each) => each.register === register && content[each.column] === false)
      .map((each) => ({ column: each.column, name: each.name, rules: each.rules.map(({ id }) => id) })),
  };
}

const daysTo = (due: string, day: string): object => {
  const daysLeft = Math.round((Date.parse(due) - Date.parse(day)) / millisADay);
  return { due, daysLeft, overdue: daysLeft < 0 };
};

const lastDay: Words = { zh: '证照有效期至', en: 'Licence valid until' };

/** `rules`: those of the category that ask for a licence of its scheme. */
export function describeDueLicence(
  { id, scheme, number, organisation, status, issuer, products, due }: DueLicence,
  profile: CategoryProfile,
  day: string,
): object {
  return {
    kind: 'licence',
    licence: id,
    scheme,
    schemeName: schemeById.get(scheme)?.name ??
      plainLicences[scheme as keyof typeof plainLicences] ?? { zh: '其他证照', en: 'Other licence' },
    key: number,
    organisation,
    status,
    issuer,
    products,
    column: licencePlace.column,
    name: lastDay,
    ...daysTo(due, day),
    rules: profile.rules.filter(({ test }) => test.kind === 'licence' && test.schemes.includes(scheme)).map((rule) => rule.id),
    missing: [],
  };
}
