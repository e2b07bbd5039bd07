/** Chapters whose operations are for people of several kinds, one after the other: `people.test.ts` asks them. */
export const peopleChapters: ReadonlySet<string> = new Set([
  'accounts',
  'organisations',
  'access',
  'audit',
  'supervision',
  'complaints',
]);
