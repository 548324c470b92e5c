// An Express service with the second generation of APIToolkit's SDK, told where to report by the environment alone.
// Prints `listening <port>`; reports what is left and ends when it gets SIGTERM.
const { NodeSDK } = require('@opentelemetry/sdk-node');
const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');
const { ExpressInstrumentation } = require('@opentelemetry/instrumentation-express');

const sdk = new NodeSDK({ instrumentations: [new HttpInstrumentation(), new ExpressInstrumentation()] });
sdk.start();

const express = require('express');
const { APIToolkit } = require('apitoolkit-express');
const app = express();
const toolkit = APIToolkit.NewClient({
  serviceName: 'shop',
  captureRequestBody: true,
  captureResponseBody: true,
  redactHeaders: ['Authorization'],
});
app.use(express.json());
app.use(toolkit.middleware);
app.get('/items/:id', (request, response) => {
  if (request.params.id === '404') return response.status(404).json({ error: 'no such item' });
  return response.json({ id: request.params.id });
});
app.post('/orders', (request, response) => response.status(201).json({ ok: true }));
app.get('/crash', () => {
  throw new RangeError('shelf 7 is out of range');
});
app.use(toolkit.errorMiddleware);

const server = app.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
process.on('SIGTERM', () => {
  server.close();
  sdk.shutdown().finally(() => process.exit(0));
});
