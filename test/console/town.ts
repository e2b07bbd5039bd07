/** The demo city with what the watch finds in it, officials who sign in, and more findings of the kind a busy morning brings. */
import { demoDocuments, demoOrganisations } from '../../simulator/demo-city.ts';
import { type Role, theOperator } from '../../src/access/principal.ts';
import { storeAccount } from '../../src/accounts/index.ts';
import { type Document, Zhuisu } from '../../src/client/index.ts';
import type { AppOptions } from '../../src/http/app.ts';
import { jiyuan } from '../../src/jurisdictions/index.ts';
import { bodyId, partiesOf } from '../../src/organisations/index.ts';
import { allFindings, type FindingRow, saveWatch } from '../../src/store/index.ts';
import { detectors, findingId, Watch } from '../../src/watch/index.ts';
import { type Served, serveApp } from '../http/setup.ts';

export const password = 'harvest lantern 47 orchard';
const day = 86_400_000;

export interface ConsoleTown extends Served {
  readonly address: string;
  readonly firms: ReadonlyMap<string, string>;
  /** Of the lead department of produce, newest first. */
  readonly found: readonly FindingRow[];
}

/** A harvest of the demo. */
export const apples = 'https://id.gs1.org/01/99521022200017/10/WW1008';

/** Text that would be markup, a script and a formula, were it not shown as text. */
export const hostile = '<img src=x onerror="window.hacked=1">=HYPERLINK("http://x")‮"\'<script>window.hacked=1</script>';

const body = (fits: (department: (typeof jiyuan.departments)[number]) => boolean): string =>
  bodyId(jiyuan.id, jiyuan.departments.find((each) => each.to === undefined && fits(each))!.id);

/** Login → roles and organisation. */
const people: readonly (readonly [string, readonly Role[], string | null])[] = [
  ['lead', ['official', 'inspector'], body(({ leads }) => leads.includes('produce'))],
  ['deputy', ['official', 'inspector'], body(({ leads }) => leads.includes('produce'))],
  ['coordinator', ['official'], body(({ coordinates }) => coordinates === true)],
  ['auditor', ['audit_administrator'], null],
];

/** `now`: the clock of the server. */
export async function openConsoleTown({
  more = 30,
  now = Date.now,
  env = {},
  watching,
}: {
  readonly more?: number;
  readonly now?: () => number;
  readonly env?: Readonly<Record<string, string>>;
  /** Of the watch that runs beside, as the server knows it. */
  readonly watching?: NonNullable<AppOptions['watching']>;
} = {}): Promise<ConsoleTown> {
  const served = await serveApp({ now, env, ...(watching === undefined ? {} : { watching }) });
  const address = await served.app.listen({ host: '127.0.0.1', port: 0 });
  const firms = await theApples(new Zhuisu({ baseUrl: address }));
  const watch = new Watch({
    store: served.store,
    detectors,
    firmsOf: (uris) => partiesOf(served.store, uris),
    now,
    log: () => {},
  });
  await watch.catchUp();
  await saveWatch(served.store.database, morning(firms, more, now()), [], now());
  const complaint = await served.send('POST', '/api/v1/complaints', {
    kind: 'report',
    subject: 'quality',
    told: '苹果上有药渍',
    code: apples,
    area: towns[0],
  });
  if (complaint.statusCode !== 201) throw new Error(complaint.body);
  for (const [login, roles, organisation] of people)
    await storeAccount(served.app.desk, theOperator, { login, name: login, kind: 'person', organisation, roles }, password);
  return { ...served, address, firms, found: await allFindings(served.store.database) };
}

/** The autumn of apples of the demo; the chains of the other categories would take a minute more. */
async function theApples(zhuisu: Zhuisu): Promise<Map<string, string>> {
  const firms = new Map<string, string>();
  for (const { organisation, sites, licences } of demoOrganisations) {
    const { id, status } = await zhuisu.registerOrganisation(organisation);
    for (const site of sites) await zhuisu.addSite(id, site);
    for (const licence of licences) await zhuisu.addLicence(id, licence);
    if (status === 'registered') await zhuisu.decideOnOrganisation(id, { decision: 'approve' });
    firms.set(String(organisation.name), id);
  }
  for (const { name, document } of demoDocuments()) {
    const { success } = await zhuisu.capture(document as Document);
    if (!success) throw new Error(`${name} was refused`);
  }
  return firms;
}

const towns = jiyuan.areas.filter(({ level }) => level === 'township').map(({ code }) => code);

/** Findings of every family and gravity, overdue and not; the last tells of hostile text. */
function morning(firms: ReadonlyMap<string, string>, count: number, now: number): FindingRow[] {
  const names = [...firms];
  return Array.from({ length: count }, (_, i): FindingRow => {
    const detector = detectors[i % detectors.length]!;
    const [name, organisation] = names[i % names.length]!;
    const openedAt = now - (i + 1) * 0.7 * day;
    const bad = i === count - 1;
    const told = bad ? hostile : `${name} ${detector.rule.zh}：第 ${i + 1} 批，应记 ${100 + i} 千克，实记 ${90 + i} 千克`;
    return {
      id: findingId(detector.id, `morning ${i}`),
      detector: detector.id,
      cause: `morning ${i}`,
      family: detector.family,
      gravity: detector.gravity,
      organisation,
      category: i % 3 === 2 ? 'inputs' : 'produce',
      area: towns[i % towns.length]!,
      openedAt,
      lastAt: openedAt,
      resolvedAt: null,
      dueAt: openedAt + detector.days * day,
      count: 1 + (i % 4),
      toldZh: told,
      toldEn: bad ? hostile : `lot ${i + 1}: ${100 + i} kg expected, ${90 + i} kg recorded`,
      resolvedZh: null,
      resolvedEn: null,
      evidence: {
        subjects: [bad ? `urn:x:${hostile.slice(0, 60)}` : apples],
        events: [],
      },
      through: 1,
    };
  });
}
