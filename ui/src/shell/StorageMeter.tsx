import { useStorage } from '../api/workspace';
import { copy } from '../copy';
import { bytes, duration, perUnit } from '../lib/format';
import c from './shell.module.css';

const NEARLY_FULL = 0.9;
const BEHIND_MILLIS = 30_000;

export function StorageMeter() {
  const storage = useStorage().data;
  if (!storage) return null;
  const { ingestPerSecond, usedBytes, limitBytes, lagMillis, healthy, detail } = storage;
  const share = limitBytes ? Math.min(1, usedBytes / limitBytes) : 0;
  return (
    <div className={`${c.system} num`}>
      <div>
        <span>{copy.nav.ingest}</span>
        <span>{copy.nav.ingestRate(perUnit(ingestPerSecond))}</span>
      </div>
      <div>
        <span>{copy.nav.storage}</span>
        <span>
          {limitBytes ? copy.nav.storageUsed(bytes(usedBytes), bytes(limitBytes)) : bytes(usedBytes)}
        </span>
      </div>
      {limitBytes !== null && (
        <div className={c.meter} aria-hidden>
          <i style={{ width: `${share * 100}%` }} data-full={share > NEARLY_FULL || undefined} />
        </div>
      )}
      {lagMillis > BEHIND_MILLIS && <span>{copy.nav.storageBehind(duration(lagMillis))}</span>}
      {!healthy && <span>{detail}</span>}
    </div>
  );
}
