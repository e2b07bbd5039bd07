/** The ways in which records come in: JSON, the template of Excel, CSV, and EPCIS. */
import { expect } from 'vitest';
import type { SimpleRecord } from '../../src/categories/definition.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { checkRecord, eventOf, recordContext } from '../../src/categories/record.ts';
import { cellsOfExample } from '../../src/sheets/example.ts';
import { mediaTypes, writeTable } from '../../src/sheets/index.ts';
import { tableColumns } from '../../src/sheets/template.ts';
import type { Served } from '../http/setup.ts';
import { gather, templateNamed } from '../sheets/files.ts';
import { typedInto } from '../sheets/typed.ts';

export interface Sent {
  readonly category: string;
  readonly stage: string;
  readonly records: readonly SimpleRecord[];
}

/** Records all of one request; the number that is in the log afterwards. */
export type Way = (served: Served, request: Sent) => Promise<number>;

const inLog = ({ stored = 0, exists = 0, existing = 0 }: Partial<Record<string, number>>): number => stored + exists + existing;

export const json: Way = async (served, { category, stage, records }) =>
  inLog((await served.send('POST', `/api/v1/records/${category}/${stage}`, records)).json());

async function uploaded(served: Served, { category, stage }: Sent, file: Buffer, type: string): Promise<number> {
  const came = await served.app.inject({
    method: 'POST',
    url: `/api/v1/records/${category}/${stage}/uploads`,
    headers: { host: 'localhost:8080', 'content-type': type },
    payload: file,
  });
  expect(came.statusCode, came.body).toBe(202);
  return inLog((await served.get(`/api/v1/record-uploads/${came.json().id}?wait=60`)).json());
}

export const xlsx: Way = async (served, request) => {
  const { stage } = templateNamed(request.category, request.stage);
  const answer = await served.get(`/api/v1/categories/${request.category}/stages/${request.stage}/template.xlsx`);
  const file = await typedInto(
    answer.rawPayload,
    request.records.map((record) => cellsOfExample(stage, record)),
  );
  return uploaded(served, request, file, mediaTypes.xlsx);
};

export const csv: Way = async (served, request) => {
  const made = templateNamed(request.category, request.stage);
  const lines = request.records.map((record) => ({ cells: cellsOfExample(made.stage, record) }));
  return uploaded(served, request, await gather(writeTable(tableColumns(made), [lines], 'csv')), mediaTypes.csv);
};

/** The events as a system of one's own would make them; `without`: members that it knows nothing of. */
export const eventsOf = ({ category, stage: id, records }: Sent, without: readonly string[] = []): object[] => {
  const profile = shippedProfiles.find((each) => each.category === category)!;
  const stage = profile.stages.find((each) => each.id === id)!;
  return records.map((record) => {
    const checked = checkRecord(stage, record);
    if ('faults' in checked) throw new Error(JSON.stringify(checked.faults));
    return Object.fromEntries(Object.entries(eventOf(stage, checked, profile)).filter(([name]) => !without.includes(name)));
  });
};

export const captured = async (served: Served, events: readonly object[]): Promise<number> => {
  const answer = await served.send('POST', '/epcis/capture', {
    '@context': recordContext,
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-11-20T10:00:00+08:00',
    epcisBody: { eventList: events },
  });
  return inLog(answer.json());
};

export const epcis: Way = (served, request) => captured(served, eventsOf(request));
