export interface Same {
  readonly canonical: string;
  readonly spellings: readonly string[];
  /** The bare text is also, or rather, a code of another kind: no identity follows from it. */
  readonly ambiguous?: true;
}

/** What the contract suite needs to know of a scheme. A new scheme brings one file of these. */
export interface Vectors {
  readonly scheme: string;
  /** Spellings of one thing each: all of them read valid, and as this canonical URI. */
  readonly same: readonly Same[];
  readonly invalid: readonly string[];
  /** Not of this kind at all. */
  readonly foreign: readonly string[];
  /** Codes of which every change of one digit between `from` and `to` (exclusive) must be found out. */
  readonly checked?: { readonly code: string; readonly from: number; readonly to: number };
}

const hosts = ['https://id.gs1.org', 'https://zhuisu.example.cn/a/b', 'HTTP://shop.example:8080/p'];

/** The Digital Link of a path, on three hosts. */
export const links = (path: string): string[] => hosts.map((host) => host + path);

/** A national code in its bare spellings, its URN, and its web form. */
export const national = (scheme: string, code: string, ...others: string[]): Same => ({
  canonical: `urn:zhuisu:${scheme}:${code}`,
  spellings: [code, ...others, `https://any.example/p/id/${scheme}/${encodeURIComponent(code)}`],
});

/** The same for a code whose bare text may be something else. */
export const ambiguous = (scheme: string, code: string, ...others: string[]): Same => ({
  canonical: `urn:zhuisu:${scheme}:${code}`,
  spellings: [code, ...others],
  ambiguous: true,
});
