/** Pages on which people sign in and look after their account: functions from a view to a page, readable and usable without script. */
export { type AccountView, leavingPage, ownAccountPage, tokenPage } from './account.ts';
export type { Tab } from './parts.ts';
export { firstPasswordPage, type PeopleView, type PersonView, peoplePage, personPage } from './people.ts';
export { type ProgramsView, programsPage } from './programs.ts';
export { type SharingView, sharingPage } from './sharing.ts';
export { codePage, enrolPage, passwordPage, recoveryPage, type SignInView, signInPage } from './sign-in.ts';
export { accountSheet } from './style.ts';
