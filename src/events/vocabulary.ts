/** The closed word lists of CBV 2.0 as EPCIS 2.0.1 has them, and the one form in which we compare their words: bare. */
import { expandCurie, type Prefixes } from './context.ts';

const words = (list: string): readonly string[] => list.trim().split(/\s+/);

/** CBV 2.0 §7.1 */
export const bizSteps = words(`
  accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting
  decommissioning departing destroying disassembling dispensing encoding entering_exiting holding inspecting
  installing killing loading other packing picking receiving removing repackaging repairing replacing reserving
  retail_selling shipping staging_outbound stock_taking stocking storing transporting unloading unpacking
  void_shipping sensor_reporting sampling
`);

/** CBV 2.0 §7.2 */
export const dispositions = words(`
  active container_closed damaged destroyed dispensed disposed encoded expired in_progress in_transit inactive
  no_pedigree_match non_sellable_other partially_dispensed recalled reserved retail_sold returned
  sellable_accessible sellable_not_accessible stolen unknown available completeness_verified
  completeness_inferred conformant container_open mismatch_instance mismatch_class mismatch_quantity
  needs_replacement non_conformant unavailable
`);

/** CBV 2.0 §7.3 */
export const bizTransactionTypes = words('bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt');

/** CBV 2.0 §7.4 */
export const sourceDestTypes = words('owning_party possessing_party location');

/** CBV 2.0 §7.5 */
export const errorReasons = words('did_not_occur incorrect_data');

/** CBV 2.0 §7.6 */
export const measurementTypes = words(`
  AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Radioactivity Altitude AmountOfSubstance
  AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area Capacitance
  Conductance Conductivity Count Density Dimensionless DoseEquivalent DoseEquivalentRate DynamicViscosity
  ElectricCharge ElectricCurrent ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force Frequency
  Illuminance Inductance Irradiance KinematicViscosity Length LinearMomentum Luminance LuminousFlux
  LuminousIntensity MagneticFlux MagneticFluxDensity MagneticVectorPotential Mass MassConcentration MassFlowRate
  MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy MolarMass MolarVolume Power Pressure RadiantFlux
  RadiantIntensity RelativeHumidity Resistance Resistivity SolidAngle SpecificVolume Speed SurfaceDensity
  SurfaceTension Temperature Time Torque Voltage Volume VolumeFlowRate VolumeFraction VolumetricFlux Wavenumber
`);

/** CBV 2.0 §7.7 */
export const sensorAlertTypes = words('ALARM_CONDITION ERROR_CONDITION');

/** CBV 2.0 §7.8 */
export const components = words(`
  x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting northing latitude
  longitude altitude
`);

export type VocabularyKind = 'bizStep' | 'disposition' | 'bizTransaction' | 'sourceDest' | 'errorReason' | 'measurement';

/** The bare words of each. */
export const vocabularyWords: Readonly<Record<VocabularyKind, readonly string[]>> = {
  bizStep: bizSteps,
  disposition: dispositions,
  bizTransaction: bizTransactionTypes,
  sourceDest: sourceDestTypes,
  errorReason: errorReasons,
  measurement: measurementTypes,
};

/** The URI forms of a word: the 1.x URN, and the CBV 2.0 Web URI that `cbv:` CURIEs expand to (CBV 2.0 §6). */
const forms: Readonly<Record<VocabularyKind, RegExp>> = {
  bizStep: /^(?:urn:epcglobal:cbv:bizstep:|https?:\/\/(?:ref|ns)\.gs1\.org\/cbv\/BizStep-)/,
  disposition: /^(?:urn:epcglobal:cbv:disp:|https?:\/\/(?:ref|ns)\.gs1\.org\/cbv\/Disp-)/,
  bizTransaction: /^(?:urn:epcglobal:cbv:btt:|https?:\/\/(?:ref|ns)\.gs1\.org\/cbv\/BTT-)/,
  sourceDest: /^(?:urn:epcglobal:cbv:sdt:|https?:\/\/(?:ref|ns)\.gs1\.org\/cbv\/SDT-)/,
  errorReason: /^(?:urn:epcglobal:cbv:er:|https?:\/\/(?:ref|ns)\.gs1\.org\/cbv\/ER-)/,
  measurement: /^https?:\/\/(?:(?:www|ref)\.)?gs1\.org\/voc\//,
};

/** Bare word for a CBV word in any spelling; the expanded URI for a CURIE; anything else unchanged. */
export function canonicalVocabulary(kind: VocabularyKind, value: string, prefixes: Prefixes): string {
  return value.includes(':') ? expandCurie(value, prefixes).replace(forms[kind], '') : value;
}
