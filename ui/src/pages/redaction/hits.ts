import type { Schema } from '../../api/client';
import { copyRedaction } from '../../copy/redaction';
import { exact } from '../../lib/format';
import { ago } from '../../lib/time';
import type { Rule } from './rules';

const t = copyRedaction;
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** How often a rule hid something, in words. */
export function ageOf(rule: Rule, hits: Schema<'RedactionHits'>[]): string {
  const found = hits.find(
    (hit) => hit.target === rule.target && hit.path === rule.path && hit.endpoint === (rule.endpoint ?? null),
  );
  return found ? t.hits(exact(found.last24Hours), ago(Date.parse(found.lastAt), ZONE)) : t.noHits;
}
