/** What a field set takes out of an event. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { project, projectText, publicEvent } from '../../src/access/index.ts';

const event = {
  type: 'ObjectEvent',
  epcList: ['urn:epc:id:sscc:9521234.1000000001'],
  bizStep: 'shipping',
  'zhuisu:driver': 'person-1',
  'https://ns.example.com/unitPrice': 3,
  'example:contactPhone': '13800138000',
  'example:note': { 'example:idCard': '1', colour: 'red', list: ['13800138000', 'green'], number: '41900119900307721X' },
  ilmd: { 'cbvmda:lotNumber': 'L1', 'cbvmda:bestBeforeDate': '2027-01-01', 'example:operator': 'Li', 'example:recipe': 'secret' },
  sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: 4, 'example:inspectorName': 'Wang' }] }],
};

test('business data is the event less personal data and prices, by name and by form, at any depth', () => {
  expect(project(event, 'business')).toEqual({
    type: 'ObjectEvent',
    epcList: ['urn:epc:id:sscc:9521234.1000000001'],
    bizStep: 'shipping',
    'example:note': { colour: 'red', list: ['green'] },
    ilmd: { 'cbvmda:lotNumber': 'L1', 'cbvmda:bestBeforeDate': '2027-01-01' },
    sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: 4 }] }],
  });
  expect(project(event, 'all')).toBe(event);
});

test('the sets below show no event', () => {
  for (const fields of ['public', 'step', 'status'] as const) expect(() => project(event, fields)).toThrow(RangeError);
});

test('the public is quoted lot and dates', () => {
  expect(JSON.parse(JSON.stringify(publicEvent(event)))).toEqual({
    type: 'ObjectEvent',
    ilmd: { 'cbvmda:lotNumber': 'L1', 'cbvmda:bestBeforeDate': '2027-01-01' },
  });
});

test('the text of an event is the event, whether it was taken apart or not', () => {
  const key = fc.oneof(
    fc.constantFrom('example:price', 'https://x.example/driver', 'a:phone', 'price', 'operator', 'a:colour', 'a:b'),
    fc.string(),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('13800138000', '41900119900307721X', 13800138000, 'x', 1, null, true, '+8613800138000'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(key, value, { maxKeys: 5 }), (any) => {
      const doc = JSON.stringify(any);
      expect(JSON.parse(projectText(doc, 'business'))).toEqual(
        JSON.parse(JSON.stringify(project(JSON.parse(doc) as object, 'business'))),
      );
    }),
    { numRuns: 2_000 },
  );
});
