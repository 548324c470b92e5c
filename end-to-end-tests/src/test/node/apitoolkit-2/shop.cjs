// An Express service with the first generation of APIToolkit's SDK: it asks ROOT_URL where to publish, and Google's
// library follows PUBSUB_EMULATOR_HOST. Prints `listening <port>`; ends when standard input closes.
const express = require('express');
const { APIToolkit } = require('apitoolkit-express');

const app = express();
const toolkit = APIToolkit.NewClient({
  apiKey: process.env.API_KEY,
  rootURL: process.env.ROOT_URL,
  redactHeaders: ['Authorization'],
});
app.use(express.json());
app.use(toolkit.expressMiddleware);
app.get('/items/:id', (request, response) => {
  if (request.params.id === '404') return response.status(404).json({ error: 'no such item' });
  return response.json({ id: request.params.id });
});
app.post('/orders', (request, response) => response.status(201).json({ ok: true }));
app.get('/crash', () => {
  throw new RangeError('shelf 7 is out of range');
});
app.use(toolkit.errorHandler);

const server = app.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
process.stdin.on('end', () => process.exit(0)).resume();
