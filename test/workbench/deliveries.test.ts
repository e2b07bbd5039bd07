/** What answers a delivery, from the events alone: without a browser. */
import { describe, expect, it } from 'vitest';
import type { EventTold } from '../../web/workbench/lib/events.ts';
import type { Me } from '../../web/workbench/lib/me.tsx';
import type { StageTold } from '../../web/workbench/lib/stages.ts';
import { deliveryOf, isAnswered, recordsFor } from '../../web/workbench/today/deliveries.ts';

const sender = 'https://id.gs1.org/417/9521055000001';
const box = 'https://id.gs1.org/01/19521055300108/21/JX260013';
const lot = { epcClass: 'https://id.gs1.org/01/09521055300101/10/J261014', quantity: 48 };
const note = (bizTransaction: string) => [{ type: 'desadv', bizTransaction }];
const from = (source: string) => [{ type: 'owning_party', source }];
const paper = note('urn:zhuisu:document:ZC-1027');

const told = (members: object): EventTold =>
  ({ type: 'ObjectEvent', eventTimeZoneOffset: '+08:00', ...members }) as unknown as EventTold;
const shipment = told({
  eventTime: '2026-10-27T08:00:00+08:00',
  bizStep: 'shipping',
  epcList: [box],
  bizTransactionList: note('urn:epcglobal:cbv:bt:9521055000001:ZC-1027'),
  sourceList: [{ type: 'possessing_party', source: sender }],
});

describe('a delivery of boxes', () => {
  it.each([
    ['by their receipt', { epcList: [box] }, true],
    [
      'by their receipt under the number of its note as it is read off the paper',
      { epcList: [box], bizTransactionList: paper },
      true,
    ],
    [
      'by no receipt of the same boxes under another note',
      { epcList: [box], bizTransactionList: note('urn:zhuisu:document:ZC-9') },
      false,
    ],
    [
      'by the refusal of its lot under the same note',
      { quantityList: [lot], bizTransactionList: paper, sourceList: from(sender) },
      true,
    ],
    ['by nothing that names its lot alone', { quantityList: [lot] }, false],
    [
      'by no note of the same number of another sender',
      { quantityList: [lot], bizTransactionList: paper, sourceList: from('https://id.gs1.org/417/9521088000009') },
      false,
    ],
    ['by nothing that was before it', { epcList: [box], eventTime: '2026-10-26T08:00:00+08:00' }, false],
  ])('is answered %s', (_, answer, expected) => {
    expect(isAnswered(shipment, told({ eventTime: '2026-10-28T08:00:00+08:00', bizStep: 'receiving', ...answer }))).toBe(
      expected,
    );
  });
});

describe('the supplier of a delivery', () => {
  const [sound, wrong] = ['91419001MA40123457', '91419001MA40123458'];
  const stage = {
    fields: [{ key: 'supplier', slot: { at: 'source', type: 'owning_party' }, value: { kind: 'party' } }],
  } as unknown as StageTold;
  const filledIn = (members: object): unknown => {
    const delivery = deliveryOf(told({ eventTime: '2026-10-27T08:00:00+08:00', bizStep: 'shipping', ...members }));
    return recordsFor(stage, delivery, { places: [] } as unknown as Me)[0]!.supplier;
  };
  const lots = (...makers: string[]) => ({
    quantityList: makers.map((maker) => ({ epcClass: `urn:zhuisu:lot:${maker}:apple:1`, quantity: 1 })),
  });

  it.each([
    ['is guessed from the maker of its lot', lots(sound), sound],
    ['is not guessed from a credit code with a wrong check character', lots(wrong), undefined],
    ['is guessed from the first maker whose code checks', lots(wrong, sound), sound],
    ['is not guessed from a credit code that is cut short', lots(sound.slice(0, 17)), undefined],
    [
      'is guessed of a farm without a credit code',
      lots('6f1d2c34-5a6b-8c7d-9e0f-1a2b3c4d5e6f'),
      '6f1d2c34-5a6b-8c7d-9e0f-1a2b3c4d5e6f',
    ],
    ['is whoever the shipment states', { ...lots(sound), sourceList: from(sender) }, sender],
    [
      'is filled in when it is stated by credit code',
      { sourceList: from(`urn:zhuisu:uscc:${sound}`) },
      `urn:zhuisu:uscc:${sound}`,
    ],
    [
      'is left empty when it is stated by a credit code that does not check',
      { sourceList: from(`urn:zhuisu:uscc:${wrong}`) },
      undefined,
    ],
  ])('%s', (_, members, expected) => {
    expect(filledIn(members)).toBe(expected);
  });
});
