/** What departments do about what was found, and what firms answer. */

export {
  type Calendar,
  type Clock,
  type ComplaintActName,
  type ComplaintKind,
  type ComplaintState,
  type ComplaintSubject,
  clockOn,
  clocksFor,
  complaintActs as complaintSteps,
  complaintClocks,
  complaintKinds,
  complaintStates,
  complaintSubjects,
  dueBy,
  openComplaintActs,
} from './complaint-life.ts';
export {
  type ComplaintStep,
  complaintNumber,
  dealWith,
  keepPhoto,
  mostPhotos,
  photoTypes,
  readComplaintNumber,
  type Told,
  takeComplaint,
} from './complaints.ts';
export { type FindingActName, type FindingState, findingActs, findingStates, isFindingAct, openActs } from './finding-life.ts';
export { keepProof, mostProofBytes, proofTypes, type Step, type Stepped, stepAll, takeStep } from './findings.ts';
export { barePhoto, mostPhotoBytes } from './photo.ts';
