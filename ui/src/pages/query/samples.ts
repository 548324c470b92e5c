import type { copyQuery } from '../../copy/query';

/** Queries to begin with, by their name in the texts. */
export const SAMPLES: Record<keyof typeof copyQuery.samples, string> = {
  top: `SELECT method, route, sum(requests) AS calls, sum(billable) AS billable,
       round(sum(duration_ms) / sum(requests), 1) AS mean_ms
FROM v_usage_day
GROUP BY method, route
ORDER BY calls DESC
LIMIT 20`,
  silent: `SELECT k.name, k.consumer, k.created_at
FROM v_key k
LEFT JOIN v_usage_day u USING (key_id)
WHERE k.state = 'active' AND u.key_id IS NULL
ORDER BY k.created_at`,
  days: `SELECT day, consumer, sum(billable) AS billable
FROM v_usage_day
GROUP BY day, consumer
ORDER BY day, billable DESC`,
  refused: `SELECT refusal, consumer, sum(requests) AS calls
FROM v_usage_minute
WHERE refusal <> ''
GROUP BY refusal, consumer
ORDER BY calls DESC`,
  slow: `SELECT started_at, method, path, status, consumer, duration_ms
FROM v_request
WHERE duration_ms IS NOT NULL
ORDER BY duration_ms DESC
LIMIT 50`,
};
