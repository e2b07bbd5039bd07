/**
 * Every route and what it asks of the decision. A request whose route has no row here is refused. `open`: nothing of anybody is told, so
 * there is nothing to decide. GET stands for HEAD too; OPTIONS tells only what the standard announces and is open everywhere.
 */
import type { Action } from './actions.ts';

/** What the action is done to; the decision on the single object is made where it is read. */
export type ObjectKind =
  | 'page'
  | 'operation'
  | 'event'
  | 'own event'
  | 'chain of a code'
  | 'code'
  | 'own job'
  | 'own upload'
  | 'own query'
  | 'definition'
  | 'register row'
  /** Definitions of stages and rules: nothing of anybody. */
  | 'category'
  | 'own range'
  | 'own certificate'
  | 'link of a code'
  | 'organisation'
  | 'licence'
  | 'own case'
  | 'own consent'
  | 'joint group'
  | 'consented data'
  | 'look'
  | 'finding'
  | 'complaint'
  | 'exposure'
  | 'public list'
  | 'recall'
  | 'audit log'
  | 'personal data'
  /** One's own account; managing those of others is by the rules of `src/accounts/rules.ts`, which know the three administrators. */
  | 'own account'
  | 'account';

export interface RouteRow {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** As it is registered. */
  readonly path: string;
  readonly action: Action | 'open';
  readonly object: ObjectKind;
}

const row = (method: RouteRow['method'], path: string, action: Action | 'open', object: ObjectKind): RouteRow => ({
  method,
  path,
  action,
  object,
});

/** Keys of GS1 Digital Link that open the page of a code. */
const digitalLinkKeys = '00 01 253 255 401 402 414 417 8003 8004 8006 8010 8013 8017 8018'.split(' ');
const resources = ['eventTypes', 'epcs', 'bizSteps', 'bizLocations', 'readPoints', 'dispositions'];

export const routes: readonly RouteRow[] = [
  row('GET', '/', 'open', 'page'),
  row('GET', '/t', 'open', 'page'),
  row('GET', '/issue', 'open', 'page'),
  row('GET', '/console', 'open', 'page'),
  row('GET', '/console/*', 'open', 'page'),
  row('GET', '/workbench', 'open', 'page'),
  row('GET', '/workbench/*', 'open', 'page'),
  row('GET', '/workbench/sw.js', 'open', 'page'),
  row('GET', '/workbench/manifest.webmanifest', 'open', 'page'),
  row('GET', '/workbench/icons/:file', 'open', 'page'),
  row('GET', '/scan', 'open', 'page'),
  row('GET', '/assets/:file', 'open', 'page'),
  row('GET', '/api/docs', 'open', 'page'),
  row('GET', '/api/openapi.json', 'open', 'page'),
  row('GET', '/api/docs/errors', 'open', 'page'),
  row('GET', '/docs', 'open', 'page'),
  row('GET', '/docs/:category', 'open', 'page'),
  row('GET', '/docs/:category/:stage', 'open', 'page'),
  row('GET', '/.well-known/gs1resolver', 'open', 'page'),
  row('GET', '/api/v1/access-settings', 'open', 'page'),
  row('GET', '/healthz', 'open', 'operation'),
  row('GET', '/readyz', 'open', 'operation'),
  row('GET', '/metrics', 'open', 'operation'),

  row('GET', '/codes', 'explain', 'code'),
  row('GET', '/api/v1/codes/*', 'explain', 'code'),
  row('GET', '/api/v1/trace', 'trace', 'chain of a code'),
  row('GET', '/api/v1/trace/starts', 'query', 'chain of a code'),
  row('GET', '/api/v1/trace/quantities', 'query', 'chain of a code'),
  row('POST', '/api/v1/recalls/scope', 'query', 'chain of a code'),
  row('GET', '/api/v1/things/*', 'trace', 'chain of a code'),
  row('GET', '/t/*', 'trace', 'chain of a code'),
  row('GET', '/id/*', 'trace', 'chain of a code'),
  ...digitalLinkKeys.map((key) => row('GET', `/${key}/*`, 'trace', 'chain of a code')),

  row('POST', '/epcis/capture', 'capture', 'own event'),
  row('POST', '/epcis/events', 'capture', 'own event'),
  row('GET', '/epcis', 'query', 'event'),
  row('GET', '/epcis/capture', 'query', 'own job'),
  row('GET', '/epcis/capture/:id', 'query', 'own job'),
  row('GET', '/epcis/events', 'query', 'event'),
  row('GET', '/epcis/events/:id', 'query', 'event'),
  ...resources.flatMap((name) => [
    row('GET', `/epcis/${name}`, 'query', 'event'),
    row('GET', `/epcis/${name}/:name`, 'query', 'event'),
    row('GET', `/epcis/${name}/:name/events`, 'query', 'event'),
  ]),
  row('POST', '/epcis/queries', 'query', 'own query'),
  row('GET', '/epcis/queries', 'query', 'own query'),
  row('GET', '/epcis/queries/:name', 'query', 'own query'),
  row('DELETE', '/epcis/queries/:name', 'query', 'own query'),
  row('GET', '/epcis/queries/:name/events', 'query', 'event'),
  row('POST', '/epcis/queries/:name/subscriptions', 'query', 'own query'),
  row('GET', '/epcis/queries/:name/subscriptions', 'query', 'own query'),
  row('GET', '/epcis/queries/:name/subscriptions/:id', 'query', 'own query'),
  row('DELETE', '/epcis/queries/:name/subscriptions/:id', 'query', 'own query'),
  row('POST', '/epcis/soap', 'query', 'event'),
  row('GET', '/epcis/soap', 'query', 'event'),
  row('DELETE', '/epcis/nextPageToken/:token', 'query', 'own query'),

  row('POST', '/api/v1/records/:category/:stage', 'capture', 'own event'),
  row('POST', '/api/v1/records/:category/:stage/check', 'capture', 'own event'),
  row('GET', '/api/v1/acted', 'query', 'own event'),
  row('GET', '/api/v1/evaluations', 'query', 'event'),
  row('GET', '/api/v1/categories/:id/versions', 'open', 'category'),
  row('POST', '/api/v1/categories/:id/drafts', 'define', 'definition'),
  row('GET', '/api/v1/categories/:id/drafts', 'define', 'definition'),
  row('GET', '/api/v1/categories/:id/drafts/:draft', 'define', 'definition'),
  row('POST', '/api/v1/categories/:id/drafts/:draft/check', 'define', 'definition'),
  row('POST', '/api/v1/categories/:id/drafts/:draft/publish', 'define', 'definition'),
  row('PUT', '/api/v1/registers/:category/:register/*', 'keep_register', 'register row'),
  row('POST', '/api/v1/registers/:category/:register', 'keep_register', 'register row'),
  row('GET', '/api/v1/due', 'read_register', 'register row'),
  row('GET', '/api/v1/registers/:category/:register', 'read_register', 'register row'),
  row('GET', '/api/v1/registers/:category/:register/*', 'read_register', 'register row'),
  row('GET', '/api/v1/categories', 'open', 'category'),
  row('GET', '/api/v1/products', 'open', 'category'),
  row('GET', '/api/v1/categories/:id', 'open', 'category'),
  row('GET', '/api/v1/categories/:id/stages/:stage', 'open', 'category'),
  row('GET', '/api/v1/categories/:id/stages/:stage/schema.json', 'open', 'category'),
  row('GET', '/api/v1/categories/:id/stages/:stage/template.xlsx', 'open', 'category'),
  row('GET', '/api/v1/categories/:id/stages/:stage/template.csv', 'open', 'category'),
  row('POST', '/api/v1/records/:category/:stage/uploads', 'capture', 'own upload'),
  row('GET', '/api/v1/record-uploads', 'query', 'own upload'),
  row('GET', '/api/v1/record-uploads/:id', 'query', 'own upload'),
  row('GET', '/api/v1/record-uploads/:id/refusals', 'query', 'own upload'),
  row('GET', '/api/v1/record-uploads/:id/file.xlsx', 'query', 'own upload'),
  row('GET', '/api/v1/record-uploads/:id/file.csv', 'query', 'own upload'),
  row('DELETE', '/api/v1/record-uploads/:id', 'capture', 'own upload'),

  row('POST', '/api/v1/code-ranges', 'issue', 'own range'),
  row('GET', '/api/v1/code-ranges', 'issue', 'own range'),
  row('GET', '/api/v1/code-ranges/:id', 'issue', 'own range'),
  row('POST', '/api/v1/code-ranges/:id/marks', 'issue', 'own range'),
  row('GET', '/api/v1/code-ranges/:id/codes.csv', 'issue', 'own range'),
  row('GET', '/api/v1/code-ranges/:id/codes.xlsx', 'issue', 'own range'),
  row('GET', '/api/v1/code-ranges/:id/labels.pdf', 'issue', 'own range'),
  row('GET', '/api/v1/code-ranges/:id/labels.zpl', 'issue', 'own range'),
  row('POST', '/api/v1/gs1-keys', 'issue', 'own range'),
  row('GET', '/api/v1/label-layouts', 'issue', 'own range'),
  row('GET', '/api/v1/symbols/:file', 'issue', 'own range'),
  row('POST', '/api/v1/certificates', 'issue', 'own certificate'),
  row('GET', '/api/v1/certificates/:file', 'issue', 'own certificate'),
  row('POST', '/api/v1/links', 'link', 'link of a code'),
  row('DELETE', '/api/v1/links', 'link', 'link of a code'),

  row('GET', '/api/v1/jurisdiction', 'directory', 'organisation'),
  row('GET', '/api/v1/organisations/public', 'directory', 'organisation'),
  row('GET', '/api/v1/licences/schemes', 'directory', 'licence'),
  row('GET', '/api/v1/organisations/template.xlsx', 'directory', 'organisation'),
  row('GET', '/api/v1/organisations', 'organisation_read', 'organisation'),
  row('GET', '/api/v1/organisations/:id', 'organisation_read', 'organisation'),
  row('GET', '/api/v1/organisations/:id/history', 'organisation_read', 'organisation'),
  row('GET', '/api/v1/licences', 'organisation_read', 'licence'),
  row('GET', '/api/v1/licences/:id', 'organisation_read', 'licence'),
  row('POST', '/api/v1/organisations', 'register', 'organisation'),
  row('PATCH', '/api/v1/organisations/:id', 'register', 'organisation'),
  row('POST', '/api/v1/organisations/:id/sites', 'register', 'organisation'),
  row('POST', '/api/v1/organisations/:id/identifiers', 'register', 'organisation'),
  row('DELETE', '/api/v1/organisations/:id/identifiers', 'review', 'organisation'),
  row('POST', '/api/v1/organisations/:id/licences', 'register', 'licence'),
  row('POST', '/api/v1/organisations/import', 'review', 'organisation'),
  row('POST', '/api/v1/organisations/:id/decisions', 'review', 'organisation'),
  row('POST', '/api/v1/licences/:id/statements', 'review', 'licence'),

  row('POST', '/api/v1/cases', 'case', 'own case'),
  row('GET', '/api/v1/cases', 'case', 'own case'),
  row('GET', '/api/v1/cases/:id', 'case', 'own case'),
  row('POST', '/api/v1/cases/:id/extension', 'case', 'own case'),
  row('POST', '/api/v1/cases/:id/closing', 'case', 'own case'),
  row('POST', '/api/v1/groups', 'join_group', 'joint group'),
  row('GET', '/api/v1/groups', 'see_groups', 'joint group'),
  row('GET', '/api/v1/groups/:id', 'see_groups', 'joint group'),
  row('POST', '/api/v1/groups/:id/steps', 'join_group', 'joint group'),
  row('GET', '/api/v1/looks', 'see_looks', 'look'),
  row('GET', '/api/v1/counts', 'count', 'event'),
  row('POST', '/api/v1/sale-states', 'stop_sale', 'code'),
  row('POST', '/api/v1/consents', 'consent', 'own consent'),
  row('GET', '/api/v1/consents', 'consent', 'own consent'),
  row('GET', '/api/v1/consents/:id', 'consent', 'own consent'),
  row('POST', '/api/v1/consents/:id/withdrawal', 'consent', 'own consent'),
  row('GET', '/api/v1/consented', 'use_consent', 'consented data'),
  row('GET', '/api/v1/consented/:organisation/counts', 'use_consent', 'consented data'),
  row('GET', '/api/v1/consented/:organisation/events', 'use_consent', 'consented data'),

  row('GET', '/api/v1/audit', 'audit', 'audit log'),
  row('GET', '/api/v1/audit/kinds', 'audit', 'audit log'),
  row('GET', '/api/v1/audit/head', 'audit', 'audit log'),
  row('GET', '/api/v1/audit/verify', 'audit', 'audit log'),
  row('GET', '/api/v1/audit/export', 'audit', 'audit log'),

  row('GET', '/sign-in', 'open', 'own account'),
  row('GET', '/sign-in/code', 'open', 'own account'),
  row('GET', '/sign-in/password', 'open', 'own account'),
  row('GET', '/sign-in/enrol', 'open', 'own account'),
  row('GET', '/sign-in/oidc', 'open', 'own account'),
  row('GET', '/sign-in/oidc/callback', 'open', 'own account'),
  row('GET', '/account', 'open', 'own account'),
  row('GET', '/api/v1/account', 'open', 'own account'),
  row('GET', '/api/v1/account/enrolment', 'open', 'own account'),
  row('GET', '/api/v1/account/sessions', 'open', 'own account'),
  row('GET', '/api/v1/tokens', 'open', 'own account'),
  row('GET', '/api/v1/delegations', 'open', 'own account'),
  row('POST', '/sign-in', 'open', 'own account'),
  row('POST', '/sign-in/code', 'open', 'own account'),
  row('POST', '/sign-in/password', 'open', 'own account'),
  row('POST', '/sign-in/enrol', 'open', 'own account'),
  row('POST', '/sign-out', 'open', 'own account'),
  row('POST', '/account/identity', 'open', 'own account'),
  row('POST', '/account/sessions', 'open', 'own account'),
  row('POST', '/account/recovery-codes', 'open', 'own account'),
  row('POST', '/account/tokens', 'open', 'own account'),
  row('POST', '/account/tokens/revoke', 'open', 'own account'),
  row('POST', '/account/delegations', 'open', 'own account'),
  row('POST', '/account/delegations/withdraw', 'open', 'own account'),
  row('GET', '/account/organisation', 'open', 'account'),
  row('POST', '/account/organisation/people', 'open', 'account'),
  row('GET', '/account/organisation/people/:id', 'open', 'account'),
  row('POST', '/account/organisation/people/:id/rights', 'open', 'account'),
  row('POST', '/account/organisation/people/:id/status', 'open', 'account'),
  row('POST', '/account/organisation/people/:id/first-password', 'open', 'account'),
  row('POST', '/account/organisation/people/:id/second-factor', 'open', 'account'),
  row('POST', '/account/organisation/people/:id/sessions', 'open', 'account'),
  row('POST', '/account/organisation/people/:id/tokens', 'open', 'account'),
  row('POST', '/account/organisation/people/:id/tokens/revoke', 'open', 'account'),
  row('GET', '/account/organisation/programs', 'open', 'account'),
  row('POST', '/account/organisation/programs/tokens/revoke', 'open', 'account'),
  row('POST', '/account/organisation/programs/delegations', 'open', 'account'),
  row('POST', '/account/organisation/programs/delegations/withdraw', 'open', 'account'),
  row('GET', '/account/organisation/sharing', 'open', 'account'),
  row('POST', '/account/organisation/sharing', 'consent', 'own consent'),
  row('POST', '/account/organisation/sharing/withdraw', 'consent', 'own consent'),
  row('GET', '/console/registrations', 'review', 'organisation'),
  row('GET', '/console/registrations/:id', 'review', 'organisation'),
  row('POST', '/console/registrations/:id/decisions', 'review', 'organisation'),
  row('GET', '/console/audit', 'audit', 'audit log'),
  row('GET', '/console/audit/found.csv', 'audit', 'audit log'),

  row('POST', '/api/v1/account/sign-in', 'open', 'own account'),
  row('POST', '/api/v1/account/second-factor', 'open', 'own account'),
  row('POST', '/api/v1/account/enrolment', 'open', 'own account'),
  row('POST', '/api/v1/account/recovery-codes', 'open', 'own account'),
  row('POST', '/api/v1/account/password', 'open', 'own account'),
  row('POST', '/api/v1/account/sign-out', 'open', 'own account'),
  row('POST', '/api/v1/tokens', 'open', 'own account'),
  row('POST', '/api/v1/delegations', 'open', 'own account'),
  row('DELETE', '/api/v1/account/sessions', 'open', 'own account'),
  row('DELETE', '/api/v1/account/sessions/:id', 'open', 'own account'),
  row('DELETE', '/api/v1/tokens/:id', 'open', 'own account'),
  row('DELETE', '/api/v1/delegations/:id', 'open', 'own account'),
  row('POST', '/api/v1/accounts', 'open', 'account'),
  row('GET', '/api/v1/accounts', 'open', 'account'),
  row('GET', '/api/v1/accounts/:id', 'open', 'account'),
  row('PATCH', '/api/v1/accounts/:id', 'open', 'account'),
  row('POST', '/api/v1/accounts/:id/first-password', 'open', 'account'),
  row('DELETE', '/api/v1/accounts/:id/second-factor', 'open', 'account'),

  row('POST', '/api/v1/persons', 'record_personal', 'personal data'),
  row('GET', '/api/v1/persons/:token', 'read_personal', 'personal data'),
  row('POST', '/api/v1/persons/:token/reveal', 'reveal_personal', 'personal data'),

  row('GET', '/api/v1/findings', 'watch', 'finding'),
  row('GET', '/api/v1/findings/counts', 'watch', 'finding'),
  row('GET', '/api/v1/findings/:id', 'watch', 'finding'),
  row('GET', '/api/v1/findings/:id/proofs/:proof', 'watch', 'finding'),
  row('GET', '/api/v1/detectors', 'watch', 'finding'),
  row('GET', '/api/v1/digest', 'watch', 'finding'),
  row('POST', '/api/v1/findings/:id/acts', 'supervise', 'finding'),
  row('POST', '/api/v1/findings/acts', 'supervise', 'finding'),
  row('POST', '/api/v1/findings/:id/answers', 'answer', 'finding'),
  row('POST', '/api/v1/findings/:id/proofs', 'answer', 'finding'),

  row('GET', '/api/v1/findings/table', 'watch', 'finding'),
  row('GET', '/api/v1/live', 'watch', 'finding'),
  row('GET', '/api/v1/notices', 'watch', 'finding'),
  row('POST', '/api/v1/notices/read', 'watch', 'finding'),
  row('GET', '/api/v1/notices/subscriptions', 'watch', 'finding'),
  row('POST', '/api/v1/notices/subscriptions', 'watch', 'finding'),
  row('GET', '/api/v1/notices/subscriptions/:id', 'watch', 'finding'),
  row('PATCH', '/api/v1/notices/subscriptions/:id', 'watch', 'finding'),
  row('POST', '/api/v1/takeovers', 'review', 'organisation'),
  row('GET', '/api/v1/takeovers', 'review', 'organisation'),
  row('DELETE', '/api/v1/notices/subscriptions/:id', 'watch', 'finding'),
  row('GET', '/api/v1/scores', 'watch', 'finding'),
  row('GET', '/api/v1/scores/list', 'watch', 'finding'),

  row('GET', '/api/v1/views', 'open', 'own account'),
  row('POST', '/api/v1/views', 'open', 'own account'),
  row('DELETE', '/api/v1/views/:id', 'open', 'own account'),
  row('POST', '/api/v1/complaints', 'complain', 'complaint'),
  row('POST', '/api/v1/complaints/:number/photos', 'complain', 'complaint'),
  row('GET', '/api/v1/complaints/:number/status', 'complain', 'complaint'),
  row('GET', '/api/v1/complaints', 'complaint_handle', 'complaint'),
  row('GET', '/api/v1/complaints/:number', 'complaint_handle', 'complaint'),
  row('GET', '/api/v1/complaints/:number/photos/:photo', 'complaint_handle', 'complaint'),
  row('POST', '/api/v1/complaints/:number/acts', 'complaint_handle', 'complaint'),
  row('GET', '/register', 'apply', 'organisation'),
  row('POST', '/register', 'apply', 'organisation'),
  row('GET', '/register/status', 'open', 'own account'),
  row('GET', '/register/again', 'open', 'own account'),
  row('POST', '/register/again', 'register', 'organisation'),
  row('GET', '/report', 'complain', 'complaint'),
  row('POST', '/report', 'complain', 'complaint'),
  row('GET', '/report/:number', 'complain', 'complaint'),
  row('POST', '/report/:number/photos', 'complain', 'complaint'),
  row('GET', '/enterprises', 'directory', 'public list'),
  row('GET', '/warnings', 'directory', 'public list'),
  row('GET', '/recalls', 'directory', 'public list'),
  row('GET', '/products', 'directory', 'public list'),
  row('GET', '/statistics', 'directory', 'public list'),
  row('GET', '/open-data', 'directory', 'public list'),
  row('GET', '/open-data/:file', 'directory', 'public list'),
  row('GET', '/api/v1/public/enterprises', 'directory', 'public list'),
  row('GET', '/api/v1/public/recalls', 'directory', 'public list'),
  row('GET', '/api/v1/public/products', 'directory', 'public list'),
  row('GET', '/api/v1/public/statistics', 'directory', 'public list'),
  row('GET', '/api/v1/exposures', 'directory', 'exposure'),
  row('POST', '/api/v1/exposures', 'expose', 'exposure'),
  row('POST', '/api/v1/exposures/:id/withdrawal', 'expose', 'exposure'),
  row('GET', '/api/v1/recalls/public', 'directory', 'recall'),
  row('GET', '/api/v1/recalls/clocks', 'directory', 'recall'),
  row('GET', '/api/v1/recalls', 'read_recall', 'recall'),
  row('GET', '/api/v1/recalls/readiness', 'read_recall', 'recall'),
  row('POST', '/api/v1/recalls/readiness', 'run_recall', 'recall'),
  row('GET', '/api/v1/recalls/drills', 'read_recall', 'recall'),
  row('GET', '/api/v1/recalls/:id', 'read_recall', 'recall'),
  row('GET', '/api/v1/recalls/:id/report.pdf', 'read_recall', 'recall'),
  row('GET', '/api/v1/recalls/:id/report.xlsx', 'read_recall', 'recall'),
  row('GET', '/api/v1/trace.xlsx', 'query', 'chain of a code'),
  row('GET', '/api/v1/inbox', 'read_recall', 'recall'),
  row('POST', '/api/v1/recalls', 'run_recall', 'recall'),
  row('POST', '/api/v1/recalls/drills', 'run_recall', 'recall'),
  row('POST', '/api/v1/recalls/:id/acts', 'run_recall', 'recall'),
  row('POST', '/api/v1/recalls/:id/confirmations', 'confirm_recall', 'recall'),
  row('POST', '/api/v1/recalls/:id/answers', 'answer_recall', 'recall'),
  row('POST', '/api/v1/recalls/:id/scans', 'answer_recall', 'recall'),
];

const known = new Map(routes.map((each) => [`${each.method} ${each.path}`, each]));

/** Undefined for a route that nobody has thought about. */
export const routeRow = (method: string, path: string): RouteRow | undefined =>
  known.get(`${method === 'HEAD' ? 'GET' : method} ${path}`);
