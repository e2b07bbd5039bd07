/** EPCIS 1.2: the query interface over SOAP. */
import { type Operation, words } from './row.ts';

const refusedAs = ['text/xml', 'application/soap+xml'];

export const soap: readonly Operation[] = [
  {
    method: 'post',
    path: '/epcis/soap',
    id: 'soap',
    tag: 'soap',
    needs: 'query',
    zh: 'EPCIS 1.2 查询（SOAP 1.1、1.2）',
    en: 'Query in EPCIS 1.2 over SOAP 1.1 and 1.2',
    more: words(
      '事件与主数据的轮询、查询名称与版本。出错时以 SOAP Fault 答复。',
      'Polls for events and master data, names of queries, versions. Refusals are SOAP faults.',
    ),
    body: {
      types: ['text/xml', 'application/soap+xml', 'application/xml'],
      example:
        '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>' +
        '<q:GetStandardVersion xmlns:q="urn:epcglobal:epcis-query:xsd:1"/></soap:Body></soap:Envelope>',
    },
    answers: [{ ...words('SOAP 消息', 'a SOAP message'), status: 200, types: ['text/xml', 'application/soap+xml'] }],
    refusedAs,
    errors: ['unsupported_media', 'body_too_large', 'not_utf8', 'document_invalid'],
  },
  {
    method: 'get',
    path: '/epcis/soap',
    id: 'wsdl',
    tag: 'soap',
    needs: 'query',
    zh: 'SOAP 接口的描述（WSDL）',
    en: 'What the SOAP interface offers, as WSDL',
    answers: [{ ...words('WSDL 1.1', 'WSDL 1.1'), status: 200, types: ['text/xml'] }],
    refusedAs,
  },
];
