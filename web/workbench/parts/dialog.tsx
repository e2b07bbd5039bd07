/** A dialog of the platform: it keeps the focus and closes on Escape by itself. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Both, type Words, words } from '../lib/words.tsx';

interface DialogProps {
  readonly title: Words;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
}

export function Dialog({ title, onClose, children, wide = false }: DialogProps): ReactNode {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current!;
    dialog.showModal();
    return () => dialog.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={wide ? 'wide' : ''}
      aria-labelledby="dialog-title" // One that is open again was closed in passing.
      onClose={() => {
        if (ref.current?.open !== true) onClose();
      }}
    >
      <h2 id="dialog-title">
        <Both {...title} />
      </h2>
      {children}
    </dialog>
  );
}

interface ConfirmProps {
  readonly title: Words;
  /** What will be so afterwards. */
  readonly consequence: Words;
  readonly act: Words;
  readonly onConfirm: () => void;
  readonly children: (ask: () => void) => ReactNode;
}

/** A dangerous act tells what it leads to before it is done. */
export function Confirm({ title, consequence, act, onConfirm, children }: ConfirmProps): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <>
      {children(() => setOpen(true))}
      {open && (
        <Dialog title={title} onClose={() => setOpen(false)}>
          <p>
            <Both {...consequence} />
          </p>
          <p className="row end">
            <button type="button" className="button plain" onClick={() => setOpen(false)}>
              <Both {...words('返回', 'Back')} />
            </button>
            <button
              type="button"
              className="button danger"
              onClick={() => {
                setOpen(false);
                onConfirm();
              }}
            >
              <Both {...act} />
            </button>
          </p>
        </Dialog>
      )}
    </>
  );
}
