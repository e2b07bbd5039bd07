/** What the examples of the reference ask for; all of it is in the demo city. */
export const bottleLot = '(01)09521055300101(10)J261014';
export const bottleLotUri = 'https://id.gs1.org/01/09521055300101/10/J261014';
export const shipment = 'urn:uuid:324c0f09-9eaf-834d-9a77-7d26eefac4a8';
/** The gate of the pesticide maker. */
export const gate = 'https://id.gs1.org/414/9521011000014';
export const gtin = '6901234567892';

/** What is made gets another one. */
export const exampleId = '8f14e45f-ceea-467f-9b0a-6d2b1c0e7a35';
export const exampleOrganisationId = '5d41402a-bc4b-4a76-b971-9d911017c592';

export const exampleOrganisation = {
  name: '王屋山果品专业合作社',
  kind: 'enterprise',
  form: 'cooperative',
  uscc: '93419001MA00000161',
  areas: ['419001109'],
  categories: ['produce'],
  address: '王屋镇 8 号',
};

export const exampleTable = '主体名称,统一社会信用代码,所在区划\n王屋山果品专业合作社,93419001MA00000161,419001109\n';

const context = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';

const inspection = {
  type: 'ObjectEvent',
  eventID: 'urn:uuid:5b1e7a2c-3f64-4a0e-9c55-1d2f8a6b7c90',
  eventTime: '2026-11-20T09:30:00+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  bizStep: 'inspecting',
  disposition: 'conformant',
  epcList: ['urn:epc:id:sgtin:9521055.030010.A1'],
  readPoint: { id: 'urn:epc:id:sgln:9521055.00001.0' },
};

export const exampleEvent = { '@context': context, ...inspection };

export const exampleDocument = {
  '@context': context,
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-11-20T10:00:00+08:00',
  epcisBody: { eventList: [inspection] },
};

export const exampleQuery = { name: 'shipped', query: { eventType: ['ObjectEvent'], EQ_bizStep: ['shipping'] } };

export const exampleCertificate = {
  style: 'producer',
  product: '红富士苹果',
  quantity: '1200 千克',
  origin: '河南省济源市轵城镇',
  issuer: '王屋山果品专业合作社',
  contact: '0391-0000000',
  bases: ['own_test'],
  request: 'certificate-1',
};

export const exampleLink = {
  code: bottleLotUri,
  linkType: 'gs1:instructions',
  href: 'https://www.example.com/juice',
  title: '饮用说明',
  language: 'zh',
  type: 'text/html',
};
