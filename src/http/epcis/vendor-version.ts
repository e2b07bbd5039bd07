/** GS1-Vendor-Version: the name and version of this program. */
import { readFileSync } from 'node:fs';

const { name, version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  readonly name: string;
  readonly version: string;
};

export const vendorVersion = `${name}-${version}`;
