/** One firm's book: its events in its own spelling, and the EPCIS 2.0 document that it sends. */
import { createHash } from 'node:crypto';
import { vocabulary as ownWords } from '../../src/categories/definition.ts';
import { type Party, type Place, type Product, pgln, type Spelling } from './keys.ts';

/** Declared in each `@context`, for what the standards have no word for. */
export const ownPrefix = ownWords;

export interface Line {
  readonly epcClass: string;
  readonly quantity: number;
  readonly uom?: string;
}

type Event = Record<string, unknown>;

/** The category of 济政办〔2018〕10号 that each firm, by the number of its book, records in. */
const categoryOf: Readonly<Record<string, string>> = {
  '01': 'inputs',
  '02': 'produce',
  '03': 'produce',
  '04': 'produce',
  '05': 'food',
  '06': 'food',
  '07': 'food',
  '08': 'food',
  '09': 'food',
};

export class Book {
  readonly name: string;
  readonly party: Party;
  readonly place: Place;
  readonly spell: Spelling;
  readonly events: Event[] = [];
  /** How the firm's system writes vocabulary: the bare word, or the whole URI. */
  readonly #word: (kind: 'BizStep' | 'Disp', word: string) => string;

  constructor(name: string, place: Place, spell: Spelling, words: 'bare' | 'uri' = 'bare') {
    this.name = name;
    this.party = place.party;
    this.place = place;
    this.spell = spell;
    this.#word = (kind, word) => (words === 'bare' || word.includes(':') ? word : `https://ref.gs1.org/cbv/${kind}-${word}`);
  }

  lot(product: Product, lot: string, quantity: number, uom?: string): Line {
    return { epcClass: this.spell.lot(product, lot), quantity, ...(uom === undefined ? {} : { uom }) };
  }

  /** `at` is `MM-DD hh:mm` of 2026 on the clock of the city. */
  event(type: string, at: string, step: string, disposition: string | undefined, rest: Event): void {
    const eventTime = `2026-${at.replace(' ', 'T')}:00+08:00`;
    this.events.push({
      type,
      eventID: uuid(`${this.name} ${this.events.length} ${eventTime}`),
      eventTime,
      eventTimeZoneOffset: '+08:00',
      bizStep: this.#word('BizStep', step),
      ...(disposition === undefined ? {} : { disposition: this.#word('Disp', disposition) }),
      readPoint: { id: this.spell.place(this.place) },
      bizLocation: { id: this.spell.place(this.place) },
      'zhuisu:category': categoryOf[this.name.slice(0, 2)],
      ...rest,
    });
  }

  make(at: string, step: string, lines: readonly Line[], ilmd: Event): void {
    this.event('ObjectEvent', at, step, 'active', { action: 'ADD', quantityList: lines, ilmd });
  }

  observe(at: string, step: string, disposition: string, what: Event, rest: Event = {}): void {
    this.event('ObjectEvent', at, step, disposition, { action: 'OBSERVE', ...what, ...rest });
  }

  /** Goods that leave name their destination and the delivery note; the receipt names the same note. */
  ship(at: string, to: Place, note: string, what: Event): void {
    this.observe(at, 'shipping', 'in_transit', what, {
      bizTransactionList: [this.#note(this.party, note)],
      sourceList: [
        { type: 'possessing_party', source: this.spell.party(this.party) },
        { type: 'location', source: this.spell.place(this.place) },
      ],
      destinationList: [
        { type: 'possessing_party', destination: this.spell.party(to.party) },
        { type: 'location', destination: this.spell.place(to) },
      ],
      // Where it is from now on is not known here.
      bizLocation: undefined,
    });
  }

  receive(at: string, from: Place, note: string, what: Event): void {
    this.observe(at, 'receiving', 'in_progress', what, {
      bizTransactionList: [this.#note(from.party, note)],
      sourceList: [{ type: 'possessing_party', source: this.spell.party(from.party) }],
      destinationList: [{ type: 'possessing_party', destination: this.spell.party(this.party) }],
    });
  }

  /** CBV 2.0 §8.5: the transaction id is unique below the GLN of the firm that issued it. */
  #note(issuer: Party, note: string): Event {
    return { type: 'desadv', bizTransaction: `urn:epcglobal:cbv:bt:${pgln(issuer)}:${note}` };
  }

  document(products: readonly Product[], context: Event = {}): unknown {
    const vocabularyList = [
      vocabulary('Party', [
        [this.spell.party(this.party), { ...named(this.party), 'cbvmda:streetAddressOne': this.party.address }],
      ]),
      vocabulary('Location', [
        [this.spell.place(this.place), { ...named(this.place), 'cbvmda:streetAddressOne': this.party.address }],
      ]),
      vocabulary(
        'EPCClass',
        products.map((each) => [
          this.spell.product(each),
          { ...named(each), ...(each.net === undefined ? {} : { 'cbvmda:netContentDescription': each.net }) },
        ]),
      ),
    ].filter(({ vocabularyElementList }) => vocabularyElementList.length > 0);
    return {
      '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { zhuisu: ownPrefix, ...context }],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-11-23T20:00:00+08:00',
      epcisHeader: { epcisMasterData: { vocabularyList } },
      // Through JSON, so that what is undefined is absent, as in any document that came over a wire.
      epcisBody: { eventList: JSON.parse(JSON.stringify(this.events)) as unknown },
    };
  }
}

const named = ({ zh, en }: { zh: string; en: string }): Record<string, string> => ({ 'cbvmda:name': zh, 'zhuisu:nameEn': en });

function vocabulary(type: string, elements: readonly (readonly [string, Record<string, string>])[]) {
  return {
    type: `urn:epcglobal:epcis:vtype:${type}`,
    vocabularyElementList: elements.map(([id, attributes]) => ({
      id,
      attributes: Object.entries(attributes).map(([attribute, value]) => ({ id: attribute, attribute: value })),
    })),
  };
}

/** A name-based UUID (RFC 9562 §5.8, version 8): the same name gives the same id on every machine. */
export function uuid(name: string): string {
  const hex = createHash('sha256').update(`zhuisu demo city ${name}`).digest('hex');
  const variant = '89ab'[Number.parseInt(hex[16]!, 16) % 4];
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
