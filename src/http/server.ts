/** Listens, and stops in order: no new requests, then the open ones, then the database. */
import type { AddressInfo, Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';
import { ZhuisuError } from '../errors.ts';
import { urlHost } from './problems.ts';

/** Returns the address people type. Throws port_busy. */
export async function listen(app: FastifyInstance, { host, port }: Config): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'EADDRINUSE') throw new ZhuisuError('port_busy', { host, port, next: port + 1 });
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new ZhuisuError('setting_invalid', {
        name: code === 'EACCES' ? 'PORT' : 'HOST',
        came: code === 'EACCES' ? port : host,
        expected: 'an address of this machine that this user may open',
      });
    }
    throw error;
  }
  const address = app.server.address() as AddressInfo;
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : urlHost(host);
  return `http://${shown}:${address.port}`;
}

/** Milliseconds that a request may still take once the server stops. */
const grace = 10_000;

/**
 * Stopping waits for open requests, but not for connections that a browser keeps in store and on which it has not asked anything:
 * to Node these count as busy until a request on them would be overdue, a minute and more.
 */
export function letGoOfSpareConnections(app: FastifyInstance): void {
  const open = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  let overdue: NodeJS.Timeout | undefined;
  app.addHook('preClose', async () => {
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
    overdue = setTimeout(() => {
      for (const socket of open) socket.destroy();
    }, grace);
  });
  app.addHook('onClose', async () => clearTimeout(overdue));
}
