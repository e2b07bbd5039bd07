/** Who was called what, and who was responsible for what, on a given day. */
import { holds, tree } from './time.ts';
import type { Day, Department, Jurisdiction, Name, Task } from './types.ts';

/** RangeError for an id that is not in the jurisdiction itself. */
export function departmentOf(jurisdiction: Jurisdiction, id: string): Department {
  const found = jurisdiction.departments.find((department) => department.id === id);
  if (found === undefined) throw new RangeError(`${jurisdiction.id} has no department ${id}`);
  return found;
}

/** The department that does this one's work on that day: itself, or whoever took over. Undefined where nobody did. */
export function actingAt(jurisdiction: Jurisdiction, id: string, day: Day): Department | undefined {
  const met = new Set<string>();
  for (let department = departmentOf(jurisdiction, id); !met.has(department.id); ) {
    met.add(department.id);
    if (holds(department, day)) return department;
    const { to, successor } = department;
    if (to === undefined || day < to || successor === undefined) return undefined;
    department = departmentOf(jurisdiction, successor);
  }
  return undefined;
}

/** Its name on that day; before the first and after the last, the nearest. */
export function nameAt({ names }: Department, day: Day): Name {
  return names.findLast(({ from }) => from === undefined || from <= day) ?? names[0]!;
}

export interface Responsible {
  readonly leads: readonly Department[];
  /** Who leads a part of the work. */
  readonly tasks: readonly { readonly department: Department; readonly task: Task }[];
  readonly joins: readonly Department[];
}

/** Who led and who joined a category on that day. */
export function responsibleAt({ departments }: Jurisdiction, category: string, day: Day): Responsible {
  const there = departments.filter((department) => holds(department, day));
  return {
    leads: there.filter(({ leads }) => leads.includes(category)),
    tasks: there.flatMap((department) =>
      (department.leadsTasks ?? []).filter((task) => task.category === category).map((task) => ({ department, task })),
    ),
    joins: there.filter(({ joins }) => joins.includes(category)),
  };
}

/** Those below the jurisdiction too, each with the one it belongs to. */
export const allDepartments = (jurisdiction: Jurisdiction): { jurisdiction: Jurisdiction; department: Department }[] =>
  tree(jurisdiction).flatMap((each) => each.departments.map((department) => ({ jurisdiction: each, department })));

/** The jurisdiction of that id, here or below. */
export const jurisdictionOf = (jurisdiction: Jurisdiction, id: string): Jurisdiction | undefined =>
  tree(jurisdiction).find((each) => each.id === id);
