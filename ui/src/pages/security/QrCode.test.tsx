import { render } from '@testing-library/react';
import decode from 'qr/decode.js';
import { QrCode } from './QrCode';

/** Reads the drawn picture as a phone would: one module becomes a square of pixels. */
function read(svg: SVGElement): string {
  const side = Number(svg.getAttribute('viewBox')?.split(' ')[2]);
  const scale = 4;
  const data = new Uint8Array(side * side * scale * scale * 4).fill(255);
  for (const [, x, y] of (svg.querySelector('path')?.getAttribute('d') ?? '').matchAll(/M(\d+) (\d+)h1/g))
    for (let dy = 0; dy < scale; dy++)
      for (let dx = 0; dx < scale; dx++)
        data.fill(0, at(Number(x), Number(y), dx, dy), at(Number(x), Number(y), dx, dy) + 3);
  function at(x: number, y: number, dx: number, dy: number) {
    return ((y * scale + dy) * side * scale + x * scale + dx) * 4;
  }
  return decode({ width: side * scale, height: side * scale, data });
}

test('qr_ofAnAddressOfAnApp_isReadBack', () => {
  const text =
    'otpauth://totp/Gatehouse%20Harbourline:ines%40harbourline.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Gatehouse%20Harbourline&algorithm=SHA1&digits=6&period=30';
  const { getByRole } = render(<QrCode text={text} label="code" />);
  expect(read(getByRole('img') as unknown as SVGElement)).toBe(text);
});
