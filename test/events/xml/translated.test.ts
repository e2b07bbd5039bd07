/** GS1-EPC-Format and GS1-CBV-XML-Format on single events. */
import { describe, expect, it } from 'vitest';
import { prefixesOf } from '../../../src/events/index.ts';
import { type Formats, translated } from '../../../src/events/xml/index.ts';

const event = {
  type: 'ObjectEvent',
  epcList: [
    'urn:epc:id:sgtin:0614141.107346.1',
    'https://id.gs1.org/01/10614141073464/21/2',
    'https://id.gs1.org/01/04012345111118/21/3',
  ],
  quantityList: [{ epcClass: 'urn:epc:class:lgtin:4012345.012345.998877', quantity: 1 }],
  readPoint: { id: 'urn:epc:id:sgln:0614141.00777.0', 'ex:a': 'urn:epc:id:sgtin:0614141.107346.9' },
  bizStep: 'shipping',
  disposition: 'ex:own',
  sourceList: [{ type: 'owning_party', source: 'urn:epc:id:pgln:0614141.00000' }],
  persistentDisposition: { set: ['completeness_verified'] },
  sensorElementList: [{ sensorReport: [{ type: 'Temperature', component: 'x' }] }],
};
const prefixes = prefixesOf({ ex: 'https://ex.example/' });
const as = (epc: Formats['epc'], cbv: Formats['cbv']): Record<string, unknown> =>
  translated(event, { epc, cbv }, prefixes) as Record<string, unknown>;

describe('the spelling of an event', () => {
  it('stays where nothing else is asked for', () => {
    for (const each of ['No_Preference', 'Never_Translates'] as const) expect(as(each, each)).toBe(event);
  });

  it('is all Digital Links, in the places of identifiers', () => {
    const links = as('Always_GS1_Digital_Link', 'No_Preference');
    expect(links).toMatchObject({
      epcList: [
        'https://id.gs1.org/01/10614141073464/21/1',
        'https://id.gs1.org/01/10614141073464/21/2',
        'https://id.gs1.org/01/04012345111118/21/3',
      ],
      quantityList: [{ epcClass: 'https://id.gs1.org/01/04012345123456/10/998877', quantity: 1 }],
      readPoint: { id: 'https://id.gs1.org/414/0614141007776', 'ex:a': 'urn:epc:id:sgtin:0614141.107346.9' },
      sourceList: [{ type: 'owning_party', source: 'https://id.gs1.org/417/0614141000005' }],
      bizStep: 'shipping',
    });
    expect(event.epcList[0]).toContain('urn:');
  });

  it('is URNs as far as the company prefix is told', () => {
    const { epcList } = as('Always_EPC_URN', 'No_Preference');
    expect(epcList).toEqual([
      'urn:epc:id:sgtin:0614141.107346.1',
      'urn:epc:id:sgtin:0614141.107346.2',
      'urn:epc:id:sgtin:4012345.011111.3',
    ]);
    const alone = { epcList: ['https://id.gs1.org/01/10614141073464/21/2'] };
    expect(translated(alone, { epc: 'Always_EPC_URN', cbv: 'No_Preference' }, prefixes)).toEqual(alone);
  });

  it.each([
    [
      'Always_Web_URI',
      'https://ref.gs1.org/cbv/BizStep-shipping',
      'https://ref.gs1.org/cbv/SDT-owning_party',
      'https://gs1.org/voc/Temperature',
    ],
    ['Always_URN', 'urn:epcglobal:cbv:bizstep:shipping', 'urn:epcglobal:cbv:sdt:owning_party', 'Temperature'],
  ] as const)('has its words as %s', (cbv, step, party, measurement) => {
    expect(as('No_Preference', cbv)).toMatchObject({
      bizStep: step,
      disposition: 'ex:own',
      sourceList: [{ type: party }],
      sensorElementList: [{ sensorReport: [{ type: measurement }] }],
      epcList: event.epcList,
    });
  });
});
