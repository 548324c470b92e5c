// An Express service as any team has it: the published SDK, told where to report by the environment
// variable APITALLY_HUB_BASE_URL alone. Prints `listening <port>`; ends when standard input closes.
import express from 'express';
import { setConsumer, useApitally } from 'apitally/express';

const app = express();
useApitally(app, {
  clientId: process.env.CLIENT_ID,
  env: 'prod',
  appVersion: '1.4.0',
  requestLogging: {
    enabled: true,
    logRequestHeaders: true,
    logRequestBody: true,
    logResponseBody: true,
    captureLogs: true,
  },
});
app.use(express.json());
app.use((request, response, next) => {
  const id = request.get('x-consumer');
  if (id) setConsumer(request, { identifier: id, name: `Customer ${id}`, group: id === 'north' ? 'Gold' : 'Silver' });
  next();
});

app.get('/items', (request, response) => response.json([{ id: 1 }, { id: 2 }]));
app.get('/items/:id', (request, response) => {
  if (request.params.id === '404') return response.status(404).json({ error: 'no such item' });
  return response.json({ id: request.params.id });
});
app.post('/orders', (request, response) => {
  if (!request.body.quantity) return response.status(400).json({ error: 'quantity is missing' });
  console.log('order taken');
  return response.status(201).json({ id: 'o-1', quantity: request.body.quantity });
});
app.get('/crash', () => {
  throw new RangeError('shelf 7 is out of range');
});

const server = app.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
process.stdin.on('end', () => process.exit(0)).resume();
