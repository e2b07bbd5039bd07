/** A modal dialog of the platform: keeps the focus, closes with Escape, gives the focus back. */
import { type ReactNode, useEffect, useId, useRef } from 'react';

export function Dialog({
  title,
  close,
  children,
}: {
  readonly title: ReactNode;
  readonly close: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const element = useRef<HTMLDialogElement>(null);
  const name = useId();
  useEffect(() => {
    const dialog = element.current!;
    const before = document.activeElement;
    dialog.showModal();
    // Whoever opens a form wants to fill it in: the first line, not the cross that closes it.
    dialog.querySelector<HTMLElement>('form :is(input, select, textarea)')?.focus();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      aria-labelledby={name}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <header>
        <h2 id={name}>{title}</h2>
        <button type="button" className="plain" onClick={close} aria-label="关闭 close">
          ✕
        </button>
      </header>
      {children}
    </dialog>
  );
}
