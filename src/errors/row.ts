/**
 * A row of the error catalogue. `status` is the HTTP status, or 0 for a fault of the start-up and the command line.
 * `en` and `zh` say what is wrong, `repair` and `repairZh` what to do next; `{name}` is filled from the details of the case.
 * `exception` is the name the EPCIS 2.0 standard gives the same fault (§8.2.9, problem types), where it has one.
 */
export interface CatalogueRow {
  readonly status: number;
  readonly zh: string;
  readonly en: string;
  readonly repairZh: string;
  readonly repair: string;
  readonly exception?: string;
  /** The sentences of a row that speaks of a token, for somebody who is signed in and has none. */
  readonly signedIn?: Pick<CatalogueRow, 'zh' | 'en' | 'repairZh' | 'repair'>;
}

export const row = (
  status: number,
  en: string,
  repair: string,
  zh: string,
  repairZh: string,
  exception?: string,
): CatalogueRow =>
  exception === undefined ? { status, zh, en, repairZh, repair } : { status, zh, en, repairZh, repair, exception };
