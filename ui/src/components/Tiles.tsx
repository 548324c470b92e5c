import type { ReactNode } from 'react';
import { Sparkline } from '../charts/Sparkline';
import { AppLink } from './AppLink';
import c from './tiles.module.css';

export type Tile = {
  id: string;
  label: string;
  value: string;
  delta?: ReactNode;
  sub?: string;
  trend?: (number | null)[];
  /** A page that explains it. */
  page?: string;
};
type Props = { tiles: Tile[]; label: string; selected?: string; onSelect?: (id: string) => void };

/** Headline figures. With `onSelect` they are the switch of the chart below them. */
export function Tiles({ tiles, label, selected, onSelect }: Props) {
  const content = (tile: Tile) => (
    <>
      <span className={c.label}>{tile.label}</span>
      <span className={`${c.value} num`}>
        <b>{tile.value}</b>
        {tile.delta}
      </span>
      <span className={`${c.sub} num`} data-trend={tile.trend ? true : undefined}>
        {tile.sub}
      </span>
      {tile.trend && (
        <span className={c.trend}>
          <Sparkline
            values={tile.trend}
            width={64}
            height={26}
            color={tile.id === selected ? 'var(--gh-accent)' : 'var(--gh-ghost)'}
          />
        </span>
      )}
    </>
  );
  if (!onSelect) {
    return (
      <div className={c.tiles} role="group" aria-label={label}>
        {tiles.map((tile) =>
          tile.page ? (
            <AppLink key={tile.id} page={tile.page} className={c.tile}>
              {content(tile)}
            </AppLink>
          ) : (
            <div key={tile.id} className={c.tile}>
              {content(tile)}
            </div>
          ),
        )}
      </div>
    );
  }
  return (
    <div className={c.tiles} role="group" aria-label={label}>
      {tiles.map((tile) => (
        <button
          key={tile.id}
          type="button"
          className={c.tile}
          aria-pressed={tile.id === selected}
          onClick={() => onSelect(tile.id)}
        >
          {content(tile)}
        </button>
      ))}
    </div>
  );
}
