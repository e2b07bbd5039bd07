/** XML that means harm, or is none: each row is refused with a place and a reason, or read as what it is. */
import { describe, expect, it } from 'vitest';
import { readXmlDocument, readXmlTree, XmlFault, XmlReader } from '../../../src/events/xml/index.ts';

const start = '<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:ex="https://ex.example/" schemaVersion="2.0">';
const document = (content: string): string =>
  `${start}<EPCISBody><EventList>${content}</EventList></EPCISBody></epcis:EPCISDocument>`;
const event = (content: string): string =>
  document(
    '<ObjectEvent><eventTime>2026-01-01T00:00:00Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>' +
      `<epcList><epc>urn:x:1</epc></epcList><action>ADD</action>${content}</ObjectEvent>`,
  );
const laughs = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
  { length: 10 },
  (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i === 0 ? '' : i};`.repeat(10)}">`,
).join('')}]>`;

/** Name, text, what the fault says. */
const refused: readonly (readonly [string, string, RegExp])[] = [
  ['nothing', '', /came nothing/],
  ['blanks', ' \n ', /document must contain a root element/i],
  ['text', 'hello', /text data outside of root node/i],
  ['JSON', '{"type":"EPCISDocument"}', /text data outside/i],
  ['a billion laughs', `${laughs}${event('<ex:a>&lol9;</ex:a>')}`, /document type/],
  ['an external entity', `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${event('<ex:a>&x;</ex:a>')}`, /document type/],
  ['an external document type', `<!DOCTYPE a SYSTEM "http://evil.example/a.dtd">${event('')}`, /document type/],
  ['a document type without content', `<!DOCTYPE project>${event('')}`, /document type/],
  ['an unknown entity', event('<ex:a>&nbsp;</ex:a>'), /entity/i],
  ['an entity in an attribute', event('<ex:a b="&xxe;"/>'), /entity/i],
  ['an open end', event('').slice(0, -30), /unclosed tag|unexpected end/i],
  ['an element never closed', document('<ObjectEvent>'), /unexpected close tag|unclosed/i],
  ['elements that cross', event('<ex:a><ex:b></ex:a></ex:b>'), /close tag/i],
  ['two roots', `${event('')}<a/>`, /root/i],
  ['text after the root', `${event('')}more`, /text data outside/i],
  ['an encoding that is not UTF-8', `<?xml version="1.0" encoding="ISO-8859-1"?>${event('')}`, /encoding/],
  ['UTF-16 by name', `<?xml version="1.0" encoding="UTF-16"?>${event('')}`, /encoding/],
  ['XML 1.1', `<?xml version="1.1"?>${event('')}`, /XML \\?"1.1/],
  ['a declaration that comes late', ` <?xml version="1.0"?>${event('')}`, /declaration/i],
  ['10,000 levels', event(`${'<ex:a>'.repeat(10_000)}${'</ex:a>'.repeat(10_000)}`), /levels/],
  ['65 levels', event(`${'<ex:a>'.repeat(61)}${'</ex:a>'.repeat(61)}`), /levels/],
  ['an attribute of a megabyte', event(`<ex:a b="${'x'.repeat(1_000_000)}"/>`), /attribute of 1000000/],
  [
    'ten thousand namespaces',
    event(Array.from({ length: 10_000 }, (_, i) => `<a:b xmlns:a="urn:n:${i}"/>`).join('')),
    /namespaces/,
  ],
  ['an attribute twice', event('<ex:a b="1" b="2"/>'), /duplicate attribute/i],
  [
    'an attribute twice under two prefixes',
    event('<ex:a xmlns:y="https://ex.example/" ex:b="1" y:b="2"/>'),
    /duplicate attribute/i,
  ],
  ['a prefix nobody declared', event('<no:a/>'), /unbound namespace prefix/i],
  ['an attribute with such a prefix', event('<ex:a no:b="1"/>'), /unbound namespace prefix/i],
  ['the prefix xml bound anew', event('<ex:a xmlns:xml="https://evil.example/"/>'), /xml prefix/i],
  ['a reference to NUL', event('<ex:a>&#0;</ex:a>'), /malformed character entity|character/i],
  ['a reference to a control character', event('<ex:a>&#x1;</ex:a>'), /character/i],
  ['a reference to a surrogate', event('<ex:a>&#xD800;</ex:a>'), /character/i],
  ['a reference beyond Unicode', event('<ex:a>&#x110000;</ex:a>'), /character/i],
  ['a reference to U+FFFE', event('<ex:a>&#xFFFE;</ex:a>'), /character/i],
  ['a control character itself', event('<ex:a>\u0001</ex:a>'), /disallowed character/i],
  ['a lonely surrogate', event('<ex:a>\ud800</ex:a>'), /disallowed character|close tag/i],
  ['a < in an attribute', event('<ex:a b="<"/>'), /disallowed character/i],
  [']]> in text', event('<ex:a>]]></ex:a>'), /"]]>"|\]\]>/],
  ['-- in a comment', event('<!-- a -- b -->'), /malformed comment/i],
  ['an attribute without quotes', event('<ex:a b=1/>'), /unquoted/i],
  ['a root that is not ours', '<EPCISDocument xmlns="https://ex.example/"/>', /root/],
  ['a root without namespace', '<EPCISDocument schemaVersion="2.0"/>', /root/],
  ['HTML', '<html><body/></html>', /root/],
  ['another root of EPCIS', '<epcis:Other xmlns:epcis="urn:epcglobal:epcis:xsd:2"/>', /root/],
  ['EPCIS of another version', '<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:3"/>', /root/],
  ['an unknown event', document('<QuantumEvent/>'), /QuantumEvent/],
  ['a member twice', event('<action>ADD</action>'), /second action/],
  ['an element in a value', event('<bizStep><a/></bizStep>'), /text alone/],
  ['text in a list', event('<quantityList>12</quantityList>'), /elements alone/],
  ['an attribute that is none', event('<bizStep lang="en">x</bizStep>'), /attribute/],
];

describe('XML that is refused', () => {
  it.each(refused)('%s', (_, text, reason) => {
    const fault = (() => {
      try {
        readXmlDocument(text);
      } catch (error) {
        return error;
      }
      return undefined;
    })();
    expect(fault).toBeInstanceOf(XmlFault);
    const { line, column, came, expected, message } = fault as XmlFault;
    expect(message).toMatch(reason);
    expect([line > 0, column > 0, came !== '', expected !== '']).toEqual([true, true, true, true]);
    expect(message.length).toBeLessThan(400);
    // In pieces it is refused just so.
    const reader = new XmlReader();
    expect(() => {
      for (let i = 0; i < text.length; i += 1_000) reader.write(text.slice(i, i + 1_000));
      reader.end();
    }).toThrow(XmlFault);
  });

  it('is refused where the fault is, before the rest has come', () => {
    const reader = new XmlReader();
    reader.write(`<?xml version="1.0"?>\n\n  ${start}\n`);
    expect(() => reader.write('<EPCISBody>\n  <EventList><Odd')).not.toThrow();
    expect(() => reader.write('Event>')).toThrow(/^line 5, column \d+: /);
  });

  it('has no text longer than a message needs', () => {
    expect(() => readXmlDocument(event(`<${'x'.repeat(100_000)}`))).toThrow(XmlFault);
    expect(() => readXmlTree('<a><b/><b/><b/></a>', 3)).toThrow('more than 3 elements');
  });
});

const read = (content: string): Record<string, unknown> => {
  const { value } = readXmlDocument(event(content));
  return (value as { epcisBody: { eventList: Record<string, unknown>[] } }).epcisBody.eventList[0]!;
};

describe('XML that is unusual and right', () => {
  it('may begin with a byte-order mark', () => {
    expect(readXmlDocument(`\ufeff<?xml version="1.0" encoding="utf-8" standalone="yes"?>${event('')}`).kind).toBe('document');
  });

  it('is read past comments and processing instructions', () => {
    expect(read('<!-- a --><ex:a>1<!-- b -->2<?php echo ?>3</ex:a><?x?>')['ex:a']).toBe('123');
  });

  it('may hold CDATA and references', () => {
    expect(read('<ex:a>a<![CDATA[<b>&amp;]]>&lt;&#20013;&#x6587;&quot;</ex:a>')['ex:a']).toBe('a<b>&amp;<中文"');
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])('may call an extension %s', (name) => {
    const found = read(
      `<ex:${name}>1</ex:${name}><ex:${name}>2</ex:${name}><ex:in><${name}>3</${name}><${name} ${name}="4"/></ex:in>`,
    );
    expect(found[`ex:${name}`]).toEqual(['1', '2']);
    const within = found['ex:in'] as object;
    expect(Object.getPrototypeOf(within)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(within, name)?.value).toEqual(['3', { [`@${name}`]: '4' }]);
    expect(({} as Record<string, unknown>)['ex:in']).toBeUndefined();
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });

  it('may cut a name, a reference or a CDATA section at any chunk', () => {
    const text = `<?xml version="1.0"?>${event('<ex:a b="&amp;x">a<![CDATA[]]]]>&#20013;</ex:a><!-- - -->')}`;
    const whole = readXmlDocument(text);
    for (let size = 1; size < 8; size++) {
      const reader = new XmlReader();
      for (let i = 0; i < text.length; i += size) reader.write(text.slice(i, i + size));
      expect(reader.end()).toEqual(whole);
    }
  });
});
