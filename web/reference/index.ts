/** The reference of the APIs for people: a pure function from the document to a page. */
export { referencePage } from './page.ts';
export { referenceSheet } from './style.ts';
