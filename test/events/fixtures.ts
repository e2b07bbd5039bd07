/** Every JSON document of the fixtures beside the checkout. */
import { readShared, sharedFiles } from '../shared.ts';

export function fixtureDocuments(): { file: string; value: unknown }[] {
  const plain = sharedFiles('fixtures', /\.(?:json|jsonld)$/).map((file) => ({
    file,
    value: JSON.parse(readShared(file)) as unknown,
  }));
  const logs = sharedFiles('fixtures/gdst', /\.log$/).flatMap((file) => {
    try {
      const { Content } = JSON.parse(readShared(file)) as { Content: string };
      return [{ file, value: JSON.parse(Content) as unknown }];
    } catch {
      return [];
    }
  });
  return [...plain, ...logs];
}
