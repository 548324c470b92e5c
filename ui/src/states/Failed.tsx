import { ApiError } from '../api/client';
import { Button } from '../components/Button';
import { copy } from '../copy';
import type { RangeName } from '../state/range';
import { useView } from '../state/useView';
import { Message } from './Message';

const SHORTER: RangeName = '7d';

/** What failed, why, the request id for the logs, and the next step; the rest of the page keeps working. */
export function Failed({ what, error, onRetry }: { what: string; error: Error; onRetry: () => void }) {
  const { set } = useView();
  const problem = error instanceof ApiError ? error : undefined;
  if (problem?.status === 403) return <Message title={copy.states.noRight} text={copy.states.askOwner} />;
  if (problem?.status === 404) {
    return <Message title={copy.states.notFound} text={copy.states.notFoundText} />;
  }
  const tooLarge = problem?.code.includes('range') || problem?.code.includes('limit');
  return (
    <Message
      alert
      title={copy.states.failed(what)}
      text={problem?.status === 0 ? copy.states.unreachable : error.message}
      {...(problem?.requestId && { small: copy.states.request(problem.requestId) })}
    >
      <Button onClick={onRetry}>{copy.common.retry}</Button>
      {tooLarge && (
        <Button onClick={() => set({ range: SHORTER, from: undefined, to: undefined, step: undefined })}>
          {copy.states.tooLarge(copy.ranges[SHORTER])}
        </Button>
      )}
    </Message>
  );
}
