/** Answers that come line by line: each is told as it comes, so that long work shows how far it is and can be left. */
import { NoAnswer, type ProblemBody, Refused } from '../../shared/api.ts';

/** Sends JSON and reads lines of JSON. Throws Refused, NoAnswer, and the AbortError of its signal. */
export async function askLines(
  path: string,
  body: unknown,
  tell: (line: Readonly<Record<string, unknown>>) => void,
  signal: AbortSignal,
): Promise<void> {
  const broken = (cause: unknown): never => {
    if (signal.aborted) throw cause;
    throw new NoAnswer(undefined, cause);
  };
  const answer = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { accept: 'application/x-ndjson', 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  }).catch(broken);
  if (!answer.ok || answer.body === null) {
    const told: unknown = await answer.json().catch(() => undefined);
    if (typeof told === 'object' && told !== null && 'titleZh' in told) throw new Refused(told as ProblemBody);
    throw new NoAnswer(answer.status);
  }
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read().catch(broken);
    rest += value ?? '';
    const lines = rest.split('\n');
    rest = done ? '' : lines.pop()!;
    for (const line of lines) if (line.trim() !== '') tell(JSON.parse(line) as Readonly<Record<string, unknown>>);
    if (done) return;
  }
}
