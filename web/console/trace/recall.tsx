/** How far a recall of the chosen thing would reach, and the way to draft it. Asked for by hand: it is a search of its own. */
import type { ReactNode } from 'react';
import { search } from '../../shared/api.ts';
import { ScopePanel, useScope } from '../recalls/scope.tsx';
import { Link } from '../router.tsx';
import { mayI, useMe } from '../shell/me.ts';
import { W } from '../shell/words.tsx';

/** `firm`: uuid of the registered firm that first had it. */
export function RecallScope({ code, firm }: { readonly code: string; readonly firm: string | undefined }): ReactNode {
  const me = useMe();
  const scope = useScope();
  return (
    <section>
      <h3>
        <W zh="召回范围" en="scope of a recall" />
      </h3>
      <ScopePanel codes={[code]} search={scope} />
      {mayI(me.data, 'run_recall') && (
        <p>
          <Link to={`/console/recalls/new${search({ code, firm })}`} className="button">
            <W zh="起草召回" en="draft a recall" />
          </Link>
        </p>
      )}
    </section>
  );
}
