/** All code schemes. A new one: its module, its vectors, one line here. Where several read one text equally well, the earlier counts. */
import type { Gs1Scheme } from '../gs1-scheme.ts';
import type { Scheme } from '../types.ts';
import { cylinder } from './equipment/cylinder.ts';
import { device18 } from './equipment/device18.ts';
import { lift96333 } from './equipment/lift96333.ts';
import { registration20 } from './equipment/registration20.ts';
import { useCertificate } from './equipment/usecertificate.ts';
import { cas } from './goods/cas.ts';
import { detonator } from './goods/detonator.ts';
import { plate } from './goods/plate.ts';
import { un } from './goods/un.ts';
import { vin } from './goods/vin.ts';
import { wasteCode } from './goods/wastecode.ts';
import { wasteManifest } from './goods/wastemanifest.ts';
import { cpi } from './gs1/cpi.ts';
import { gcn } from './gs1/gcn.ts';
import { gdti } from './gs1/gdti.ts';
import { giai } from './gs1/giai.ts';
import { gln } from './gs1/gln.ts';
import { grai } from './gs1/grai.ts';
import { gsrn } from './gs1/gsrn.ts';
import { gsrnp } from './gs1/gsrnp.ts';
import { gtin } from './gs1/gtin.ts';
import { itip } from './gs1/itip.ts';
import { pgln } from './gs1/pgln.ts';
import { sscc } from './gs1/sscc.ts';
import { upui } from './gs1/upui.ts';
import { deviceFiling } from './licence/devicefiling.ts';
import { deviceRegistration } from './licence/devicereg.ts';
import { drugApproval } from './licence/drugapproval.ts';
import { feed } from './licence/feed.ts';
import { fertiliser } from './licence/fertiliser.ts';
import { fireworksLicence } from './licence/fireworkslicence.ts';
import { healthFood } from './licence/healthfood.ts';
import { infantFormula } from './licence/infantformula.ts';
import { jy } from './licence/jy.ts';
import { pesticideProduction } from './licence/pesticideproduction.ts';
import { pesticideRegistration } from './licence/pesticidereg.ts';
import { pesticideTrade } from './licence/pesticidetrade.ts';
import { sc } from './licence/sc.ts';
import { seedLicence } from './licence/seedlicence.ts';
import { specialEquipmentLicence } from './licence/tslicence.ts';
import { veterinaryApproval } from './licence/vetapproval.ts';
import { division } from './party/division.ts';
import { plot } from './party/plot.ts';
import { resident } from './party/resident.ts';
import { uscc } from './party/uscc.ts';
import { agri, agriOid, agriShort, agriSubject } from './product/agri.ts';
import { ahm } from './product/ahm.ts';
import { hgz } from './product/certificate.ts';
import { drug20 } from './product/drug20.ts';
import { drugNational } from './product/drugnational.ts';
import { eartag } from './product/eartag.ts';
import { ecode } from './product/ecode.ts';
import { ma } from './product/ma.ts';
import { market } from './product/market.ts';
import { npc32 } from './product/npc32.ts';
import { oid } from './product/oid.ts';
import { organic17 } from './product/organic17.ts';
import { seed } from './product/seed.ts';
import { zs } from './product/unit.ts';
import { vet24 } from './product/vet24.ts';

export const gs1Schemes: readonly Gs1Scheme[] = [gtin, upui, sscc, gln, pgln, grai, giai, gsrn, gsrnp, gdti, gcn, cpi, itip];

export const schemes: readonly Scheme[] = [
  // Before GTIN: the drug code keeps a range of GTIN-14 to itself.
  drugNational,
  gtin,
  upui,
  uscc,
  resident,
  device18,
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
  zs,
  hgz,
  registration20,
  drug20,
  ma,
  ahm,
  npc32,
  vet24,
  seed,
  eartag,
  agri,
  agriSubject,
  agriShort,
  agriOid,
  organic17,
  vin,
  plate,
  detonator,
  cas,
  un,
  wasteCode,
  wasteManifest,
  useCertificate,
  cylinder,
  plot,
  division,
  sc,
  jy,
  drugApproval,
  deviceRegistration,
  deviceFiling,
  pesticideRegistration,
  pesticideProduction,
  pesticideTrade,
  veterinaryApproval,
  fertiliser,
  feed,
  seedLicence,
  infantFormula,
  healthFood,
  specialEquipmentLicence,
  fireworksLicence,
  oid,
  market,
  lift96333,
  ecode,
];
