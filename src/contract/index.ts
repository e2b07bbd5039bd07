/** What the two APIs take and answer, as shapes: checked by the server, described in the reference, the types of the client. Pure. */
export * from './answers.ts';
export * from './recall.ts';
export * from './requests.ts';
