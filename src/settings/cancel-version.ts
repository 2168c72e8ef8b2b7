import { SendwindowError } from '../error/sendwindow-error.ts';
import { type ConfigType, type ConfigVersion, isCancelled } from '../store/config-versions.ts';
import type { Store } from '../store/store.ts';
import { requireVersion } from './add-version.ts';

/** Who cancels, when (UTC, `YYYY-MM-DD HH:MM:SS`) and why. */
export interface Cancellation {
  readonly by: string | null;
  readonly at: string;
  readonly reason: string | undefined;
}

const describeCancellation = ({ by, at, reason }: Cancellation): string =>
  `cancelled ${at} UTC${by === null ? '' : ` by ${by}`}${reason === undefined ? '' : `: ${reason}`}`;

/**
 * Cancels a version that has not begun to count (spec 3.2, "Versions"); the one before it counts on. The version stays
 * in the list, and never counts.
 *
 * @throws SendwindowError BAD_USAGE where there is none, or it counts already, or it is cancelled
 */
export function cancelVersion(
  store: Store,
  type: ConfigType,
  id: number,
  cancellation: Cancellation,
): ConfigVersion {
  const version = requireVersion(store, type, id);
  const command = type === 'policy' ? 'policy' : 'config';
  if (isCancelled(version)) {
    throw new SendwindowError(
      'BAD_USAGE',
      `${type} version ${id} is already cancelled; see \`sendwindow ${command} versions DB\``,
    );
  }
  if (version.validFrom <= cancellation.at) {
    throw new SendwindowError(
      'BAD_USAGE',
      `${type} version ${id} has been valid since ${version.validFrom} UTC and cannot be cancelled; to go back, use \`sendwindow ${command} rollback DB N\``,
    );
  }
  store.configVersions.cancelVersion(version, cancellation.at, describeCancellation(cancellation));
  return store.configVersions.findVersion(id) as ConfigVersion;
}
