// Fails when the built dashboard is larger than its budgets. Sizes are gzip, in kB of 1000 bytes.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const read = (file) => readFileSync(join(dist, file));
const gzipped = (file) => gzipSync(read(file), { level: 9 }).length;
const sum = (files) => files.reduce((total, file) => total + gzipped(file), 0);

const manifest = JSON.parse(read('asset-manifest.json'));
const chunks = Object.values(manifest);

/** A chunk and what it imports statically. */
function withImports(chunk, seen = new Set()) {
  if (seen.has(chunk)) return seen;
  seen.add(chunk);
  for (const name of chunk.imports ?? []) withImports(manifest[name], seen);
  return seen;
}

const entry = chunks.find((chunk) => chunk.isEntry);
const first = [...withImports(entry)].map((chunk) => chunk.file);
const page = read('index.html').toString();
const styles = [...page.matchAll(/href="\.\/(assets\/[^"]+\.css)"/g)].map((match) => match[1]);
const fonts = [...page.matchAll(/href="\.\/(assets\/[^"]+\.woff2)"/g)].map((match) => match[1]);
const largest = chunks
  .filter((chunk) => chunk.isDynamicEntry)
  .map((chunk) => [...withImports(chunk)].map((c) => c.file).filter((file) => !first.includes(file)))
  .map((files) => ({ file: files[0], size: sum(files) }))
  .sort((a, b) => b.size - a.size)[0];
const everything = readdirSync(dist, { recursive: true })
  .map(String)
  .filter(
    (file) =>
      statSync(join(dist, file)).isFile() && !file.endsWith('.woff2') && file !== 'asset-manifest.json',
  );

const budgets = [
  ['first load JS', sum([...first, 'theme.js']), 220],
  ['first load CSS', sum(styles), 30],
  [
    `fonts on first load (${fonts.length} files)`,
    fonts.reduce((total, file) => total + read(file).length, 0),
    90,
  ],
  [`largest page chunk (${largest.file})`, largest.size, 35],
  ['everything', sum(everything), 450],
];
let failed = fonts.length > 2;
for (const [name, bytes, limit] of budgets) {
  const size = bytes / 1000;
  const over = size > limit;
  failed ||= over;
  console.log(`${over ? 'OVER ' : 'ok   '} ${name}: ${size.toFixed(1)} of ${limit} kB`);
}
process.exit(failed ? 1 : 0);
