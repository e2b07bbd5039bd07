/** Pages on which people sign in and look after their account: functions from a view to a page, readable and usable without script. */
export { type AccountView, leavingPage, ownAccountPage, tokenPage } from './account.ts';
export { codePage, enrolPage, passwordPage, recoveryPage, type SignInView, signInPage } from './sign-in.ts';
