import { copy } from '../copy';
import { shown } from '../lib/text';
import { fieldOf } from './fields';
import c from './filter.module.css';
import type { Match, Token } from './parse';

function valueText(match: Match): string {
  switch (match.kind) {
    case 'is':
    case 'like':
      return match.value;
    case 'compare':
      return `${match.operator} ${match.value}`;
    case 'between':
      return `${match.from}–${match.to}`;
  }
}

function relation(token: Token): string {
  const like = token.matches.some((m) => m.kind === 'like');
  if (token.negated) return like ? copy.filter.containsNot : copy.filter.isNot;
  return like ? copy.filter.contains : copy.filter.is;
}

type Props = { token: Token; single: boolean; onEdit: () => void; onRemove: () => void };

export function FilterChip({ token, single, onEdit, onRemove }: Props) {
  const found = fieldOf(token.field);
  const name = found ? [found.field.label, found.key].filter(Boolean).join(' ') : token.field;
  const value = token.matches.map(valueText).join(` ${copy.filter.or} `) || token.raw;
  const problem = token.problem
    ? copy.filter.problems[token.problem](token.field)
    : found && !single && !found.field.inTotals && copy.filter.singleOnly(found.field.label);
  return (
    <span className={c.chip} data-wrong={problem ? true : undefined} title={problem || undefined}>
      <button type="button" onClick={onEdit} title={problem || copy.filter.edit(shown(token.raw))}>
        {shown(name)} {relation(token)}
        <b className="mono">{shown(value)}</b>
      </button>
      <button type="button" onClick={onRemove} aria-label={copy.filter.remove(shown(token.raw))}>
        ×
      </button>
    </span>
  );
}
