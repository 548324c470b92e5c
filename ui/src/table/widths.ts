/** Widths of columns as they stand in the address: `p95.120,requests.90`; pixels. */

export const MIN_WIDTH = 48;
export const MAX_WIDTH = 900;
export type Widths = ReadonlyMap<string, number>;

export function readWidths(text: string | undefined): Widths {
  const widths = new Map<string, number>();
  for (const part of text?.split(',') ?? []) {
    const dot = part.lastIndexOf('.');
    const pixels = Number(part.slice(dot + 1));
    if (dot > 0 && pixels >= MIN_WIDTH && pixels <= MAX_WIDTH) widths.set(part.slice(0, dot), pixels);
  }
  return widths;
}

export function withWidth(widths: Widths, id: string, pixels: number | undefined): string | undefined {
  const next = new Map(widths);
  if (pixels === undefined) next.delete(id);
  else next.set(id, Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, pixels))));
  return [...next].map(([key, value]) => `${key}.${value}`).join(',') || undefined;
}
