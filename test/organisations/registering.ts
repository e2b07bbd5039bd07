/** A register of its own, and the requests by which its tests fill it. */
// biome-ignore-all lint/suspicious/noExplicitAny: answers are read as they come
import { type Served, serveApp } from '../http/setup.ts';

export const json = (response: { json: () => unknown }) => response.json() as Record<string, any>;
export const firm = { name: '轵城果汁有限公司', uscc: '91419001MA00000154', areas: ['419001102'], categories: ['food'] };

export async function openRegister() {
  const served: Served = await serveApp();
  await served.app.ready();
  const post = (url: string, payload: unknown) => served.send('POST', url, payload);
  return {
    served,
    post,
    patch: (id: string, payload: object) =>
      served.app.inject({
        method: 'PATCH',
        url: `/api/v1/organisations/${id}`,
        headers: { host: 'localhost:8080', 'content-type': 'application/json' },
        payload: JSON.stringify(payload),
      }),
    registered: async (body: object): Promise<string> => json(await post('/api/v1/organisations', body)).id,
    decided: (id: string, decision: string, reason?: string) =>
      post(`/api/v1/organisations/${id}/decisions`, { decision, reason }),
  };
}
