/** Faults of XML: what was read, and where; or what cannot be written. Their sentences are the catalogue's, not ours. */

/** Of a text that is not XML, or not XML of EPCIS. Lines and columns count from 1. */
export class XmlFault extends Error {
  readonly line: number;
  readonly column: number;
  /** What came, short and printable. */
  readonly came: string;
  readonly expected: string;

  constructor(line: number, column: number, came: string, expected: string) {
    super(`line ${line}, column ${column}: came ${came}, expected ${expected}`);
    this.name = 'XmlFault';
    this.line = line;
    this.column = column;
    this.came = came;
    this.expected = expected;
  }
}

/** Of a JSON document that XML, or XML of that version, has no way to say. */
export class XmlInexpressible extends Error {
  /** JSON path, from the document. */
  readonly path: string;
  readonly came: string;
  readonly expected: string;

  constructor(path: string, came: string, expected: string) {
    super(`${path}: came ${came}, expected ${expected}`);
    this.name = 'XmlInexpressible';
    this.path = path;
    this.came = came;
    this.expected = expected;
  }
}
