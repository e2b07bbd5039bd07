/** Capture by stage: categories and rules, which are data, meet the log, the registers and whoever records. */
export { describeCategories, describeCategory, describeStage, schemaNamed, stageNamed } from './describe.ts';
export { gateOf } from './gate.ts';
export { type ProfileSet, Profiles, profilesOf, type StageOf } from './profiles.ts';
export { type Recorded, type RecordOptions, type RecordStatus, record } from './record.ts';
