// Writes src/api/schema.d.ts from the server's OpenAPI document; with --check fails when the committed file differs.
import { readFileSync, writeFileSync } from 'node:fs';
import openapi, { astToString } from 'openapi-typescript';

const source = new URL('../../server/src/main/resources/io/gatehouse/server/openapi.yaml', import.meta.url);
const target = new URL('../src/api/schema.d.ts', import.meta.url);
const note = '// Generated from the OpenAPI document of the server by `npm run api`.\n\n';

const text = note + astToString(await openapi(source));
if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
} else if (readFileSync(target, 'utf8') !== text) {
  console.error(
    'src/api/schema.d.ts differs from the OpenAPI document: run npm run api and commit the result.',
  );
  process.exit(1);
}
