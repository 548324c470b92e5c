import { download } from '../lib/csv';
import { colorOf } from './plot';

/** Saves the chart inside an element as an image on the colour of its panel. */
export function downloadPng(element: HTMLElement, name: string): void {
  const chart = element.querySelector('canvas');
  if (!chart) return;
  const copy = document.createElement('canvas');
  copy.width = chart.width;
  copy.height = chart.height;
  const context = copy.getContext('2d');
  if (!context) return;
  context.fillStyle = colorOf('var(--gh-surface)');
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(chart, 0, 0);
  copy.toBlob((blob) => blob && download(`${name}.png`, blob));
}
