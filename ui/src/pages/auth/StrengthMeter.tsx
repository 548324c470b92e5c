import { copyPeople } from '../../copy/people';
import c from './auth.module.css';
import { strength } from './strength';

const t = copyPeople.auth;

/** How strong a password looks while it is typed. */
export function Strength({ password }: { password: string }) {
  const score = strength(password);
  return (
    <div
      className={c.strength}
      role="meter"
      aria-label={t.strength}
      aria-valuemin={0}
      aria-valuemax={4}
      aria-valuenow={score}
    >
      {[1, 2, 3, 4].map((level) => (
        <i key={level} data-on={score >= level || undefined} />
      ))}
      <span>{password ? t.strengths[score] : ''}</span>
    </div>
  );
}
