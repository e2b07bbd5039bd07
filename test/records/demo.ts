/** The firms, licences and registers of the demo, stated through the public API: what every record of its chains rests on. */
import { expect } from 'vitest';
import { chainOrganisations, demoRegisters } from '../../simulator/demo-city.ts';
import type { Served } from '../http/setup.ts';

export async function settleDemo(served: Pick<Served, 'send'>): Promise<void> {
  for (const { organisation, sites, licences } of chainOrganisations()) {
    const made = await served.send('POST', '/api/v1/organisations', organisation);
    expect(made.statusCode, made.body).toBe(201);
    const { id } = made.json();
    for (const site of sites) await served.send('POST', `/api/v1/organisations/${id}/sites`, site);
    for (const licence of licences) {
      const stated = await served.send('POST', `/api/v1/organisations/${id}/licences`, licence);
      expect(stated.statusCode, stated.body).toBe(201);
    }
    await served.send('POST', `/api/v1/organisations/${id}/decisions`, { decision: 'approve' });
  }
  for (const { category, register, rows } of demoRegisters()) {
    const stated = await served.send('POST', `/api/v1/registers/${category}/${register}`, rows);
    expect([register, stated.json().refused], stated.body).toEqual([register, 0]);
  }
}
