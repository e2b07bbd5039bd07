/** Documents that are always at hand, for tests that must not depend on what lies beside the checkout. */
import { demoDocuments } from '../../simulator/demo-city.ts';

const xml = `<?xml version="1.0" encoding="UTF-8"?>
<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:ex="https://ns.example.com/" schemaVersion="2.0" creationDate="2026-01-01T00:00:00Z">
  <EPCISBody><EventList>
    <ObjectEvent>
      <eventTime>2026-01-01T08:00:00.123+08:00</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
      <epcList><epc>urn:epc:id:sgtin:9521234.012345.1</epc></epcList>
      <action>ADD</action><bizStep>commissioning</bizStep><disposition>active</disposition>
      <readPoint><id>urn:epc:id:sgln:9521234.00001.0</id></readPoint>
      <quantityList><quantityElement><epcClass>urn:epc:class:lgtin:9521234.012345.L1</epcClass><quantity>2.5</quantity><uom>KGM</uom></quantityElement></quantityList>
      <ilmd><ex:harvest ex:by="hand">2026-01-01</ex:harvest></ilmd>
      <ex:note><ex:line>1</ex:line><ex:line>2</ex:line></ex:note>
    </ObjectEvent>
    <AggregationEvent>
      <eventTime>2026-01-01T09:00:00Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
      <parentID>urn:epc:id:sscc:9521234.0000000001</parentID>
      <childEPCs><epc>urn:epc:id:sgtin:9521234.012345.1</epc></childEPCs>
      <action>ADD</action><bizStep>packing</bizStep>
    </AggregationEvent>
  </EventList></EPCISBody>
</epcis:EPCISDocument>
`;

export const ownDocuments: readonly { readonly name: string; readonly text: string }[] = [
  ...demoDocuments().map(({ document }, i) => ({ name: `demo-${i}.json`, text: JSON.stringify(document) })),
  { name: 'own.xml', text: xml },
];
