/** Rules that look back and that no walked chain can break by its next record, each with the day since when and the reason. */
export const unbroken: readonly {
  readonly category: string;
  readonly rule: string;
  /** YYYY-MM-DD */
  readonly since: string;
  readonly why: string;
}[] = [];
