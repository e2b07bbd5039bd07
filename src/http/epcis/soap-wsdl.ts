/** The description of the SOAP interface: WSDL 1.1, document/literal, the messages of the query XSD of EPCIS 1.2. */
import { escapeXml, queryNamespace } from './soap-messages.ts';

/** `address`: where the service is called, a URL. */
export function wsdlOf(address: string, operations: readonly string[]): string {
  // Poll answers with the results themselves.
  const answer = (name: string): string => (name === 'Poll' ? 'QueryResults' : `${name}Result`);
  const messages = operations
    .map(
      (name) =>
        `<message name="${name}Request"><part name="parms" element="epcisq:${name}"/></message>` +
        `<message name="${name}Response"><part name="${name}Return" element="epcisq:${answer(name)}"/></message>`,
    )
    .join('');
  const ports = operations
    .map(
      (name) =>
        `<operation name="${name}"><input message="impl:${name}Request"/><output message="impl:${name}Response"/></operation>`,
    )
    .join('');
  const bindings = operations
    .map(
      (name) =>
        `<operation name="${name}"><wsdlsoap:operation soapAction=""/><input><wsdlsoap:body use="literal"/></input>` +
        '<output><wsdlsoap:body use="literal"/></output></operation>',
    )
    .join('');
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:wsdlsoap="http://schemas.xmlsoap.org/wsdl/soap/" ' +
    `xmlns:impl="urn:epcglobal:epcis:wsdl:1" xmlns:epcisq="${queryNamespace('1.2')}" targetNamespace="urn:epcglobal:epcis:wsdl:1">` +
    `<types><xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"><xsd:import namespace="${queryNamespace('1.2')}"/></xsd:schema></types>` +
    `${messages}<portType name="EPCISServicePortType">${ports}</portType>` +
    '<binding name="EPCISServiceBinding" type="impl:EPCISServicePortType">' +
    `<wsdlsoap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>${bindings}</binding>` +
    '<service name="EPCglobalEPCISService"><port name="EPCglobalEPCISServicePort" binding="impl:EPCISServiceBinding">' +
    `<wsdlsoap:address location="${escapeXml(address)}"/></port></service></definitions>\n`
  );
}
