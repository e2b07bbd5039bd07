/**
 * English phrase → Chinese phrase. A phrase has places: `{n}`, `{m}` and `{k}` hold a number, `{phrase}` another phrase of the tables,
 * `{phrases}` several, separated by commas, `{words}` a list of names or values, `{code}` one word without a blank; any other place holds
 * what is kept as it is.
 */
export type Phrases = Readonly<Record<string, string>>;
