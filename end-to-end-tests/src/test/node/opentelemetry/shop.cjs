// An Express service as any team has it: OpenTelemetry's SDK, told where to report by the environment alone. Prints
// `listening <port>`; reports what is left and ends when it gets SIGTERM.
const { NodeSDK } = require('@opentelemetry/sdk-node');
const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');
const { ExpressInstrumentation } = require('@opentelemetry/instrumentation-express');

const sdk = new NodeSDK({ instrumentations: [new HttpInstrumentation(), new ExpressInstrumentation()] });
sdk.start();

const express = require('express');
const app = express();
app.get('/items/:id', (request, response) => {
  if (request.params.id === '404') return response.status(404).json({ error: 'no such item' });
  return response.json({ id: request.params.id });
});
app.get('/crash', () => {
  throw new RangeError('shelf 7 is out of range');
});

const server = app.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
process.on('SIGTERM', () => {
  server.close();
  sdk.shutdown().finally(() => process.exit(0));
});
