/** Numbers of persons that stand in an event in the clear, where nobody may need them: before they are kept for ever. */
import { type PersonalKind, personalIn } from '../codes/index.ts';
import { pathOf } from './schema.ts';

export interface PersonalFinding {
  /** JSON path, from the event. */
  readonly path: string;
  readonly kind: PersonalKind;
}

/** More than these help nobody who repairs the document. */
const most = 20;

/**
 * Members of the standard that name things, places and kinds (EPCIS 2.0 §7.4). Codes of goods are digits too, and an SSCC of eighteen can
 * pass for an identity number; here only a URN outside EPC says what kind of number it ends with.
 */
const naming = new Set([
  ...['type', 'eventID', 'correctiveEventIDs', 'eventTime', 'eventTimeZoneOffset', 'recordTime', 'declarationTime', 'action'],
  ...['bizStep', 'disposition', 'set', 'unset', 'parentID', 'epcList', 'childEPCs', 'inputEPCList', 'outputEPCList', 'epcClass'],
  ...['quantity', 'uom', 'bizTransaction', 'source', 'destination', 'id', 'transformationID', 'reason', 'certificationInfo'],
  ...['time', 'startTime', 'endTime', 'deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'bizRules', 'exception'],
  ...['microorganism', 'chemicalSubstance', 'component', 'coordinateReferenceSystem', 'minValue', 'maxValue', 'meanValue'],
  ...['value', 'sDev', 'percRank', 'percValue', 'uriValue', 'hexBinaryValue', 'booleanValue', '@context'],
]);
/** Members of the standard that hold others. */
const holding = new Set([
  ...['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList', 'bizTransactionList', 'sourceList'],
  ...['destinationList', 'readPoint', 'bizLocation', 'persistentDisposition', 'errorDeclaration', 'sensorElementList'],
  ...['sensorMetadata', 'sensorReport'],
]);

export function personalData(event: object): PersonalFinding[] {
  const findings: PersonalFinding[] = [];
  for (const [name, value] of Object.entries(event)) lookAt(name, value, '$', findings);
  return findings;
}

function lookAt(name: string, value: unknown, path: string, findings: PersonalFinding[]): void {
  if (naming.has(name)) named(value, pathOf(path, name), findings);
  else if (holding.has(name)) {
    const below = pathOf(path, name);
    const items = Array.isArray(value) ? value : [value];
    items.forEach((item, i) => {
      const at = Array.isArray(value) ? `${below}[${i}]` : below;
      if (item !== null && typeof item === 'object')
        for (const [inner, each] of Object.entries(item)) lookAt(inner, each, at, findings);
      else named(item, at, findings);
    });
  } else free(name, value, path, findings);
}

function named(value: unknown, path: string, findings: PersonalFinding[]): void {
  if (Array.isArray(value)) for (const [i, item] of value.entries()) named(item, `${path}[${i}]`, findings);
  if (typeof value !== 'string' || !value.startsWith('urn:') || value.startsWith('epc:', 4)) return;
  const last = value.slice(value.lastIndexOf(':') + 1);
  if (last.length === 18 && personalIn(last) === 'identity_number') found(findings, path, 'identity_number');
}

/** Free text and extensions, at any depth, names of members included. */
function free(name: string, value: unknown, path: string, findings: PersonalFinding[]): void {
  const at = pathOf(path, name);
  const inName = personalIn(name);
  if (inName !== undefined) found(findings, at, inName);
  anywhere(value, at, findings);
}

function anywhere(value: unknown, path: string, findings: PersonalFinding[]): void {
  if (typeof value === 'string' || typeof value === 'number') {
    const kind = personalIn(String(value));
    if (kind !== undefined) found(findings, path, kind);
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) anywhere(item, `${path}[${i}]`, findings);
  } else if (value !== null && typeof value === 'object')
    for (const [name, each] of Object.entries(value)) free(name, each, path, findings);
}

function found(findings: PersonalFinding[], path: string, kind: PersonalKind): void {
  if (findings.length < most) findings.push({ path, kind });
}
