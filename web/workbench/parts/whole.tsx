/** A fault of the page itself takes nothing away: what was typed is on the device. */
import { Component, type ReactNode } from 'react';
import { Failure } from './states.tsx';

export class Whole extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return (
      <main className="alone">
        <Failure error={this.state.error} again={() => location.reload()} />
      </main>
    );
  }
}
