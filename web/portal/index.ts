/** The public pages: pure functions from a view to a page. No clock, no socket; readable without script. */
export { certificatePage } from './certificate.ts';
export { type CodesView, codesPage, type ExplainedReading, readingsBlock, withScheme } from './codes.ts';
export { type DataSet, openDataPage, statisticsPage } from './figures.ts';
export { listingSheet } from './listing-style.ts';
export { enterprisesPage, productsPage, recallsPage, warningsPage } from './lists.ts';
export {
  type Example,
  errorCataloguePage,
  failurePage,
  homePage,
  issuePage,
  type MalformedView,
  malformedPage,
  type ProductView,
  productPage,
  unknownPage,
} from './pages.ts';
export {
  type RegisterField,
  type RegisterStatusView,
  type RegisterView,
  registerLines,
  registerPage,
  registerStatusPage,
} from './register.ts';
export { followPage, type ReportView, reportPage } from './report.ts';
export { scanPage } from './scan.ts';
export { stylesheet } from './style.ts';
export type { Explained, KindShown, Names, PageFacts, RecallShown, ScanView, ToldEvent, ToldValue } from './view.ts';
