import { cpi } from './cpi.ts';
import { equipment } from './equipment.ts';
import { gcn } from './gcn.ts';
import { gdti } from './gdti.ts';
import { giai } from './giai.ts';
import { gln } from './gln.ts';
import { goods } from './goods.ts';
import { grai } from './grai.ts';
import { gsrn } from './gsrn.ts';
import { gsrnp } from './gsrnp.ts';
import { gtin } from './gtin.ts';
import { itip } from './itip.ts';
import { licence } from './licence.ts';
import { party } from './party.ts';
import { pgln } from './pgln.ts';
import { product } from './product.ts';
import { sscc } from './sscc.ts';
import type { Vectors } from './types.ts';
import { upui } from './upui.ts';
import { uscc } from './uscc.ts';

/** One line for each scheme, as in the registry. */
export const allVectors: readonly Vectors[] = [
  gtin,
  upui,
  sscc,
  gln,
  pgln,
  grai,
  giai,
  gsrn,
  gsrnp,
  gdti,
  gcn,
  cpi,
  itip,
  uscc,
  ...party,
  ...licence,
  ...product,
  ...equipment,
  ...goods,
];
