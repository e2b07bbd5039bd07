/** Names without colon (Namespaces in XML 1.0 §3), and where a URI ends in one: how names of members become names with a namespace. */

const start =
  'A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef' +
  '\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const further = `${start}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040`;
const ncName = new RegExp(`^[${start}][${further}]*$`, 'u');
const ncNameAtEnd = new RegExp(`[${start}][${further}]*$`, 'u');

export const isNcName = (text: string): boolean => /^[A-Za-z_][\w.-]*$/.test(text) || ncName.test(text);

/** Where the name at the end of a URI begins; -1 where there is none. */
export const nameAtEnd = (uri: string): number => uri.search(ncNameAtEnd);
