/** The options of `simulate`, read and checked before anything is made or sent. */
import { mostFirms } from '../../simulator/city/codes.ts';
import { date } from '../../simulator/city/time.ts';
import { ZhuisuError } from '../errors.ts';

/** As they are typed. */
export interface Typed {
  readonly firms: string;
  readonly days: string;
  readonly seed: string;
  readonly rate: string;
  readonly begins: string;
  readonly to?: string;
  readonly token?: string;
  readonly speed?: string;
  readonly out?: string;
  readonly listen?: string;
}

export interface SimulateOptions {
  readonly firms: number;
  readonly days: number;
  readonly seed: string;
  /** Faults for each event, 0 to 1. */
  readonly rate: number;
  /** YYYY-MM-DD. */
  readonly begins: string;
  readonly folder: string;
  /** An installation instead of a folder. */
  readonly into:
    | {
        readonly url: string;
        readonly token: string | undefined;
        /** Seconds of the city in one second; undefined for as fast as it goes. */
        readonly speed: number | undefined;
        /** Port at which a system of the city is told by webhook. */
        readonly listen: number | undefined;
      }
    | undefined;
}

const fewestFirms = 20;
const mostDays = 3_660;

/** Throws option_invalid. */
export function readSimulateOptions(typed: Typed): SimulateOptions {
  const { seed, begins, to, token, speed, out, listen } = typed;
  if (!/^\d{4}-\d\d-\d\d$/.test(begins) || !isDay(begins)) throw invalid('--begins', begins, 'a day such as 2026-01-01');
  if (to === undefined)
    for (const [name, came] of Object.entries({ '--token': token, '--speed': speed, '--listen': listen }))
      if (came !== undefined) throw invalid(name, 'given without --to', '--to beside it: it is of an installation');
  return {
    firms: whole('--firms', typed.firms, fewestFirms, mostFirms),
    days: whole('--days', typed.days, 1, mostDays),
    seed,
    rate: number('--rate', typed.rate, 'a number from 0 to 1', (value) => value >= 0 && value <= 1),
    begins,
    folder: out ?? `city-${seed}`,
    into:
      to === undefined
        ? undefined
        : {
            url: address(to),
            token,
            speed: speed === undefined ? undefined : number('--speed', speed, 'a number above 0', (value) => value > 0),
            listen: listen === undefined ? undefined : whole('--listen', listen, 0, 65_535),
          },
  };
}

const invalid = (name: string, came: string, expected: string): ZhuisuError =>
  new ZhuisuError('option_invalid', { name, came: came.trim() === '' ? 'empty' : came.slice(0, 100), expected });

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00+08:00`);
  return !Number.isNaN(at) && date(at) === text;
}

function number(name: string, came: string, expected: string, holds: (value: number) => boolean): number {
  const value = /^\d+(\.\d+)?$/.test(came.trim()) ? Number(came) : Number.NaN;
  if (holds(value)) return value;
  throw invalid(name, came, expected);
}

const whole = (name: string, came: string, least: number, most: number): number =>
  number(
    name,
    came,
    `a whole number from ${least} to ${most}`,
    (value) => Number.isInteger(value) && value >= least && value <= most,
  );

function address(came: string): string {
  if (/^https?:$/.test(URL.parse(came)?.protocol ?? '')) return came;
  throw invalid('--to', came, 'the address of an installation, such as http://127.0.0.1:8080');
}
