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
  held(event, '$', findings);
  return findings;
}

function lookAt(name: string, value: unknown, path: string, findings: PersonalFinding[]): void {
  if (naming.has(name)) named(name, value, path, findings);
  else if (holding.has(name)) {
    const below = pathOf(path, name);
    if (Array.isArray(value)) for (let i = 0; i < value.length; i++) held(value[i], `${below}[${i}]`, findings);
    else held(value, below, findings);
  } else free(name, value, path, findings);
}

function held(item: unknown, path: string, findings: PersonalFinding[]): void {
  if (item === null || typeof item !== 'object') return;
  for (const inner in item) lookAt(inner, (item as Record<string, unknown>)[inner], path, findings);
}

/** Paths are written only for what is found: most events hold nothing, and some hold thousands of codes. */
function named(name: string, value: unknown, path: string, findings: PersonalFinding[]): void {
  if (!Array.isArray(value)) {
    if (endsWithPerson(value)) found(findings, pathOf(path, name), 'identity_number');
    return;
  }
  for (let i = 0; i < value.length; i++)
    if (endsWithPerson(value[i])) found(findings, `${pathOf(path, name)}[${i}]`, 'identity_number');
}

function endsWithPerson(value: unknown): boolean {
  if (typeof value !== 'string' || !value.startsWith('urn:') || value.startsWith('epc:', 4)) return false;
  return value.charCodeAt(value.length - 19) === 58 && personalIn(value.slice(-18)) === 'identity_number';
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
