/** Server-sent events out of a stream's text. */

export type ServerEvent = { event: string; data: string };

/** Cuts a stream's text into events; what is not whole yet stays for the next call. */
export function eventReader(onEvent: (event: ServerEvent) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    rest += text;
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      const lines = rest.slice(0, end).split('\n');
      rest = rest.slice(end + 2);
      const value = (name: string) =>
        lines
          .filter((line) => line.startsWith(`${name}:`))
          .map((line) => line.slice(name.length + 1).trimStart())
          .join('\n');
      const data = value('data');
      if (data !== '') onEvent({ event: value('event') || 'message', data });
    }
  };
}
