/** All rows. A new route needs one here; `test/reference` names those that are missing. */
import { caseRows, consentRows, groupRows } from './access.ts';
import { ownAccounts } from './accounts.ts';
import { auditRows, personRows } from './audit.ts';
import { complaining } from './complaints.ts';
import { announced, browsing, capturing, reading } from './epcis.ts';
import { issuing } from './issuing.ts';
import { licenceRows } from './licences.ts';
import { managing } from './managing.ts';
import { noticing } from './notices.ts';
import { organisationRows } from './organisations.ts';
import { printing } from './printing.ts';
import { namedQueries } from './queries.ts';
import { recallProcess } from './recall-process.ts';
import { recalls } from './recalls.ts';
import { recording } from './records.ts';
import { type Operation, words } from './row.ts';
import { scoring } from './scores.ts';
import { selling } from './selling.ts';
import { service } from './service.ts';
import { sheets } from './sheets.ts';
import { soap } from './soap.ts';
import { subscribing } from './subscriptions.ts';
import { supervising } from './supervision.ts';
import { takingOver } from './takeovers.ts';
import { tracing } from './tracing.ts';

const rows: readonly Operation[] = [
  ...capturing,
  ...recording,
  ...sheets,
  ...reading,
  ...browsing,
  ...namedQueries,
  ...soap,
  ...subscribing,
  ...tracing,
  ...recalls,
  ...issuing,
  ...printing,
  ...ownAccounts,
  ...managing,
  ...organisationRows,
  ...licenceRows,
  ...caseRows,
  ...consentRows,
  ...groupRows,
  ...auditRows,
  ...personRows,
  ...selling,
  ...supervising,
  ...noticing,
  ...takingOver,
  ...scoring,
  ...complaining,
  ...recallProcess,
  ...service,
];

/** To its owner. */
const minRecordTime = ['GS1-Query-Min-Record-Time'];

/** Under /epcis every address but that of page tokens answers OPTIONS. */
function discoveries(): Operation[] {
  const paths = new Map(
    rows.filter(({ path }) => path.startsWith('/epcis') && !/nextPageToken|soap/.test(path)).map((row) => [row.path, row]),
  );
  return [...paths.values()].map(({ path, parameters = [], example }) => {
    const inPath = parameters.filter((each) => each.in === 'path');
    return {
      method: 'options',
      path,
      id: `options${path.replace(/[^A-Za-z]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
      tag: 'discovery',
      zh: `${path} 的版本与上限`,
      en: `Versions and limits of ${path}`,
      parameters: inPath,
      answers: [
        {
          ...words('见报头', 'see the headers'),
          status: 204,
          headers: ['Allow', ...announced, ...(path.endsWith('{subscriptionID}') ? minRecordTime : [])],
        },
      ],
      errors: ['not_acceptable'],
      ...(example?.path === undefined ? {} : { example: { path: example.path } }),
    };
  });
}

export const operations: readonly Operation[] = [...rows, ...discoveries()];
