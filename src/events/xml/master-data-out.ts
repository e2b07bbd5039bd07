/** Master data of JSON as VocabularyList, in headers and in results. */
import { XmlInexpressible } from './fault.ts';
import { element, extensions } from './free-out.ts';
import { isObject, listOf, nothingElse, objectOf } from './json.ts';
import type { OutNames } from './names-out.ts';
import { escapeAttribute } from './text.ts';

/** `epcisMasterData` of a header. */
export function masterDataElement(masterData: unknown, names: OutNames): string {
  const at = '$.epcisHeader.epcisMasterData';
  const { vocabularyList = [], ...others } = objectOf(masterData, at);
  nothingElse(others, at, 'vocabularyList alone');
  return `<EPCISMasterData>${vocabularyListElement(vocabularyList, names, `${at}.vocabularyList`)}</EPCISMasterData>`;
}

export function vocabularyListElement(list: unknown, names: OutNames, at: string): string {
  const vocabularies = listOf(list, at).map((each, i) => vocabulary(each, names, `${at}[${i}]`));
  return `<VocabularyList>${vocabularies.join('')}</VocabularyList>`;
}

function vocabulary(value: unknown, names: OutNames, at: string): string {
  const { type, vocabularyElementList = [], ...others } = objectOf(value, at);
  const elements = listOf(vocabularyElementList, at).map((each, i) => {
    const where = `${at}.vocabularyElementList[${i}]`;
    const { id, attributes = [], children, ...more } = objectOf(each, where);
    const own = listOf(attributes, where).map((one, k) => masterDataAttribute(one, names, `${where}.attributes[${k}]`));
    const below =
      children === undefined
        ? ''
        : `<children>${listOf(children, where)
            .map((child) => element('id', '', child, names, `${where}.children`))
            .join('')}</children>`;
    const start = ` id="${escapeAttribute(names.value(String(id)), where)}"`;
    return `<VocabularyElement${start}>${own.join('')}${below}${extensions(more, names, where)}</VocabularyElement>`;
  });
  const inner = elements.length === 0 ? '' : `<VocabularyElementList>${elements.join('')}</VocabularyElementList>`;
  const start = ` type="${escapeAttribute(names.value(String(type)), at)}"`;
  return `<Vocabulary${start}>${inner}${extensions(others, names, at)}</Vocabulary>`;
}

/** The XSD lets an attribute hold anything but a type of its own: numbers are text here. */
function masterDataAttribute(value: unknown, names: OutNames, at: string): string {
  const { id, attribute: held = '', ...others } = objectOf(value, at);
  nothingElse(others, at, 'id and attribute');
  const start = ` id="${escapeAttribute(names.value(String(id)), at)}"`;
  if (isObject(held) && Object.hasOwn(held, '@id'))
    throw new XmlInexpressible(at, 'an @id', 'an attribute without: its id has that place');
  const plain = typeof held === 'number' || typeof held === 'boolean' ? String(held) : held;
  const whole = isObject(plain) && Object.hasOwn(plain, '@value') ? { '#text': '', ...plain } : plain;
  return element('attribute', start, whole, names, at);
}
