import { recognise, schemeById } from '../codes/index.ts';
import { readConfig } from '../config.ts';
import { ZhuisuError } from '../errors.ts';
import { loadPatterns } from './patterns.ts';

/** Explains a code segment by segment; needs no database. */
export async function codeCommand(code: string, { json = false }: { readonly json?: boolean }): Promise<void> {
  await loadPatterns(readConfig());
  const readings = recognise(code);
  const secret = readings.find(({ grain }) => grain === 'person');
  const input = secret?.canonical ?? code;
  if (json) {
    const candidates = readings.map((reading) => {
      const { name, source } = schemeById.get(reading.scheme)!;
      return { ...reading, name, source };
    });
    console.log(JSON.stringify({ input, candidates }));
  } else {
    for (const { scheme, canonical, structure, strength, verified, segments, reasons, warnings } of readings) {
      const { name, source } = schemeById.get(scheme)!;
      const state =
        structure === 'invalid'
          ? '结构无效 structure invalid'
          : strength === 'opaque'
            ? '仅长度相符 only the length fits'
            : '结构有效 structure valid';
      console.log(`${name.zh} ${name.en} (${scheme}): ${state}`);
      console.log(`  ${canonical}`);
      for (const { label, value, meaning } of segments)
        console.log(`  ${label.zh} ${label.en}: ${value}${meaning === undefined ? '' : `  ${meaning.zh} ${meaning.en}`}`);
      for (const { zh, en } of [...reasons, ...warnings]) console.log(`  ! ${zh} ${en}`);
      console.log(`  规则 rule: ${source}${verified ? '' : '  (未核实 not verified)'}`);
    }
  }
  if (readings.length === 0)
    throw new ZhuisuError('code_malformed', { came: JSON.stringify(code.slice(0, 80)), cause: 'no scheme recognises it' });
}
