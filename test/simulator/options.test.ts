import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { simulateCommand } from '../../src/cli/simulate.ts';
import { readSimulateOptions } from '../../src/cli/simulate-options.ts';

const usual = { firms: '200', days: '60', seed: '1', rate: '0.005', begins: '2026-01-01' };
const there = { to: 'http://127.0.0.1:8080' };

describe('the options of simulate', () => {
  it('are read as they are meant', () => {
    expect(readSimulateOptions(usual)).toEqual({
      firms: 200,
      days: 60,
      seed: '1',
      rate: 0.005,
      begins: '2026-01-01',
      folder: 'city-1',
      into: undefined,
    });
    const typed = { ...usual, ...there, token: 't', speed: '3600', listen: '0', out: 'there' };
    expect(readSimulateOptions(typed)).toMatchObject({
      folder: 'there',
      into: { url: there.to, token: 't', speed: 3600, listen: 0 },
    });
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['--firms', { firms: 'x' }],
    ['--firms', { firms: '19' }],
    ['--firms', { firms: '100000' }],
    ['--firms', { firms: '' }],
    ['--days', { days: '0' }],
    ['--days', { days: '1.5' }],
    ['--rate', { rate: '2' }],
    ['--rate', { rate: '-0.1' }],
    ['--begins', { begins: '2026-13-01' }],
    ['--begins', { begins: '2026-02-30' }],
    ['--begins', { begins: 'today' }],
    ['--to', { to: 'city.example' }],
    ['--speed', { ...there, speed: '0' }],
    ['--speed', { ...there, speed: 'fast' }],
    ['--listen', { ...there, listen: '65536' }],
    ['--speed', { speed: '10' }],
    ['--token', { token: 't' }],
    ['--listen', { listen: '9000' }],
  ])('%s is refused: %o', (name, typed) => {
    expect(() => readSimulateOptions({ ...usual, ...typed })).toThrowError(
      expect.objectContaining({ code: 'option_invalid', message: expect.stringContaining(`Option ${name} is `) }),
    );
  });
});

describe('what stands against it from outside', () => {
  const small = { ...usual, firms: '20', days: '1' };

  it('is told in a sentence: a folder that cannot be, nobody who answers, a port in use', async () => {
    await expect(simulateCommand({ ...small, out: '/dev/null/city' })).rejects.toMatchObject({ code: 'file_unwritable' });
    const other = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const to = `http://127.0.0.1:${port}`;
    await expect(simulateCommand({ ...small, to })).rejects.toMatchObject({ code: 'installation_unreachable' });
    await expect(simulateCommand({ ...small, to, listen: String(port) })).rejects.toMatchObject({
      code: 'option_invalid',
      message: expect.stringContaining(`--listen is ${port}, which is in use`),
    });
    other.close();
    await once(other, 'close');
  });
});
