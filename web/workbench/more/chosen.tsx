/** The firm that was chosen for something, and a way back. */
import type { ReactNode } from 'react';
import { Both, words } from '../lib/words.tsx';
import type { FirmFound } from '../parts/firm-search.tsx';

export const Chosen = ({ firm, onChange }: { readonly firm: FirmFound; readonly onChange: () => void }): ReactNode => (
  <div className="field">
    <p className="item row apart ok">
      <strong>{firm.name}</strong>
      <button type="button" className="button small plain" onClick={onChange}>
        <Both {...words('换一家', 'Another')} />
      </button>
    </p>
  </div>
);
