import { rules, rulesTable, settings, settingsTable } from '../access/index.ts';

/** The tables of docs/access.md, as the program has them. */
export function rulesCommand({ json = false }: { readonly json?: boolean }): void {
  console.log(json ? JSON.stringify({ rules, settings }) : `${rulesTable()}\n\n${settingsTable()}`);
}
