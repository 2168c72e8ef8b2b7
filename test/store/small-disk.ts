import { spawnSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

/** True where this process may mount: then a really full and a really read-only disk are tested as well. */
export const mayMount = ((): boolean => {
  const probe = spawnSync('unshare', ['--mount', 'sh', '-c', 'mount -t tmpfs none /mnt'], {
    stdio: 'ignore',
  });
  return probe.status === 0 && process.getuid?.() === 0;
})();

/** A folder on a disk of its own of `kilobytes`, unmounted when the test has ended. */
export function smallDisk(kilobytes: number): string {
  const folder = temporaryFolder();
  mount('-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'none', folder);
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  return folder;
}

/** Makes the disk of {@link smallDisk} read-only from now on. */
export function makeReadOnly(disk: string): void {
  mount('-o', 'remount,ro', disk);
}

function mount(...args: string[]): void {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`mount ${args.join(' ')}: ${stderr}`);
}
