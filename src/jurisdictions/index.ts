/** A jurisdiction as data: its areas, its departments then and now, who leads what. Pure: the day is a parameter. */
export { areaAt, codeAbove, codeAt, codesByName, contains, prefixesWithin } from './areas.ts';
export {
  actingAt,
  allDepartments,
  departmentOf,
  jurisdictionOf,
  nameAt,
  type Responsible,
  responsibleAt,
} from './departments.ts';
export { jiyuan } from './jiyuan.ts';
export { type Fault, readJurisdiction } from './reading.ts';
export { holds, tree } from './time.ts';
export type { Area, Day, Department, DutyFunction, Jurisdiction, Level, Name, Period, Sourced, Task } from './types.ts';
