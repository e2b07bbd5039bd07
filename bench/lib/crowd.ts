/** People who all want to sign in, in a process of their own: from many addresses, with right and wrong passwords. Comes and goes when told. */
import { Agent, request as send } from 'node:http';

export const inFlight = 200;
const places = 100;
const agents = Array.from({ length: places }, (_, n) => new Agent({ keepAlive: true, localAddress: `127.0.1.${n + 1}` }));

/** The status of the answer. */
function attempt(n: number, port: number, password: string): Promise<number> {
  const login = n % 2 === 0 ? 'bench' : `nobody-${n}`;
  const body = JSON.stringify({ login, password: n % 4 === 0 ? password : 'harvest lantern 47 orchard' });
  return new Promise((resolve, reject) => {
    const request = send(
      {
        agent: agents[n % places]!,
        host: '127.0.0.1',
        port,
        method: 'POST',
        path: '/api/v1/account/sign-in',
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode!));
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

if (process.argv[1] === import.meta.filename) {
  const [port, password] = [Number(process.argv[2]), process.argv[3]!];
  let busy = false;
  let next = 0;
  let answers: Record<number, number> = {};
  let all: Promise<unknown> = Promise.resolve();
  // Who is refused is told to come back after three seconds, and people are not equally patient.
  const stay = async (): Promise<void> => {
    while (busy) {
      const status = await attempt(next++, port, password);
      answers[status] = (answers[status] ?? 0) + 1;
      if (status === 429) await new Promise((later) => setTimeout(later, 2000 + Math.random() * 2000));
    }
  };
  process.on('message', async (word) => {
    if (word === 'come') {
      busy = true;
      answers = {};
      all = Promise.all(Array.from({ length: inFlight }, stay));
    } else {
      busy = false;
      await all;
      process.send!(answers);
    }
  });
  process.on('disconnect', () => process.exit());
}
