/** Who acts for a department, as the records of supervision keep it. */
import type { FastifyRequest } from 'fastify';
import { closedCategories, dangerousFunctions } from '../../access/index.ts';
import { shippedLists } from '../../categories/profiles/index.ts';
import { type Department, holds, type Jurisdiction, nameAt, responsibleAt } from '../../jurisdictions/index.ts';
import { bodyId } from '../../organisations/index.ts';
import type { Calendar } from '../../supervision/index.ts';
import { ownerOf } from '../sight/deciding.ts';

export const actingOf = (request: FastifyRequest, at: number) => ({
  account: request.principal.account ?? null,
  organisation: ownerOf(request) ?? null,
  at,
});

const daysOf = (id: string): ReadonlySet<string> =>
  new Set(shippedLists.find((each) => each.id === id)?.entries.map(({ value }) => value) ?? []);
export const calendar: Calendar = { off: daysOf('public_holidays'), worked: daysOf('worked_weekends') };

export interface Body {
  /** uuid */
  readonly organisation: string;
  readonly zh: string;
  readonly en: string;
  /** Whether its name was confirmed. */
  readonly verified: boolean;
}

/**
 * Who answers to the public for a category on a day: whoever leads it; of dangerous goods, which nobody leads, the first with a function
 * in them; of nothing in particular whoever coordinates.
 */
export function answerable(jurisdiction: Jurisdiction, category: string | undefined | null, day: string): Body | undefined {
  const there = jurisdiction.departments.filter((each) => holds(each, day));
  const found =
    (category == null ? undefined : responsibleAt(jurisdiction, category, day).leads[0]) ??
    (category != null && closedCategories.includes(category) ? firstOf(dangerousFunctions, there) : undefined) ??
    there.find(({ coordinates }) => coordinates === true);
  return found && bodyOf(jurisdiction, found, day);
}

/** Whoever has the first of these functions that anybody has: the flow of dangerous goods comes before the quality of their packages. */
const firstOf = (wanted: readonly string[], there: readonly Department[]): Department | undefined =>
  wanted.flatMap((each) => there.filter(({ functions }) => functions.includes(each)))[0];

export function bodyOf(jurisdiction: Jurisdiction, department: Department, day: string): Body {
  const { zh, en, verified } = nameAt(department, day);
  return { organisation: bodyId(jurisdiction.id, department.id), zh, en, verified };
}

/** What a body of the jurisdiction is called on a day; undefined for other organisations. */
export function bodyNamed(jurisdiction: Jurisdiction, organisation: string | null, day: string): Body | undefined {
  const department = jurisdiction.departments.find(({ id }) => bodyId(jurisdiction.id, id) === organisation);
  return department && bodyOf(jurisdiction, department, day);
}
