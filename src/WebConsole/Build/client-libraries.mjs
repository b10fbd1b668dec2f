// Copies the browser files that pages load, and their licences, from node_modules to wwwroot/lib; what a browser can't load as it comes is bundled.
import { buildSync } from 'esbuild';
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = 'node_modules';
const target = 'wwwroot/lib';

const copies = {
  'novnc/core': '@novnc/novnc/core',
  'novnc/vendor': '@novnc/novnc/vendor',
  'signalr/signalr.min.js': '@microsoft/signalr/dist/browser/signalr.min.js',
  'signalr/signalr-protocol-msgpack.min.js': '@microsoft/signalr-protocol-msgpack/dist/browser/signalr-protocol-msgpack.min.js',
  'tus/tus.min.js': 'tus-js-client/dist/tus.min.js',
  'uplot/uPlot.esm.js': 'uplot/dist/uPlot.iife.min.js',
  'uplot/uPlot.min.css': 'uplot/dist/uPlot.min.css',
  'xterm/xterm.mjs': '@xterm/xterm/lib/xterm.mjs',
  'xterm/xterm.css': '@xterm/xterm/css/xterm.css',
  'xterm/addon-fit.mjs': '@xterm/addon-fit/lib/addon-fit.mjs',
  'inter/inter-latin-wght-normal.woff2': '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  'jetbrains-mono/jetbrains-mono-latin-wght-normal.woff2':
    '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
};

const licences = {
  'novnc': '@novnc/novnc', 'signalr': '@microsoft/signalr', 'tus': 'tus-js-client', 'uplot': 'uplot', 'xterm': '@xterm/xterm',
  'inter': '@fontsource-variable/inter', 'jetbrains-mono': '@fontsource-variable/jetbrains-mono',
};

const licenceOf = from => readdirSync(join(modules, from)).filter(name => /^licen[cs]e/i.test(name)).map(name => join(modules, from, name))[0];

rmSync(target, { recursive: true, force: true });
for (const [to, from] of Object.entries(copies)) {
  mkdirSync(dirname(join(target, to)), { recursive: true });
  cpSync(join(modules, from), join(target, to), { recursive: true });
}
// uPlot's module is not minified, and every first page loads it; its minified script only lacks the export.
appendFileSync(join(target, 'uplot/uPlot.esm.js'), '\nexport default uPlot;\n');
for (const [to, from] of Object.entries(licences)) {
  const licence = licenceOf(from);
  if (licence) cpSync(licence, join(target, to, 'LICENSE.txt'));
}

const { metafile } = buildSync({
  entryPoints: [join(dirname(fileURLToPath(import.meta.url)), 'codemirror.mjs')],
  outfile: join(target, 'codemirror/codemirror.mjs'),
  bundle: true, minify: true, format: 'esm', target: 'es2022', legalComments: 'none', metafile: true, logLevel: 'warning',
});
const bundled = [...new Set(Object.keys(metafile.inputs).map(file => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]).filter(Boolean))].sort();
writeFileSync(join(target, 'codemirror/LICENSE.txt'), bundled.map(from => `${from}\n\n${readFileSync(licenceOf(from), 'utf8')}`).join('\n'));
