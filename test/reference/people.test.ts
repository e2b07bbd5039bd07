/** The operations of accounts, organisations, access and audit, each as its example asks, by somebody whose it is, in an order that works. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoDocuments, demoOrganisations } from '../../simulator/demo-city.ts';
import { operations } from '../../src/http/reference/operations.ts';
import { jiyuan } from '../../src/jurisdictions/index.ts';
import { bodyId } from '../../src/organisations/index.ts';
import { saveWatch } from '../../src/store/index.ts';
import { findingId } from '../../src/watch/index.ts';
import { type Answer, type Client, codeAt } from '../accounts/browser.ts';
import { arrive, openTown, organisations, settle, type Town } from '../accounts/people.ts';
import { Described } from './described.ts';
import { peopleChapters } from './people-chapters.ts';

let town: Town;
let described: Described;
const people = new Map<Who, Client>();
const operator = { authorization: 'Bearer token-of-the-reference' };
/** What is known only once it was made. */
const made = new Map<string, string>();

/** One black dot. */
const tinyPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);

type Who = 'operator' | 'reader' | 'head' | 'association' | 'official' | 'auditor';

async function byOperator(url: string, body: unknown): Promise<Answer> {
  const answer = await town.client('198.51.100.20').send('POST', url, body, { headers: operator });
  expect(answer.status, `${url} ${answer.body}`).toBeLessThan(300);
  return answer;
}

beforeAll(async () => {
  town = await openTown({ ZHUISU_ADMIN_TOKEN: 'token-of-the-reference' });
  const firms = new Map<string, string>();
  for (const { organisation, site } of demoOrganisations) {
    const { id } = (await byOperator('/api/v1/organisations', organisation)).json<{ id: string }>();
    firms.set(String(organisation.name), id);
    await byOperator(`/api/v1/organisations/${id}/sites`, site);
    await byOperator(`/api/v1/organisations/${id}/decisions`, { decision: 'approve' });
  }
  for (const { document } of demoDocuments()) await byOperator('/epcis/capture', document);
  const { neighbour, association } = organisations;
  await settle(town, 'reader', ['reader'], neighbour);
  await settle(town, 'head', ['organisation_administrator'], neighbour);
  await settle(town, 'association', ['organisation_administrator'], association);
  await settle(town, 'official', ['official'], bodyId(jiyuan.id, 'market'));
  await settle(town, 'auditor', ['audit_administrator'], null);
  for (const who of ['head', 'association', 'official', 'auditor'] as const) people.set(who, await arrive(town, who));
  people.set('reader', town.client());
  people.set('operator', town.client('198.51.100.20'));
  const opened = town.clock - 30 * 86_400_000;
  const found = {
    detector: 'gone_silent',
    cause: 'x',
    family: 'coverage',
    gravity: 'high',
    category: 'food',
    area: '419001',
    count: 1,
  };
  const told = { toldZh: '无记录', toldEn: 'nothing recorded', resolvedZh: null, resolvedEn: null, resolvedAt: null, through: 1 };
  const evidence = { subjects: [], events: [] };
  const row = { ...found, organisation: neighbour, openedAt: opened, lastAt: opened, dueAt: opened, ...told, evidence };
  const overdue = findingId('gone_silent', 'y');
  await saveWatch(
    town.store.database,
    [
      { ...row, id: findingId('gone_silent', 'x') },
      { ...row, id: overdue, cause: 'y', openedAt: opened - 1, lastAt: opened - 1 },
    ],
    [],
    town.clock,
  );
  await byOperator(`/api/v1/findings/${overdue}/acts`, { act: 'confirm' });
  made.set('overdue', overdue);
  described = new Described(JSON.parse((await town.get('/api/openapi.json')).body));
});
afterAll(() => town?.close());

interface Row {
  /** Members of the example that only this moment knows. */
  readonly instead?: () => object;
  /** Where the identifiers of the path come from, when it is not what was made last. */
  readonly at?: (parameter: string) => string | undefined;
  /** Bytes, where the body is no JSON. */
  readonly raw?: Buffer;
  readonly learn?: (answer: Record<string, unknown>) => void;
}

const keep =
  (name: string, member = 'id') =>
  (answer: Record<string, unknown>): void => {
    made.set(name, String(answer[member]));
  };
const the = (name: string) => (): string => made.get(name)!;
const code = (): object => ({ code: codeAt(made.get('secret')!, town.clock) });

const rows: readonly (readonly [id: string, who: Who, row?: Row])[] = [
  ['jurisdiction', 'reader'],
  ['registerOrganisation', 'operator', { learn: keep('organisation') }],
  ['organisations', 'operator'],
  ['publicOrganisations', 'reader'],
  ['importTemplate', 'reader'],
  ['importOrganisations', 'operator'],
  ['changeOrganisation', 'operator', { at: the('organisation') }],
  ['decideOnOrganisation', 'operator', { at: the('organisation') }],
  ['addSite', 'operator', { at: the('organisation') }],
  ['addIdentifier', 'operator', { at: the('organisation') }],
  ['addLicence', 'operator', { at: the('organisation'), learn: keep('licence') }],
  ['stateLicence', 'operator', { at: the('licence') }],
  ['licences', 'operator'],
  ['licenceSchemes', 'reader'],
  ['licence', 'operator', { at: the('licence') }],
  ['organisation', 'operator', { at: the('organisation') }],
  ['organisationHistory', 'operator', { at: the('organisation') }],
  ['dropIdentifier', 'operator', { at: the('organisation') }],

  ['signIn', 'reader', { instead: () => ({}) }],
  ['readEnrolment', 'reader', { learn: keep('secret', 'secret') }],
  ['enrol', 'reader', { instead: code }],
  ['makeRecoveryCodes', 'reader'],
  ['ownAccount', 'reader'],
  ['sessions', 'reader', { learn: ({ sessions }) => made.set('session', (sessions as { id: string }[])[0]!.id) }],
  ['endSessions', 'reader'],
  ['changePassword', 'reader'],
  ['signOut', 'reader'],
  ['signIn', 'reader', { instead: () => ({ password: 'copper meadow 58 window' }) }],
  [
    'secondFactor',
    'reader',
    {
      instead: () => {
        town.clock += 30_000;
        return code();
      },
    },
  ],
  ['sessions', 'reader', { learn: ({ sessions }) => made.set('session', (sessions as { id: string }[])[0]!.id) }],
  ['endSession', 'reader', { at: the('session') }],
  ['makeAccount', 'head', { learn: keep('account') }],
  ['accounts', 'head'],
  ['account', 'head', { at: the('account') }],
  ['firstPassword', 'head', { at: the('account') }],
  ['forgetSecondFactor', 'head', { at: the('account') }],
  ['changeAccount', 'head', { at: the('account') }],
  ['makeToken', 'head', { learn: keep('token') }],
  ['tokens', 'head'],
  ['revokeToken', 'head', { at: the('token') }],
  ['delegate', 'head', { instead: () => ({ delegate: organisations.association }), learn: keep('delegation') }],
  ['delegations', 'head'],
  ['withdrawDelegation', 'head', { at: the('delegation') }],

  ['openCase', 'official', { learn: keep('case') }],
  ['cases', 'official'],
  ['extendCase', 'official', { at: the('case') }],
  ['closeCase', 'official', { at: the('case') }],
  ['case', 'official', { at: the('case') }],
  ['accessSettings', 'reader'],
  ['counts', 'official'],
  [
    'giveConsent',
    'head',
    { instead: () => ({ receiver: organisations.association, kind: 'fields', categories: null }), learn: keep('consent') },
  ],
  ['consents', 'head'],
  ['consent', 'head', { at: the('consent') }],
  ['consented', 'association'],
  ['consentedCounts', 'association', { at: () => organisations.neighbour }],
  ['consentedEvents', 'association', { at: () => organisations.neighbour }],
  ['withdrawConsent', 'head', { at: the('consent') }],
  ['acted', 'head'],
  ['foundGroup', 'head', { learn: keep('group') }],
  ['groups', 'head'],
  ['group', 'head', { at: the('group') }],
  ['stepGroup', 'head', { instead: () => ({ organisation: made.get('organisation') }), at: the('group') }],
  ['looks', 'operator'],

  ['recordPerson', 'operator', { learn: keep('person', 'token') }],
  ['person', 'operator', { at: the('person') }],
  ['revealPerson', 'operator', { at: the('person') }],
  ['audit', 'auditor'],
  ['auditKinds', 'auditor'],
  ['auditHead', 'auditor'],
  ['verifyAudit', 'auditor'],
  ['exportAudit', 'auditor'],

  ['complain', 'reader', { learn: keep('complaint', 'number') }],
  ['addComplaintPhoto', 'reader', { at: the('complaint'), raw: tinyPng, learn: keep('photo') }],
  ['complaintStatus', 'reader', { at: the('complaint') }],
  ['complaints', 'official'],
  ['complaint', 'official', { at: the('complaint') }],
  ['complaintPhoto', 'official', { at: (parameter) => made.get(parameter === 'photo' ? 'photo' : 'complaint') }],
  ['dealWithComplaint', 'official', { at: the('complaint') }],

  ['saleStates', 'operator'],
  ['detectors', 'operator'],
  ['findings', 'operator', { learn: ({ findings }) => made.set('finding', (findings as { id: string }[])[0]!.id) }],
  ['findingCounts', 'operator'],
  ['digest', 'operator'],
  // Whether the address can be delivered to depends on names of the outside.
  ['subscribeNotices', 'operator', { instead: () => ({ dest: undefined }), learn: keep('notices') }],
  ['noticeSubscriptions', 'operator'],
  ['noticeSubscription', 'operator', { at: the('notices') }],
  ['pauseNotices', 'operator', { at: the('notices') }],
  ['declareTakeover', 'operator', { instead: () => ({ until: new Date(Date.now() + 3_600_000).toISOString() }) }],
  ['takeovers', 'operator'],
  ['notices', 'operator'],
  ['readNotices', 'operator'],
  ['unsubscribeNotices', 'operator', { at: the('notices') }],
  ['decideFinding', 'operator', { at: the('finding') }],
  ['decideFindings', 'operator', { instead: () => ({ ids: [made.get('finding')!] }) }],
  ['answerFinding', 'operator', { at: the('finding') }],
  ['proveFinding', 'operator', { at: the('finding'), learn: keep('proof') }],
  ['findingTable', 'operator'],
  ['scores', 'operator'],
  ['scoreList', 'operator'],
  ['keepView', 'official', { learn: keep('view') }],
  ['views', 'official'],
  ['dropView', 'official', { at: the('view') }],
  ['findingProof', 'operator', { at: (parameter) => made.get(parameter === 'proof' ? 'proof' : 'finding') }],
  ['finding', 'operator', { at: the('finding') }],
  ['expose', 'operator', { instead: () => ({ finding: made.get('overdue')! }), learn: keep('exposure') }],
  ['exposures', 'reader'],
  ['tracingEnterprises', 'reader'],
  ['recalledGoods', 'reader'],
  ['importantProducts', 'reader'],
  ['publicStatistics', 'reader'],
  ['withdrawExposure', 'operator', { at: the('exposure') }],

  ['recallClocks', 'reader'],
  // Before anything is recalled: a drill is about nothing that is.
  ['startDrill', 'official'],
  ['draftRecall', 'official', { learn: keep('recall') }],
  ['confirmRecall', 'operator', { at: the('recall') }],
  ['actOnRecall', 'official', { at: the('recall') }],
  ['recalls', 'official'],
  ['recall', 'official', { at: the('recall') }],
  ['answerRecall', 'operator', { at: the('recall') }],
  ['scanForRecall', 'operator', { at: the('recall') }],
  ['recallReport', 'official', { at: the('recall') }],
  ['recallList', 'official', { at: the('recall') }],
  ['traceSheet', 'official'],
  ['publicRecalls', 'reader'],
  ['recallReadiness', 'official'],
  ['checkReadiness', 'official'],
  ['drillHistory', 'official'],
  ['inbox', 'head'],
];

describe('answers as it is described, asked as its example asks:', () => {
  test.each(rows.map(([id, who, row = {}]) => ({ id, who, row })))('$id by $who', async ({ id, who, row }) => {
    const { method, path, answers } = operations.find((each) => each.id === id)!;
    const { url, headers, payload } = described.requestOf(method, path, (parameter) => row.at?.(parameter));
    const body =
      row.raw ??
      (row.instead === undefined ? payload : JSON.stringify({ ...(JSON.parse(payload!) as object), ...row.instead() }));
    const answer = await people.get(who)!.send(method.toUpperCase() as 'GET', url, body, {
      headers: { ...headers, accept: '*/*', ...(who === 'operator' ? operator : {}) },
    });
    expect(
      answers.map(({ status }) => status),
      `${id}: ${answer.body.slice(0, 400)}`,
    ).toContain(answer.status);
    described.expectAnswer(path, method, answer);
    row.learn?.(answer.headers['content-type']?.toString().startsWith('image/') ? {} : answer.json());
  });
});

test('every operation of these chapters is asked', () => {
  const asked = new Set(rows.map(([id]) => id));
  // A stream has no end to wait for: test/supervision/live.test.ts.
  const streams = ({ answers }: (typeof operations)[number]): boolean =>
    answers.some(({ types }) => types?.includes('text/event-stream') ?? false);
  const silent = operations.filter((each) => peopleChapters.has(each.tag) && !asked.has(each.id) && !streams(each));
  expect(silent.map(({ id }) => `${id}: give it a row in this table`).join('\n')).toBe('');
});
