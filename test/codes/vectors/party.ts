import { ambiguous, national, type Vectors } from './types.ts';

/** Subjects, places and persons. Codes of 419001 are made up for the city, their check characters computed. */
export const party: readonly Vectors[] = [
  {
    scheme: 'division',
    same: [national('division', '419001', '41 90 01'), national('division', '419001101'), ambiguous('division', '419001101203')],
    invalid: ['991234', '001101'],
    foreign: ['41900', '4190011', '41900110', 'A19001'],
  },
  {
    scheme: 'plot',
    same: [national('plot', 'PL419001101000012', 'pl 419001101 000012')],
    invalid: ['PL999001101000012'],
    foreign: ['PL41900110100001', '419001101000012'],
  },
];
