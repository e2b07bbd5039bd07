/** The spreadsheet of a trace as it is seen here: under the case that is named, which a link could not say. */
import type { ProblemAnswer } from '../../../src/contract/index.ts';
import { Refused, search } from '../../shared/api.ts';
import { save } from '../../shared/csv.ts';

/** Throws Refused. */
export async function saveTraceTable(code: string, headers: Readonly<Record<string, string>>, name: string): Promise<void> {
  const answer = await fetch(`/api/v1/trace.xlsx${search({ code })}`, { headers });
  if (!answer.ok) throw new Refused((await answer.json()) as ProblemAnswer);
  save(`${name}.xlsx`, await answer.blob(), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
}
