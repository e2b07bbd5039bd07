/** Builds the application; `server.ts` listens. Tests call `inject` on what `buildApp` returns. */
import websocket from '@fastify/websocket';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { type Principal, type Role, sightOf, thePublic } from '../access/index.ts';
import type { Config } from '../config.ts';
import { actingOf, registryOf, seedJurisdiction } from '../organisations/index.ts';
import { countVersion, type Store } from '../store/index.ts';
import { Subscriptions } from '../subscriptions/index.ts';
import { followLate, keptCounts } from '../supervision/index.ts';
import { Pace, type Watching } from '../watch/index.ts';
import { openAccounts } from './accounts/open.ts';
import { asksToSignIn, askToSignIn } from './accounts/requests.ts';
import { apiRoutes } from './api.ts';
import { assetRoutes } from './assets.ts';
import { certificateRoutes } from './codes/certificates.ts';
import { issuingRoutes } from './codes/issuing.ts';
import { printingRoutes } from './codes/printing.ts';
import { resolverRoutes } from './codes/resolver.ts';
import { compressedAnswers } from './compression.ts';
import { type Context, wantsPage } from './context.ts';
import { countRoutes } from './counts.ts';
import { epcisRoutes } from './epcis/index.ts';
import { refuseOtherMethods } from './epcis/known-paths.ts';
import { soapRoutes } from './epcis/soap.ts';
import { deliver, socketOptions, upgrades } from './epcis/subscriptions.ts';
import { faceRoutes } from './faces.ts';
import { guideRoutes } from './guide.ts';
import { harden, serverOptions } from './hardening.ts';
import { incomingBodies } from './incoming.ts';
import { installingRoutes } from './installing.ts';
import { causeFields, log, requestFields } from './log.ts';
import { noticeRoutes } from './notices/index.ts';
import { operationRoutes } from './operation.ts';
import { importRoutes } from './organisations/import.ts';
import { organisationRoutes } from './organisations/index.ts';
import { jurisdictionRoutes } from './organisations/jurisdiction.ts';
import { licenceRoutes } from './organisations/licences.ts';
import { portalRoutes, sendPage } from './portal.ts';
import { asZhuisuError, sendProblem } from './problems.ts';
import { publicLists } from './public/lists.ts';
import { openDataRoutes } from './public/open-data.ts';
import { publicPages } from './public/pages.ts';
import { registeringRoutes } from './public/registering.ts';
import { reportingRoutes } from './public/reporting.ts';
import { drillRoutes } from './recall/drills.ts';
import { recallRoutes } from './recall/index.ts';
import { recallNoticeRoutes } from './recall/notices.ts';
import { recallProcessRoutes } from './recall/process.ts';
import { recallReportRoutes } from './recall/reports.ts';
import { actedRoutes } from './records/acted.ts';
import { categoryRoutes } from './records/categories.ts';
import { definingRoutes } from './records/defining.ts';
import { dueRoutes } from './records/dues.ts';
import { evaluationRoutes } from './records/evaluations.ts';
import { recordRoutes } from './records/recording.ts';
import { registerRoutes } from './records/registers.ts';
import { referenceRoutes } from './reference/index.ts';
import { letGoOfSpareConnections } from './server.ts';
import { templateRoutes } from './sheets/templates.ts';
import { uploadRoutes } from './sheets/uploads.ts';
import { auditRoutes } from './sight/audit.ts';
import { caseRoutes } from './sight/cases.ts';
import { consentRoutes } from './sight/consents.ts';
import { decidingOf } from './sight/deciding.ts';
import { groupRoutes } from './sight/groups.ts';
import { personRoutes } from './sight/persons.ts';
import { noteRules } from './sight/rules-noted.ts';
import { stopSaleRoutes } from './sight/stop-sale.ts';
import { complaintRoutes } from './supervision/complaints.ts';
import { digestRoutes } from './supervision/digest.ts';
import { exposureRoutes } from './supervision/exposures.ts';
import { findingRoutes } from './supervision/findings.ts';
import { liveRoutes } from './supervision/live.ts';
import { scoreRoutes } from './supervision/scores.ts';
import { findingTableRoute } from './supervision/table.ts';
import { takeoverRoutes } from './supervision/takeovers.ts';
import { viewRoutes } from './supervision/views.ts';
import { longestHead, onClientError, refuseLongAddresses } from './too-long.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; nobody until the first hook has looked. */
    principal: Principal;
  }
}

export interface AppOptions {
  /** Who asks, where something else than the request's own credentials says so. No start of the server sets it. */
  readonly principalOf?: (request: FastifyRequest) => Principal | undefined;
  /** The watch that runs beside: its figures, and recording keeps its pace. */
  readonly watching?: Pick<Watching, 'figures' | 'listen'>;
  /** Is given the application before any route is there. */
  readonly prepare?: (app: FastifyInstance) => void;
}

/** Nobody waits where no watch runs. */
function paceOf(store: Store, watching: AppOptions['watching']): Pace {
  const pace = new Pace();
  if (watching === undefined) return pace;
  store.log.listen((stored) => pace.stored(stored));
  watching.listen(() => pace.read(watching.figures.watches ? watching.figures.front : undefined));
  return pace;
}

export function buildApp(store: Store, config: Config, now: () => number = Date.now, options: AppOptions = {}): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 2_000, ignoreTrailingSlash: true },
    ...serverOptions(config),
    forceCloseConnections: 'idle',
    http: { maxHeaderSize: longestHead, shouldUpgradeCallback: upgrades },
    clientErrorHandler: onClientError,
  });
  options.prepare?.(app);
  letGoOfSpareConnections(app);
  const context: Context = {
    store,
    config,
    subscriptions: new Subscriptions({
      store,
      allow: config.webhookAllow,
      now,
      log: (fields) => log('warn', 'subscription', { ...fields }),
      async sightOf(owner) {
        const organisation = await actingOf(store, config.jurisdiction, owner);
        const roles = new Set<Role>(['official', 'reader']);
        return organisation === undefined ? [] : sightOf({ kind: 'service', organisation, roles }, 'query', { now: now() });
      },
    }),
    now,
    registry: registryOf(store),
    pace: paceOf(store, options.watching),
    ...decidingOf(store, now),
  };
  const accounts = openAccounts(app, context);
  const hardening = harden(app, context);
  app.addHook('onRequest', hardening.before);
  // Fastify keeps no shared object here; the hook below sets it for every request.
  app.decorateRequest('principal', null as unknown as Principal);
  app.addHook('onRequest', async (request) => {
    request.principal = thePublic;
    request.principal = options.principalOf?.(request) ?? (await accounts.identify(request));
  });
  app.addHook('onRequest', hardening.limit);
  app.addHook('onRequest', context.enter);
  refuseOtherMethods(app);
  refuseLongAddresses(app);
  incomingBodies(app);
  compressedAnswers(app);
  // Bodies are parsed where the limits of the route are known.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(['application/json', 'application/ld+json'], { parseAs: 'buffer' }, (_, body, done) =>
    done(null, body),
  );
  app.setErrorHandler((error, request, reply) => {
    const refusal = asZhuisuError(error, request);
    hardening.refused(request, refusal);
    if (refusal.row.status >= 500)
      log('error', refusal.code, { ...requestFields(request), ...causeFields(refusal.cause ?? refusal) });
    if (asksToSignIn(request, refusal)) return askToSignIn(request, reply);
    return wantsPage(request) ? sendPage(reply, refusal) : sendProblem(reply, refusal);
  });
  app.addHook('onReady', async () => {
    await seedJurisdiction(store, config.jurisdiction, now());
    await noteRules(store, now());
  });
  app.register(websocket, socketOptions);
  deliver(app, context);
  operationRoutes(app, context, options.watching);
  app.register(async (scope) => epcisRoutes(scope, context));
  app.register(async (scope) => soapRoutes(scope, context));
  assetRoutes(app);
  apiRoutes(app, context);
  recordRoutes(app, context);
  actedRoutes(app, context);
  categoryRoutes(app, context);
  templateRoutes(app, context);
  app.register(async (scope) => uploadRoutes(scope, context));
  evaluationRoutes(app, context);
  definingRoutes(app, context);
  registerRoutes(app, context);
  dueRoutes(app, context);
  recallRoutes(app, context);
  recallNoticeRoutes(app, context);
  drillRoutes(app, context);
  recallProcessRoutes(app, context);
  recallReportRoutes(app, context);
  const unfollow = followLate({ store, now, failed: (error) => log('error', 'late lots', causeFields(error)) });
  app.addHook('onClose', unfollow);
  issuingRoutes(app, context);
  printingRoutes(app, context);
  certificateRoutes(app, context);
  accounts.routes();
  auditRoutes(app, context);
  personRoutes(app, context);
  caseRoutes(app, context);
  consentRoutes(app, context);
  groupRoutes(app, context);
  countRoutes(app, context);
  const keep = keptCounts(() => countVersion(store.database), now);
  findingRoutes(app, context, keep, options.watching);
  digestRoutes(app, context);
  noticeRoutes(app, context, (fields) => log('warn', 'notices', { ...fields }));
  findingTableRoute(app, context);
  takeoverRoutes(app, context);
  liveRoutes(app, context, keep, scoreRoutes(app, context, keep));
  viewRoutes(app, context);
  complaintRoutes(app, context);
  exposureRoutes(app, context);
  stopSaleRoutes(app, context);
  jurisdictionRoutes(app, context);
  organisationRoutes(app, context);
  licenceRoutes(app, context);
  app.register(async (scope) => importRoutes(scope, context));
  referenceRoutes(app, context);
  guideRoutes(app, context);
  faceRoutes(app, context);
  installingRoutes(app);
  resolverRoutes(app, context);
  const lists = publicLists(context);
  publicPages(app, context, lists);
  openDataRoutes(app, context, lists);
  app.register(async (scope) => reportingRoutes(scope, context));
  app.register(async (scope) => registeringRoutes(scope, context));
  portalRoutes(app, context);
  return app;
}
