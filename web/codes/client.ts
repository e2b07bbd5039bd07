/** Explains the code while it is typed, with the parsers of the server, which come when the field is first used. */
const field = document.getElementById('code') as HTMLTextAreaElement;
const place = document.getElementById('readings')!;

const parsers = () =>
  Promise.all([import('../../src/codes/index.ts'), import('../portal/codes.ts')]).then(
    ([{ recognise, schemes }, { readingsBlock, withScheme }]) => {
      const schemeById = new Map(schemes.map((scheme) => [scheme.id, scheme]));
      return (text: string): string =>
        String(readingsBlock(recognise(text).map((reading) => withScheme(reading, schemeById.get(reading.scheme)!))));
    },
  );
let loaded: ReturnType<typeof parsers> | undefined;
const explain = (): ReturnType<typeof parsers> => {
  loaded ??= parsers();
  return loaded;
};

field.addEventListener('focus', () => void explain());
field.addEventListener('input', () => {
  void explain().then((readings) => {
    // As the field stands when the parsers are there.
    const text = field.value.trim();
    place.innerHTML = text === '' ? '' : readings(text);
  });
});
