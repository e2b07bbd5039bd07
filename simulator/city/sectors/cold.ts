/** 冷链: rooms with sensors that report every two hours what they read each half-hour; and what becomes of sensors. */
import type { City } from '../city.ts';
import { placeOf } from '../codes.ts';
import type { Firm } from '../firms.ts';
import { seen } from '../stages.ts';
import { day, hour, minute, stamp } from '../time.ts';

export function beginCold(city: City): void {
  for (const firm of city.of('coldstore')) for (let room = 1; room <= 2; room++) new Room(city, firm, room).begin();
}

type State = 'well' | 'warm' | 'frozen' | 'away';

class Room {
  readonly #city: City;
  readonly #firm: Firm;
  readonly #device: string;
  readonly #set: number;
  #drift = 0;
  #last = 0;
  #state: State = 'well';
  #until = 0;
  #events: string[] = [];
  #kind = '';
  #from = 0;
  #gap: ((event: string) => void) | undefined;

  constructor(city: City, firm: Firm, room: number) {
    this.#city = city;
    this.#firm = firm;
    this.#device = `urn:epc:id:giai:${firm.party.slice(-13, -6)}.S${room}`;
    this.#set = firm.chance.pick([-20, -18, 2, 4]);
    this.#last = this.#set;
  }

  begin(): void {
    const next = (at: number): void =>
      this.#city.at(at, () => {
        this.#report(at);
        next(at + 2 * hour);
      });
    next(this.#city.options.begins + this.#firm.chance.between(1, 3) * hour);
  }

  #report(at: number): void {
    if (this.#state !== 'well' && at >= this.#until) this.#recover();
    if (this.#state === 'well') this.#mayFail(at);
    if (this.#state === 'away') return;
    const readings = [90, 60, 30, 0].map((ago) => ({
      type: 'Temperature',
      value: this.#read(),
      uom: 'CEL',
      deviceID: this.#device,
      time: stamp(at - ago * minute),
    }));
    const entry = this.#city.record(
      this.#firm,
      at,
      seen(this.#firm, 'OBSERVE', 'sensor_reporting', 'in_progress', {
        epcList: [],
        sensorElementList: [{ sensorReport: readings }],
      }),
      { device: true },
    );
    // What was never recorded shows nothing.
    if (entry.recorded === undefined) return;
    if (this.#state !== 'well') this.#events.push(entry.id);
    // A gap shows in the first report after it.
    if (this.#gap !== undefined) {
      this.#gap(entry.id);
      this.#gap = undefined;
    }
  }

  #read(): number {
    if (this.#state === 'frozen') return this.#last;
    const { chance } = this.#firm;
    this.#drift = this.#drift * 0.8 + chance.normal(0, 0.25);
    const warm = this.#state === 'warm' ? 9 + chance.between(0, 3) : 0;
    this.#last = Number((this.#set + this.#drift + warm + chance.normal(0, 0.15)).toFixed(1));
    return this.#last;
  }

  #mayFail(at: number): void {
    const { faults } = this.#city;
    const { chance } = this.#firm;
    const fail = (kind: string, state: State, hours: number): boolean => {
      if (!faults.strike(kind)) return false;
      this.#state = state;
      this.#kind = kind;
      this.#from = at;
      this.#until = at + hours * hour;
      this.#events = [];
      return true;
    };
    if (fail('broken_cold_chain', 'warm', chance.between(4, 14))) return;
    if (fail('sensor_frozen', 'frozen', chance.between(1, 4) * (day / hour))) return;
    fail('sensor_gap', 'away', chance.between(8, 40));
  }

  #recover(): void {
    const tell = (events: readonly string[]): void => {
      const subjects = [placeOf(this.#firm.index)];
      this.#city.faults.tell(this.#kind, this.#firm, { at: this.#from, until: this.#until, subjects, events });
    };
    if (this.#state === 'away') this.#gap = (event) => tell([event]);
    else if (this.#events.length > 0) tell(this.#events);
    this.#state = 'well';
  }
}
