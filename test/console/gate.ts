/** A gate before a server that can be shut: as a broken line, or a server that is not there, looks from a browser. */
import { connect, createServer, type Socket } from 'node:net';

export interface Gate {
  readonly address: string;
  /** Cuts what runs, and lets nothing in until it is opened. */
  shut(): void;
  open(): void;
  close(): Promise<void>;
}

export async function gateBefore(address: string): Promise<Gate> {
  const port = Number(new URL(address).port);
  const sockets = new Set<Socket>();
  let isOpen = true;
  const server = createServer((socket) => {
    if (!isOpen) return socket.destroy();
    const inner = connect(port, '127.0.0.1');
    for (const [a, b] of [
      [socket, inner],
      [inner, socket],
    ] as const) {
      sockets.add(a);
      a.on('error', () => b.destroy());
      a.on('close', () => {
        sockets.delete(a);
        b.destroy();
      });
      a.pipe(b);
    }
    return undefined;
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const cut = (): void => {
    for (const each of sockets) each.destroy();
  };
  return {
    address: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    shut() {
      isOpen = false;
      cut();
    },
    open() {
      isOpen = true;
    },
    async close() {
      const closed = new Promise((done) => server.close(done));
      cut();
      await closed;
    },
  };
}
