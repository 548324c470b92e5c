/** Folds the frames of libraries, so that the application's own frames stand out. */

export type Section = { kind: 'own' | 'library' | 'head'; lines: string[] };

const LIBRARY =
  /(^|\s|[/\\(])(java|javax|jakarta|jdk|sun|com\.sun|kotlin|scala|org\.springframework|org\.apache|org\.eclipse|io\.netty|io\.micronaut|reactor|ch\.qos|com\.fasterxml|System|Microsoft)\.|node_modules|node:internal|site-packages|dist-packages|lib\/python\d|\/usr\/local\/go\/|\/pkg\/mod\/|goroutine \d+/;
const FRAME = /^\s*(at\s|File "|\S+\(.*\)$|\t)/;

function kindOf(line: string, previous: Section['kind'] | undefined): Section['kind'] {
  // Python prints the source of a frame on a line of its own, further in.
  if (/^\s{4,}\S/.test(line) && !/^\s+at\s/.test(line) && previous && previous !== 'head') return previous;
  if (!FRAME.test(line)) return 'head';
  return LIBRARY.test(line) ? 'library' : 'own';
}

export function sections(stack: string): Section[] {
  const result: Section[] = [];
  for (const line of stack.split('\n')) {
    if (line.trim() === '') continue;
    const current = result.at(-1);
    const kind = kindOf(line, current?.kind);
    if (current?.kind === kind) current.lines.push(line);
    else result.push({ kind, lines: [line] });
  }
  return result;
}
