/** The EPCIS 2.0 model: types and validator from one definition, vocabularies, contexts, the facts of an event. Pure. */
export { expandCurie, noPrefixes, type Prefixes, prefixesOf } from './context.ts';
export { checkEvent, isEvent, type ReadDocument, readDocument } from './document.ts';
export { epcisDocument, epcisQueryDocument, type Vocabulary } from './envelope.ts';
export {
  type EventFacts,
  factsOf,
  identityOf,
  isTelling,
  mayState,
  type Participant,
  passingRoles,
  type Role,
  role,
  unfitDispositions,
  unfitNames,
} from './facts.ts';
export { isUri } from './formats.ts';
export { jsonSchema } from './json-schema.ts';
export type {
  AggregationEvent,
  AssociationEvent,
  EpcisEvent,
  ExtendedEvent,
  ObjectEvent,
  StandardEventType,
  TransactionEvent,
  TransformationEvent,
} from './model.ts';
export { event as eventShape } from './model.ts';
export { isNumberAlone, paperName, paperNumber, papersOf } from './papers.ts';
export { type PersonalFinding, personalData } from './personal.ts';
export { prehashOf } from './prehash.ts';
export type { Fault } from './schema.ts';
export { epochMicros, isDateTime } from './time.ts';
export { baseUnits, type Dimension, type Unit, unitOf } from './units.ts';
export { bizSteps, canonicalVocabulary, dispositions, type VocabularyKind, vocabularyWords } from './vocabulary.ts';
