import { useMemo, useState } from 'react';
import type { RequestDetail } from '../../api/requests';
import { Button } from '../../components/Button';
import { CopyButton } from '../../components/Code';
import { copyRequests } from '../../copy/requests';
import { bytes } from '../../lib/format';
import { shownLines } from '../../lib/text';
import c from './detail.module.css';
import { Hidden } from './Hidden';
import { type Json, parseJson } from './json';
import { JsonTree } from './JsonTree';
import { Part } from './Overview';

const t = copyRequests.detail;
const b = copyRequests.body;
export type Side = 'req' | 'res';

export function Bodies({ request }: { request: RequestDetail }) {
  if (request.requestBody.state === 'hidden') return <Hidden />;
  return (
    <>
      <Body request={request} side="req" />
      <Body request={request} side="res" />
    </>
  );
}

function Body({ request, side }: { request: RequestDetail; side: Side }) {
  const isRequest = side === 'req';
  const body = isRequest ? request.requestBody : request.responseBody;
  const headers = (isRequest ? request.requestHeaders : request.responseHeaders) ?? [];
  const size = isRequest ? request.requestBytes : request.responseBytes;
  const type = headers.find((h) => h.name.toLowerCase() === 'content-type')?.value.split(';')[0];
  const [raw, setRaw] = useState(false);
  const json = useMemo(() => (body.text && !body.base64 ? parseJson(body.text) : undefined), [body]);
  const note = (
    <>
      {[type, size === null ? undefined : bytes(size)].filter(Boolean).join(' · ')}
      {json !== undefined && (
        <Button kind="quiet" onClick={() => setRaw(!raw)}>
          {raw ? b.tree : b.raw}
        </Button>
      )}
      {body.text && !body.base64 && <CopyButton text={body.text} />}
    </>
  );
  return (
    <Part title={isRequest ? t.requestBody : t.responseBody} note={note}>
      <Content body={body} json={raw ? undefined : json} side={side} isEmpty={size === 0} />
    </Part>
  );
}

type ContentProps = {
  body: RequestDetail['requestBody'];
  json: Json | undefined;
  side: Side;
  isEmpty: boolean;
};

function Content({ body, json, side, isEmpty }: ContentProps) {
  if (body.state === 'none' && isEmpty) return <p className={c.none}>{b.empty}</p>;
  if (body.state !== 'captured') return <p className={c.none}>{b[body.state]}</p>;
  if (body.text === null || body.text === '') return <p className={c.none}>{b.empty}</p>;
  if (body.base64) return <p className={c.none}>{b.binary(bytes(Math.floor((body.text.length * 3) / 4)))}</p>;
  if (json !== undefined) return <JsonTree value={json} side={side} />;
  return (
    // Long lines scroll, so the block takes focus.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={c.raw} tabIndex={0} role="group" aria-label={b.raw}>
      {shownLines(body.text)}
    </pre>
  );
}
