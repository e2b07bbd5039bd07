/** One run of the bundler; `build.mjs` decides whether it is needed. */
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');
// The same bundle whoever asks for it: a test runner says that it is a test, and libraries then come in their slow form.
process.env.NODE_ENV = 'production';
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  worker: { format: 'es' },
  build: {
    outDir: process.argv[2],
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    modulePreload: { polyfill: false },
    rollupOptions: {
      // Libraries mark files for servers that draw pages themselves; here none does.
      onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning),
      input: Object.fromEntries(
        ['scan/client.ts', 'codes/client.ts', 'issue/client.ts', 'console/main.tsx', 'workbench/main.tsx', 'workbench/sw.ts'].map(
          (file) => [file.endsWith('sw.ts') ? 'offline' : file.split('/')[0], join(root, 'web', file)],
        ),
      ),
    },
  },
});
