import { formatInteger } from '../render/format-number.ts';

/** How far a phase is. */
export interface PhaseProgress {
  readonly phase: string;
  readonly done: number;
  /** 0: not known. */
  readonly total: number;
  readonly elapsedMs: number;
}

const widestBar = 30;
const narrowestBar = 5;

/** `1:05`, `2:00:00`: time left. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const pad = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}

/** Whole units per second since the phase began; 0 while nothing can be said. */
export const ratePerSecond = ({ done, elapsedMs }: PhaseProgress): number =>
  elapsedMs > 0 ? Math.round((done / elapsedMs) * 1000) : 0;

/** Seconds to the end of the phase at the rate so far; `undefined` while nothing can be said. */
export function secondsLeft({ done, total, elapsedMs }: PhaseProgress): number | undefined {
  return done > 0 && total > 0 ? ((total - done) * elapsedMs) / done / 1000 : undefined;
}

function drawBar(share: number, width: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * width);
  return `${'█'.repeat(full)}${'░'.repeat(width - full)}`;
}

function describeNumbers(progress: PhaseProgress): string {
  const left = secondsLeft(progress);
  const rate = ratePerSecond(progress);
  return [
    progress.total > 0
      ? `${formatInteger(progress.done)}/${formatInteger(progress.total)}`
      : formatInteger(progress.done),
    rate > 0 ? `${formatInteger(rate)}/s` : '',
    left === undefined ? '' : `${formatDuration(left)} left`,
  ]
    .filter(Boolean)
    .join('  ');
}

/** One line that fits into `columns`: phase, bar, counts, rate, time left. What does not fit is left out. */
export function formatProgress(progress: PhaseProgress, columns: number): string {
  if (progress.total === 0 && progress.done === 0) return `${progress.phase} ...`.slice(0, columns - 1);
  const phase = progress.phase.padEnd(8);
  const numbers = describeNumbers(progress);
  const room = Math.min(widestBar, columns - phase.length - numbers.length - 4);
  const bar =
    progress.total > 0 && room >= narrowestBar ? `${drawBar(progress.done / progress.total, room)}  ` : '';
  return `${phase} ${bar}${numbers}`.slice(0, columns - 1);
}
