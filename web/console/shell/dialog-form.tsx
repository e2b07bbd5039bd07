/** The form of a dialog: what it asks, one button that does it and one that does not. An error leaves everything as it was typed. */
import { type FormEvent, type ReactNode, useState } from 'react';
import { Dialog } from './dialog.tsx';
import { Failure } from './states.tsx';
import { W, type Words, words } from './words.tsx';

export const sending = words('正在提交', 'sending');

interface DialogFormProps {
  readonly title: Words;
  /** What the button says; the title unless given. */
  readonly act?: Words;
  /** What it says meanwhile. */
  readonly doing?: Words | undefined;
  /** What cannot be taken back. */
  readonly grave?: boolean | undefined;
  /** The dialog closes once it is done; what it throws is shown. */
  readonly send: () => Promise<void>;
  readonly close: () => void;
  readonly children: ReactNode;
}

export function DialogForm({
  title,
  act = title,
  doing = act,
  grave = false,
  send,
  close,
  children,
}: DialogFormProps): ReactNode {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await send();
      close();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={<W {...title} />} close={close}>
      <form onSubmit={(event) => void submit(event)}>
        {children}
        {error !== undefined && <Failure error={error} />}
        <footer>
          <button type="button" onClick={close}>
            <W zh="不做" en="Cancel" />
          </button>
          <button type="submit" className={grave ? 'button grave' : 'button'} disabled={busy}>
            <W {...(busy ? doing : act)} />
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
