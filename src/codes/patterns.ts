/** Codes of which only a pattern is known, configured by the installation: matched, never vouched for. */
import { both, nationalScheme } from './national.ts';
import { schemeById } from './registry.ts';
import type { Scheme } from './types.ts';

/** One entry of the file of patterns. */
export interface PatternRow {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** A regular expression over the whole bare code. */
  readonly pattern: string;
  readonly source?: string;
}

/** The scheme of a row. RangeError, saying what is wrong with it. */
export function patternScheme(row: unknown): Scheme {
  const { id, zh, en, pattern, source = '本地配置' } = (row ?? {}) as Partial<Record<keyof PatternRow, unknown>>;
  const fits = (value: unknown, form: RegExp): value is string => typeof value === 'string' && form.test(value);
  if (!fits(id, /^[a-z][a-z0-9]{1,29}$/))
    throw new RangeError(`id ${JSON.stringify(id)}: expected 2 to 30 small letters and digits`);
  if (schemeById.has(id)) throw new RangeError(`id ${id}: there is a code scheme of this name already`);
  if (!fits(zh, /^.{1,40}$/) || !fits(en, /^.{1,60}$/)) throw new RangeError(`${id}: expected the names zh and en`);
  if (!fits(pattern, /^.{1,200}$/)) throw new RangeError(`${id}: expected a pattern of up to 200 characters`);
  let expression: RegExp;
  try {
    expression = new RegExp(`^(${pattern})$`, 'u');
  } catch (error) {
    throw new RangeError(`${id}: ${(error as Error).message}`);
  }
  return nationalScheme({
    id,
    name: both(zh, en),
    source: String(source).slice(0, 120),
    verified: false,
    strength: 'opaque',
    grain: 'instance',
    shape: {},
    spell: ({ bare }) => bare.slice(0, 100),
    pattern: expression,
    segments: [['code', '编码', 'code']],
    warnings: () => [both('规则未确认，仅按配置的格式匹配', 'the rule was not confirmed: matched by a configured pattern alone')],
  });
}
