import { sections } from './stack';

test('sections_java_foldsLibraryFrames_keepsCauses', () => {
  const stack = [
    'dev.harbour.TimeoutException: no rate',
    '\tat dev.harbour.Hub.spot(Hub.java:88)',
    '\tat java.base/java.lang.Thread.run(Thread.java:840)',
    '\tat org.springframework.web.Filter.doFilter(Filter.java:1)',
    'Caused by: java.net.SocketException: closed',
    '\tat dev.harbour.Hub.send(Hub.java:12)',
  ].join('\n');
  expect(sections(stack).map((s) => [s.kind, s.lines.length])).toEqual([
    ['head', 1],
    ['own', 1],
    ['library', 2],
    ['head', 1],
    ['own', 1],
  ]);
});
test('sections_python_sourceLineFollowsItsFrame', () => {
  const stack = [
    'Traceback (most recent call last):',
    '  File "/srv/site-packages/flask/app.py", line 1, in run',
    '    return view()',
    '  File "/srv/app/main.py", line 2, in quote',
    '    raise Timeout()',
    'Timeout: no rate',
  ].join('\n');
  expect(sections(stack).map((s) => s.kind)).toEqual(['head', 'library', 'own', 'head']);
});
test('sections_node_foldsModules', () =>
  expect(
    sections('Error: x\n    at a (/app/src/a.js:1:1)\n    at b (/app/node_modules/x/b.js:1:1)').map(
      (s) => s.kind,
    ),
  ).toEqual(['head', 'own', 'library']));
