/** Whether a value that came from outside has the shape of a profile: every fault by its path, before anything looks inside. */
import { bizSteps, dispositions, isUri } from '../events/index.ts';
import { testFaults } from './rules/parameters.ts';

export interface ProfileFault {
  /** `stages[2].fields[0].key` */
  readonly path: string;
  readonly came: string;
  readonly expected: string;
}

type Loose = Readonly<Record<string, unknown>>;

export const shownShort = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 60);

export function shapeFaults(profile: unknown): ProfileFault[] {
  const faults: ProfileFault[] = [];
  new Look(faults).profile(profile);
  return faults;
}

const day = /^\d{4}-\d\d-\d\d$/;
const types = ['ObjectEvent', 'AggregationEvent', 'AssociationEvent', 'TransactionEvent', 'TransformationEvent'];

/** Members of each kind of value beside `kind`. */
const kinds: Readonly<Record<string, Readonly<Record<string, (value: unknown) => boolean>>>> = (() => {
  const number = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
  const flag = (value: unknown): boolean => typeof value === 'boolean';
  const text = (value: unknown): boolean => typeof value === 'string' && value !== '';
  const texts = (value: unknown): boolean => Array.isArray(value) && value.every(text);
  const form = (value: unknown): boolean => typeof value === 'string' && value.length <= 200 && isExpression(value);
  return {
    text: { most: number, form },
    number: { least: number, most: number, whole: flag, unit: text },
    date: {},
    time: {},
    choice: { choices: Array.isArray, many: flag },
    flag: {},
    codes: { many: flag, schemes: texts },
    amounts: { many: flag, counted: flag, units: texts },
    party: {},
    place: {},
    area: {},
    person: {},
    document: { schemes: texts },
  };
})();
const needed: Readonly<Record<string, string>> = { choice: 'choices', amounts: 'units' };

function isExpression(source: string): boolean {
  try {
    return new RegExp(`^(?:${source})$`) !== undefined;
  } catch {
    return false;
  }
}

class Look {
  readonly #faults: ProfileFault[];
  constructor(faults: ProfileFault[]) {
    this.#faults = faults;
  }

  #say(path: string, came: unknown, expected: string): void {
    this.#faults.push({ path, came: shownShort(came), expected });
  }
  #that(path: string, came: unknown, fits: boolean, expected: string): void {
    if (!fits) this.#say(path, came, expected);
  }
  #text(path: string, came: unknown, most = 500): void {
    this.#that(
      path,
      came,
      typeof came === 'string' && came.trim() !== '' && came.length <= most,
      `a text of up to ${most} characters`,
    );
  }
  #object(path: string, came: unknown): Loose | undefined {
    if (came !== null && typeof came === 'object' && !Array.isArray(came)) return came as Loose;
    this.#say(path, came, 'an object');
    return undefined;
  }
  #each(path: string, came: unknown, look: (item: Loose, path: string) => void): void {
    if (!Array.isArray(came)) {
      this.#say(path, came, 'a list');
      return;
    }
    for (const [i, item] of came.entries()) {
      const object = this.#object(`${path}[${i}]`, item);
      if (object !== undefined) look(object, `${path}[${i}]`);
    }
  }
  #names(path: string, came: unknown): void {
    this.#that(
      path,
      came,
      Array.isArray(came) && came.every((each) => typeof each === 'string' && each !== ''),
      'a list of texts',
    );
  }
  #words(path: string, { zh, en }: Loose): void {
    this.#text(`${path}.zh`, zh);
    this.#text(`${path}.en`, en);
  }
  #id(path: string, came: unknown, form: RegExp, expected: string): void {
    this.#that(path, came, typeof came === 'string' && form.test(came), expected);
  }
  #source(path: string, came: unknown): void {
    const source = this.#object(path, came);
    if (source === undefined) return;
    this.#text(`${path}.text`, source.text);
    this.#that(`${path}.verified`, source.verified, typeof source.verified === 'boolean', 'true or false');
  }

  profile(came: unknown): void {
    const profile = this.#object('$', came);
    if (profile === undefined) return;
    const snake = /^[a-z][a-z0-9_]{0,59}$/;
    this.#that('validFrom', profile.validFrom, day.test(String(profile.validFrom)), 'a day such as 2026-05-01');
    this.#each('chains', profile.chains, (chain, path) => {
      this.#id(`${path}.id`, chain.id, snake, 'an id: a–z, 0–9, _');
      this.#words(path, chain);
      this.#names(`${path}.stages`, chain.stages);
    });
    this.#each('products', profile.products, (product, path) => {
      this.#text(`${path}.id`, product.id, 60);
      this.#words(path, product);
      this.#text(`${path}.chain`, product.chain, 60);
      this.#source(`${path}.source`, product.source);
    });
    this.#each('stages', profile.stages, (stage, path) => this.#stage(path, stage, snake));
    this.#each('rules', profile.rules, (rule, path) => this.#rule(path, rule));
    this.#each('registers', profile.registers, (register, path) => {
      this.#id(`${path}.id`, register.id, snake, 'an id: a–z, 0–9, _');
      this.#words(path, register);
      const key = this.#object(`${path}.key`, register.key);
      if (key !== undefined) {
        this.#words(`${path}.key`, key);
        const stated = key.others === undefined || (key.others === true && Array.isArray(key.schemes));
        this.#that(`${path}.key.others`, key.others, stated, 'true, beside schemes');
      }
      this.#each(`${path}.columns`, register.columns, (column, at) => {
        this.#words(at, column);
        this.#text(`${at}.key`, column.key, 60);
        const known = ['text', 'number', 'date', 'flag'];
        this.#that(`${at}.kind`, column.kind, known.includes(column.kind as string), known.join(', '));
        const dated = column.due === undefined || (column.due === true && column.kind === 'date');
        this.#that(`${at}.due`, column.due, dated, 'true, in a column of dates');
      });
      this.#source(`${path}.source`, register.source);
    });
    this.#each('lists', profile.lists, (list, path) => {
      this.#id(`${path}.id`, list.id, snake, 'an id: a–z, 0–9, _');
      this.#words(path, list);
      this.#each(`${path}.entries`, list.entries, (entry, at) => {
        this.#text(`${at}.value`, entry.value, 200);
        this.#that(`${at}.from`, entry.from, day.test(String(entry.from)), 'a day');
        this.#that(`${at}.until`, entry.until, entry.until === undefined || day.test(String(entry.until)), 'a day');
        const others =
          entry.not === undefined || (Array.isArray(entry.not) && entry.not.every((each) => typeof each === 'string'));
        this.#that(`${at}.not`, entry.not, others, 'a list of names');
        this.#source(`${at}.source`, entry.source);
      });
    });
  }

  #stage(path: string, stage: Loose, id: RegExp): void {
    this.#id(`${path}.id`, stage.id, id, 'an id: a–z, 0–9, _');
    this.#words(path, stage);
    this.#source(`${path}.source`, stage.source);
    this.#object(`${path}.example`, stage.example);
    const event = this.#object(`${path}.event`, stage.event);
    if (event !== undefined) this.#event(`${path}.event`, event);
    this.#each(`${path}.fields`, stage.fields, (field, at) => this.#field(at, field));
  }

  #event(path: string, { type, action, bizStep, disposition }: Loose): void {
    const word = (value: unknown, list: readonly string[]): boolean =>
      typeof value === 'string' && (list.includes(value) || (value.includes(':') && isUri(value)));
    this.#that(`${path}.type`, type, types.includes(type as string), types.join(', '));
    const acts = ['ADD', 'OBSERVE', 'DELETE'].includes(action as string);
    this.#that(`${path}.action`, action, type === 'TransformationEvent' ? action === undefined : acts, 'ADD, OBSERVE or DELETE');
    this.#that(`${path}.bizStep`, bizStep, word(bizStep, bizSteps), 'a CBV step or a URI such as urn:zhuisu:voc:name');
    const fits = disposition === undefined || word(disposition, dispositions);
    this.#that(`${path}.disposition`, disposition, fits, 'a CBV disposition or a URI');
  }

  #field(path: string, field: Loose): void {
    this.#id(`${path}.key`, field.key, /^[A-Za-z][A-Za-z0-9_]{0,59}$/, 'a key: letters and digits');
    this.#words(path, field);
    this.#that(`${path}.need`, field.need, ['required', 'optional'].includes(field.need as string), 'required or optional');
    const sees = ['public', 'partners', 'authority', 'owner'];
    this.#that(`${path}.sees`, field.sees, sees.includes(field.sees as string), sees.join(', '));
    const slot = this.#object(`${path}.slot`, field.slot);
    if (slot !== undefined) this.#text(`${path}.slot.at`, slot.at, 40);
    const value = this.#object(`${path}.value`, field.value);
    if (value === undefined) return;
    const { kind, ...members } = value;
    const known = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (known === undefined) {
      this.#say(`${path}.value.kind`, kind, Object.keys(kinds).join(', '));
      return;
    }
    for (const [name, came] of Object.entries(members))
      this.#that(
        `${path}.value.${name}`,
        came,
        known[name]?.(came) === true,
        `a member of ${kind}: ${Object.keys(known).join(', ')}`,
      );
    const need = needed[kind as string];
    if (need !== undefined && members[need] === undefined)
      this.#say(`${path}.value.${need}`, undefined, 'a value: it is required');
    if (kind === 'choice')
      this.#each(`${path}.value.choices`, members.choices, (choice, at) => {
        this.#text(`${at}.value`, choice.value, 60);
        this.#words(at, choice);
      });
  }

  #rule(path: string, rule: Loose): void {
    this.#id(`${path}.id`, rule.id, /^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$/, 'an id such as AG-04');
    this.#words(path, rule);
    const severities = ['block', 'alarm', 'warn'];
    this.#that(`${path}.severity`, rule.severity, severities.includes(rule.severity as string), severities.join(', '));
    this.#names(`${path}.stages`, rule.stages);
    this.#that(`${path}.validFrom`, rule.validFrom, day.test(String(rule.validFrom)), 'a day');
    const until = rule.validUntil === undefined || day.test(String(rule.validUntil));
    this.#that(`${path}.validUntil`, rule.validUntil, until, 'a day');
    for (const { path: member, came, expected } of testFaults(rule.test)) this.#say(`${path}.test.${member}`, came, expected);
    if (rule.when !== undefined)
      this.#each(`${path}.when`, rule.when, ({ field, is, not }, at) => {
        this.#text(`${at}.field`, field, 60);
        for (const [name, list] of Object.entries({ is, not }))
          this.#that(`${at}.${name}`, list, list === undefined || Array.isArray(list), 'a list of values');
      });
    const repair = this.#object(`${path}.repair`, rule.repair);
    if (repair !== undefined) this.#words(`${path}.repair`, repair);
    this.#source(`${path}.basis`, rule.basis);
    for (const name of ['passes', 'fails']) {
      const example = this.#object(`${path}.${name}`, rule[name]);
      if (example !== undefined) this.#object(`${path}.${name}.record`, example.record);
    }
  }
}
