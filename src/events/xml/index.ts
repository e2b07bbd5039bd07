/**
 * EPCIS 2.0 and 1.2 in XML: read into the JSON documents the rest of the system works with, and written from them. Pure. Nothing here
 * knows HTTP, and nothing outside knows XML.
 */
export { XmlFault, XmlInexpressible } from './fault.ts';
export type { XmlVersion } from './names.ts';
export { readXmlDocument, type XmlDocument, XmlReader } from './reader.ts';
