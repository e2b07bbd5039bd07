import { recognise } from '../codes/index.ts';
import { ZhuisuError } from '../errors.ts';

/** Explains a code segment by segment; needs no database. */
export async function codeCommand(code: string, { json = false }: { readonly json?: boolean }): Promise<void> {
  const readings = recognise(code);
  if (json) console.log(JSON.stringify({ input: code, candidates: readings }));
  else {
    for (const { scheme, canonical, structure, verified, segments, reasons, warnings } of readings) {
      console.log(
        `${scheme}  ${structure === 'valid' ? '结构有效 structure valid' : '结构无效 structure invalid'}${verified ? '' : '  (规则未核实 rule not verified)'}`,
      );
      console.log(`  ${canonical}`);
      for (const { label, value } of segments) console.log(`  ${label.zh} ${label.en}: ${value}`);
      for (const { zh, en } of [...reasons, ...warnings]) console.log(`  ! ${zh} ${en}`);
    }
  }
  if (readings.length === 0)
    throw new ZhuisuError('code_malformed', { came: JSON.stringify(code.slice(0, 80)), cause: 'no scheme recognises it' });
}
