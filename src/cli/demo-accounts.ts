/** People of the demo: who signs in as whom. Passwords are made by chance for each installation, and kept for its operator alone. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as cast from '../../simulator/demo/cast.ts';
import { type Role, theOperator } from '../access/principal.ts';
import { type Desk, randomPassword, storeAccount } from '../accounts/index.ts';
import type { Config } from '../config.ts';
import type { Jurisdiction } from '../jurisdictions/index.ts';
import { bodyId } from '../organisations/index.ts';
import { accountByLogin } from '../store/index.ts';

interface DemoPerson {
  readonly login: string;
  readonly zh: string;
  readonly en: string;
  readonly roles: readonly Role[];
  /** Undefined: of the installation. */
  readonly organisation?: (ids: ReadonlyMap<string, string>, jurisdiction: Jurisdiction) => string | undefined;
}

const firm = (name: string) => (ids: ReadonlyMap<string, string>) => ids.get(name);
const bodyWith =
  (fits: (department: Jurisdiction['departments'][number]) => boolean) =>
  (_: ReadonlyMap<string, string>, home: Jurisdiction) => {
    const found = home.departments.find((each) => each.to === undefined && fits(each));
    return found && bodyId(home.id, found.id);
  };

const people: readonly DemoPerson[] = [
  {
    login: 'demo-farmer',
    zh: '家庭农场',
    en: 'a family farm',
    roles: ['organisation_administrator', 'recorder'],
    organisation: firm(cast.upland.zh),
  },
  {
    login: 'demo-processor',
    zh: '果汁厂',
    en: 'a juice factory',
    roles: ['organisation_administrator', 'recorder'],
    organisation: firm(cast.factory.zh),
  },
  {
    login: 'demo-lead',
    zh: '农产品牵头部门',
    en: 'the lead department of produce',
    roles: ['official', 'inspector'],
    organisation: bodyWith(({ leads }) => leads.includes('produce')),
  },
  {
    login: 'demo-food-lead',
    zh: '食品牵头部门',
    en: 'the lead department of food',
    roles: ['official', 'inspector'],
    organisation: bodyWith(({ leads }) => leads.includes('food')),
  },
  {
    login: 'demo-coordinator',
    zh: '协调部门',
    en: 'the coordinating department',
    roles: ['official'],
    organisation: bodyWith(({ coordinates }) => coordinates === true),
  },
  { login: 'demo-system', zh: '系统管理员', en: 'system administrator', roles: ['system_administrator'] },
  { login: 'demo-security', zh: '安全管理员', en: 'security administrator', roles: ['security_administrator'] },
  { login: 'demo-audit', zh: '审计管理员', en: 'audit administrator', roles: ['audit_administrator'] },
];

export const demoSignIns = ({ dataDir }: Config): string => join(dataDir, 'demo-sign-ins.txt');

/** `ids`: the firms of the demo, name → uuid. The file is there before the accounts are. */
export async function makeDemoAccounts(desk: Desk, config: Config, ids: ReadonlyMap<string, string>): Promise<void> {
  const made = people.map((person) => ({ ...person, password: randomPassword() }));
  const missing: typeof made = [];
  for (const each of made) if ((await accountByLogin(desk.database, each.login)) === undefined) missing.push(each);
  if (missing.length === 0) return;
  const file = demoSignIns(config);
  await mkdir(config.dataDir, { recursive: true });
  const kept = await readFile(file, 'utf8').catch(() => '');
  const lines = missing.map(({ login, password, zh, en }) => `${login.padEnd(18)} ${password}   ${zh} ${en}\n`);
  await writeFile(file, kept + lines.join(''), { mode: 0o600 });
  await chmod(file, 0o600);
  for (const { login, zh, roles, organisation, password } of missing) {
    const of = organisation === undefined ? null : organisation(ids, config.jurisdiction);
    // A jurisdiction of its own may have no such department.
    if (of === undefined) continue;
    await storeAccount(desk, theOperator, { login, name: `${zh}（演示）`, kind: 'person', roles, organisation: of }, password);
  }
}

/** For the operator's eyes, at the first start. */
export const shownSignIns = (config: Config): Promise<string> => readFile(demoSignIns(config), 'utf8').catch(() => '');
