/** For whom somebody acts who acts for others (Zhuisu-Acting-For): kept for this tab, so that two tabs can serve two members. */
const place = 'zhuisu-acting-for';

export interface ActingFor {
  readonly id: string;
  readonly name: string;
}

export function actingFor(): ActingFor | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(place) ?? 'null') as ActingFor | null;
    return kept === null ? undefined : kept;
  } catch {
    return undefined;
  }
}

/** The page starts anew: nothing of one firm may stay on the screen while another is served. */
export function actFor(whom: ActingFor | undefined): void {
  if (whom === undefined) sessionStorage.removeItem(place);
  else sessionStorage.setItem(place, JSON.stringify(whom));
  location.assign('/workbench');
}
