/** What the two APIs take and answer, as shapes: checked by the server, described in the reference, the types of the client. Pure. */
export * from './access.ts';
export * from './accounts.ts';
export { type Label, label } from './answer.ts';
export * from './answers.ts';
export * from './audit.ts';
export { checked, expectedOf } from './checked.ts';
export * from './groups.ts';
export * from './notices.ts';
export * from './organisations.ts';
export * from './persons.ts';
export * from './public.ts';
export * from './recall.ts';
export * from './recalls.ts';
export * from './records.ts';
export * from './requests.ts';
export * from './sheets.ts';
export * from './supervision.ts';
export * from './views.ts';
