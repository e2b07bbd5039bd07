/** Pages of those who oversee: registrations that wait for review, the audit log. Readable and usable without script. */
export { type AuditView, auditPage } from './audit.ts';
export { type RegistrationsView, type RegistrationView, registrationPage, registrationsPage } from './registrations.ts';
