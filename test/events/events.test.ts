import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canonicalVocabulary,
  checkEvent,
  epochMicros,
  expandCurie,
  factsOf,
  isDateTime,
  isEvent,
  isUri,
  noPrefixes,
  prefixesOf,
  readDocument,
  role,
} from '../../src/events/index.ts';

const base = {
  type: 'ObjectEvent',
  eventTime: '2026-05-01T08:00:00+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  epcList: ['urn:x:1'],
};
const without = (name: string): object => Object.fromEntries(Object.entries(base).filter(([key]) => key !== name));

describe('faults', () => {
  const rows: readonly [string, object, string, string, string][] = [
    ['a missing time', without('eventTime'), '$.eventTime', 'nothing', 'a value: it is required'],
    ['a wrong action', { ...base, action: 'LOOK' }, '$.action', '"LOOK"', 'ADD, OBSERVE or DELETE'],
    [
      'a step outside the list',
      { ...base, bizStep: 'teleporting' },
      '$.bizStep',
      '"teleporting"',
      'a CBV business step (accepting, arriving, … void_shipping) or a URI of your own',
    ],
    [
      'a unit that is none',
      { ...base, quantityList: [{ epcClass: 'urn:x:c', quantity: 1, uom: 'kilo' }] },
      '$.quantityList[0].uom',
      '"kilo"',
      'a unit code of UN/ECE Recommendation 20, such as KGM',
    ],
    [
      'a quantity as text',
      { ...base, quantityList: [{ epcClass: 'urn:x:c', quantity: '1' }] },
      '$.quantityList[0].quantity',
      '"1"',
      'a number',
    ],
    [
      'an unknown bare name',
      { ...base, colour: 'red' },
      '$.colour',
      'the name "colour"',
      'a standard name, or a name with a prefix such as example:myField',
    ],
    [
      'a thing named twice',
      { ...base, epcList: ['urn:x:1', 'urn:x:2', 'urn:x:1'] },
      '$.epcList[2]',
      '"urn:x:1"',
      'no value twice in this list',
    ],
    [
      'ilmd at an observation',
      { ...base, ilmd: { 'x:a': 1 } },
      '$.ilmd',
      'an object with x:a',
      'no ilmd unless the action is ADD',
    ],
    [
      'no time zone',
      { ...base, eventTime: '2026-05-01T08:00:00' },
      '$.eventTime',
      '"2026-05-01T08:00:00"',
      'a date and time with time zone, such as 2026-11-24T08:00:00+08:00',
    ],
    [
      'marks that turn the writing',
      { ...base, action: 'ADD\u202eKCATTA' },
      '$.action',
      '"ADD\ufffdKCATTA"',
      'ADD, OBSERVE or DELETE',
    ],
    [
      'a deep sensor fault',
      { ...base, sensorElementList: [{ sensorReport: [{ type: 'Heat' }] }] },
      '$.sensorElementList[0].sensorReport[0].type',
      '"Heat"',
      'a measurement type (Temperature, RelativeHumidity, …) or a URI of your own',
    ],
  ];
  test.each(rows)('%s is one fault, with its path, what came and what was expected', (_, event, path, came, expected) => {
    expect(checkEvent(event)).toEqual([{ path, came, expected }]);
    expect(isEvent(event)).toBe(false);
  });

  test('each real fault is told, in the order of the document', () => {
    expect(checkEvent({ ...base, action: 'LOOK', disposition: 'gone', epcList: ['x'] }).map(({ path }) => path)).toEqual([
      '$.action',
      '$.epcList[0]',
      '$.disposition',
    ]);
  });

  test('a document without a body is refused as a document', () => {
    expect(
      readDocument({
        type: 'EPCISDocument',
        '@context': 'https://x.example/',
        schemaVersion: '2.0',
        creationDate: '2026-01-01T00:00:00Z',
      }),
    ).toEqual({
      faults: [{ path: '$.epcisBody', came: 'nothing', expected: 'a value: it is required' }],
    });
    for (const value of [null, 1, 'x', [], {}, { type: 3 }, { type: 'Event' }, base])
      expect(readDocument(value)).toHaveProperty('faults');
  });

  test('names such as __proto__ are names like others', () => {
    expect(checkEvent(JSON.parse(JSON.stringify(base).replace('}', ',"__proto__":{"x":1}}')))).toHaveLength(1);
    expect(checkEvent({ ...base, constructor: 1 })).toHaveLength(1);
    expect(checkEvent({ ...base, type: 'constructor' })).toHaveLength(1);
  });

  test('the quick verdict and the list of faults agree on anything', () => {
    const words = fc.constantFrom(
      'ObjectEvent',
      'TransformationEvent',
      'AggregationEvent',
      'ADD',
      'urn:x:1',
      'shipping',
      '2026-05-01T08:00:00Z',
      '+08:00',
      '',
    );
    const names = fc.constantFrom(
      'type',
      'eventTime',
      'epcList',
      'action',
      'readPoint',
      'id',
      'ilmd',
      'quantityList',
      'epcClass',
      'sensorElementList',
      'sensorReport',
      'x:y',
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        words,
        fc.jsonValue(),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(names, tie('any'), { maxKeys: 5 }),
      ),
    })).any;
    fc.assert(
      fc.property(fc.dictionary(names, value), (extra) => {
        const event = { ...base, ...extra };
        expect(isEvent(event)).toBe(checkEvent(event).length === 0);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('formats', () => {
  const ajv = new Ajv({ strict: false });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  const uri = ajv.compile({ type: 'string', format: 'uri' });
  const time = ajv.compile({ type: 'string', format: 'date-time' });
  const letters = (chars: string, most: number) => fc.string({ unit: fc.constantFrom(...chars), maxLength: most });

  test('a URI is what RFC 3986 says, to the letter', () => {
    const parts = fc.constantFrom(
      'http:',
      'urn:',
      'x',
      '//',
      '/',
      'a@b',
      ':80',
      '[::1]',
      '[1::8:9]',
      '[v1.x]',
      '[::1.2.3.4]',
      '%4',
      '%41',
      '?',
      '#',
      'é',
      ' ',
      '[',
      '1.2.3.4',
      ':',
    );
    const texts = fc.oneof(
      letters('aZ0:/?#[]@!$&\'()*+,;=-._~%4 \\"<é', 14),
      fc.array(parts, { maxLength: 7 }).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect([text, isUri(text)]).toEqual([text, uri(text)]);
      }),
      { numRuns: 60_000 },
    );
  });

  test('a date-time is what RFC 3339 says, leap days and leap seconds included', () => {
    const two = fc.integer({ min: 0, max: 63 }).map((n) => String(n).padStart(2, '0'));
    const texts = fc
      .tuple(
        fc.constantFrom('2024', '2026', '1900', '2000', '0000', '9999'),
        two,
        two,
        fc.constantFrom('T', 't', ' ', '_', '\u00a0'),
        two,
        two,
        two,
        fc.constantFrom('', '.1', '.123456789', '.'),
        fc.constantFrom('Z', 'z', '', '+08', '+0800', '+08:00', '-23:59', '+24:00', '+08:60', '+8', '+08:'),
      )
      .map(([y, m, d, t, h, min, s, f, z]) => `${y}-${m}-${d}${t}${h}:${min}:${s}${f}${z}`);
    const near = fc
      .tuple(
        fc.constantFrom('2016-12-31', '2024-02-29', '2023-02-29', '2026-06-30'),
        fc.constantFrom('23:59:60', '22:59:60', '00:29:60', '07:59:60', '24:00:00', '23:60:00'),
        fc.constantFrom('Z', '+08:00', '-01:00', '+00:30', '-23:30', '+01'),
      )
      .map(([d, t, z]) => `${d}T${t}${z}`);
    fc.assert(
      fc.property(fc.oneof(texts, near), (text) => {
        expect([text, isDateTime(text)]).toEqual([text, time(text)]);
      }),
      { numRuns: 60_000 },
    );
  });

  test('microseconds are exact, and agree with the platform where it can tell', () => {
    expect(epochMicros('1970-01-01T00:00:00.000001Z')).toBe(1);
    expect(epochMicros('2026-11-24T08:00:00.1234567+08:00')).toBe(Date.UTC(2026, 10, 24) * 1000 + 123_456);
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
        (date) => {
          expect(epochMicros(date.toISOString())).toBe(date.getTime() * 1000);
        },
      ),
    );
  });
});

describe('contexts and vocabularies', () => {
  test('a CURIE expands where its prefix is declared, in the document or the event', () => {
    const prefixes = prefixesOf(
      ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld', { example: 'https://ns.example.com/' }],
      { own: 'urn:own:' },
    );
    expect(expandCurie('example:a:b', prefixes)).toBe('https://ns.example.com/a:b');
    expect(expandCurie('own:x', prefixes)).toBe('urn:own:x');
    for (const same of ['other:x', 'urn:x:y', 'https://x.example/', 'word', '__proto__:x'])
      expect(expandCurie(same, prefixes)).toBe(same);
  });

  test.each([
    'shipping',
    'urn:epcglobal:cbv:bizstep:shipping',
    'https://ref.gs1.org/cbv/BizStep-shipping',
    'https://ns.gs1.org/cbv/BizStep-shipping',
    'cbv:BizStep-shipping',
  ])('%s is shipping', (spelling) => expect(canonicalVocabulary('bizStep', spelling, noPrefixes)).toBe('shipping'));
});

describe('facts', () => {
  test('an event of a kind of its own has a time and no participants', () => {
    const facts = factsOf({ ...base, type: 'example:Blessing', epcList: { odd: true }, bizStep: 5 } as never, noPrefixes);
    expect(facts).toMatchObject({ type: 'example:Blessing', at: Date.UTC(2026, 4, 1) * 1000, step: undefined, participants: [] });
  });

  test('a lot number in the ilmd ties new instances to their lot', () => {
    const facts = factsOf(
      { ...base, action: 'ADD', epcList: ['urn:epc:id:sgtin:9521234.012345.7'], ilmd: { 'cbvmda:lotNumber': 'L1' } } as never,
      noPrefixes,
    );
    expect(facts.participants).toMatchObject([
      {
        role: role.observedAdd,
        id: 'https://id.gs1.org/01/09521234123453/21/7',
        lot: 'https://id.gs1.org/01/09521234123453/10/L1',
      },
      { role: role.lot, id: 'https://id.gs1.org/01/09521234123453/10/L1' },
    ]);
  });
});
