/**
 * Shapes whose lists and bounds are those of this installation: roles, actions, categories, periods. The routes check bodies with them,
 * and the reference describes them.
 */
import { actions, type Role, settings } from '../access/index.ts';
import { allRoles, tokenDays } from '../accounts/index.ts';
import { auditKinds } from '../audit/index.ts';
import { categories } from '../categories/index.ts';
import {
  accessSettings,
  accountChange,
  accountRequest,
  auditKindsAnswer,
  caseExtension,
  caseRequest,
  complaintRequest,
  complaintStep,
  consentRequest,
  delegationRequest,
  drillRequest,
  findingStep,
  findingSteps,
  groupRequest,
  groupStepRequest,
  licenceRequest,
  organisationBatch,
  organisationChange,
  organisationDecision,
  organisationRequest,
  personRequest,
  readinessRequest,
  recallDraft,
  recallStep,
  siteRequest,
  statementRequest,
  tokenRequest,
} from '../contract/index.ts';
import { decisions, forms, groupSteps, licenceSchemes, licenceStatuses, registrable, siteKinds } from '../organisations/index.ts';
import { mostDays, personKinds } from '../persons/index.ts';
import { actsBy, complaintSteps, complaintSubjects, findingActs } from '../supervision/index.ts';

const steps = Object.entries(findingActs);
const actsOf = (by: 'department' | 'firm'): string[] => steps.flatMap(([name, row]) => (row.by === by ? [name] : []));

const roles: readonly Role[] = allRoles;
const ids = categories.map(({ id }) => id);
const statements = { statuses: licenceStatuses, categories: ids };
/** Organisations in one request. */
export const mostInBatch = 500;

export const accountShape = accountRequest(roles);
export const accountChangeShape = accountChange(roles);
export const tokenShape = tokenRequest(actions, tokenDays);
export const delegationShape = delegationRequest(actions);

export const organisationShape = organisationRequest({ kinds: registrable, forms, categories: ids });
export const organisationBatchShape = organisationBatch(organisationShape, mostInBatch);
export const organisationChangeShape = organisationChange(ids);
export const decisionShape = organisationDecision(decisions);
export const siteShape = siteRequest(siteKinds);
export const licenceShape = licenceRequest({ schemes: licenceSchemes, ...statements });
export const statementShape = statementRequest(statements);

export const caseShape = caseRequest(settings.caseRoots.value, settings.caseDays.value);
export const caseExtensionShape = caseExtension(settings.caseExtensionDays.value);
export const consentShape = consentRequest(ids, settings.consentDays.value);
const open = categories.filter(({ closed }) => !closed).map(({ id }) => id);
export const groupShape = groupRequest(open);
export const groupStepShape = groupStepRequest(Object.keys(groupSteps));
export const settingsShape = accessSettings(Object.keys(settings));

export const personShape = personRequest(Object.keys(personKinds), mostDays);
export const auditKindsShape = auditKindsAnswer(Object.keys(auditKinds));

/** Findings in one request. */
export const mostFindings = 500;
export const findingActShape = findingStep('FindingStep', actsOf('department'));
export const findingAnswerShape = findingStep('FindingReply', actsOf('firm'));
export const findingActsShape = findingSteps(actsOf('department'), mostFindings);

export const complaintShape = complaintRequest(Object.keys(complaintSubjects), ids);
export const complaintStepShape = complaintStep(Object.keys(complaintSteps), ids);
export const recallDraftShape = recallDraft(ids);
export const drillShape = drillRequest(ids);
export const readinessShape = readinessRequest(ids);
export const recallActShape = recallStep('RecallStep', actsBy('run_recall'));
export const recallConfirmationShape = recallStep('RecallConfirmation', actsBy('confirm_recall'));
