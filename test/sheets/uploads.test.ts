import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mediaTypes } from '../../src/sheets/index.ts';
import { type Served, serveApp } from '../http/setup.ts';
import { exampleValues, filled, templates } from './files.ts';

let served: Served;
beforeAll(async () => {
  served = await serveApp();
});
afterAll(() => served.close());

// biome-ignore lint/suspicious/noExplicitAny: answers of the server
type Told = any;

const post = async (stage: string, file: Buffer, type: string = mediaTypes.xlsx) =>
  served.app.inject({
    method: 'POST',
    url: `/api/v1/records/${stage}/uploads?name=a.xlsx`,
    headers: { host: 'localhost:8080', 'content-type': type },
    payload: file,
  });
const ended = async (id: string): Promise<Told> => {
  const answer = await served.get(`/api/v1/record-uploads/${id}?wait=60`);
  return answer.json();
};
const upload = async (stage: string, file: Buffer, type?: string): Promise<Told> => {
  const answer = await post(stage, file, type);
  expect(answer.statusCode, answer.body).toBe(202);
  expect(answer.headers.location).toBe(`/api/v1/record-uploads/${answer.json().id}`);
  return ended(answer.json().id);
};

describe('every stage', () => {
  it.each(templates.map((made) => ({ name: `${made.category}/${made.stage.id}`, made })))(
    '$name: its sheet gives the same event as its record in JSON',
    async ({ name, made }) => {
      const template = (await served.stranger('GET', `/api/v1/categories/${made.category}/stages/${made.stage.id}/template.xlsx`))
        .rawPayload;
      const sent = await upload(name, await filled(template, [exampleValues(made)]));
      const json = (await served.send('POST', `/api/v1/records/${name}`, [made.stage.example])).json();
      const [status] = json.records;
      if (status.status === 'refused') {
        // A rule that asks what was recorded before refuses both alike.
        expect(sent).toMatchObject({ state: 'done', rows: 1, read: 1, stored: 0, refused: 1 });
        expect(sent.refusals[0].problems.map(({ code }: Told) => code)).toEqual(status.errors.map(({ code }: Told) => code));
      } else {
        expect(sent, JSON.stringify(sent.refusals)).toMatchObject({ state: 'done', rows: 1, read: 1, stored: 1, refused: 0 });
        expect(status.status).toBe('exists');
      }
    },
  );
});
