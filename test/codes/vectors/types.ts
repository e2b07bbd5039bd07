/** What the contract suite needs to know of a scheme. A new scheme brings one file of these. */
export interface Vectors {
  readonly scheme: string;
  /** Spellings of one thing each: all of them read valid, and as this canonical URI. */
  readonly same: readonly { readonly canonical: string; readonly spellings: readonly string[] }[];
  readonly invalid: readonly string[];
  /** Not of this kind at all. */
  readonly foreign: readonly string[];
  /** Codes of which every change of one digit between `from` and `to` (exclusive) must be found out. */
  readonly checked?: { readonly code: string; readonly from: number; readonly to: number };
}

const hosts = ['https://id.gs1.org', 'https://zhuisu.example.cn/a/b', 'HTTP://shop.example:8080/p'];

/** The Digital Link of a path, on three hosts. */
export const links = (path: string): string[] => hosts.map((host) => host + path);
