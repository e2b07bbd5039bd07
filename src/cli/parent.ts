/** The server runs below a small starter; when the starter is killed, the channel between them closes and the server stops too. */
export function stopWithParent(stop: () => void): void {
  if (process.channel === undefined) return;
  process.on('disconnect', stop);
  process.channel?.unref();
}
