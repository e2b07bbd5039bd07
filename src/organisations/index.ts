/** Organisations: who takes part, from registration to closing; their sites, identifiers and licences. */
export { actingOf, mandateOf } from './acting.ts';
export { bodyId, seedJurisdiction } from './seed.ts';
