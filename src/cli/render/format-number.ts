/** A whole number with thousands separated: `1,234,567`. */
export const formatInteger = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

/** A number of which small ones keep one decimal: `0.3`, `22,475`. */
export const formatDecimal = (value: number): string =>
  value < 10 && !Number.isInteger(value) ? value.toFixed(1) : formatInteger(Math.round(value));

/** A share as whole percent: `82 %`; under one percent but not nothing: `<1 %`. */
export function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return '-';
  const percent = Math.round(share * 100);
  return percent === 0 && share > 0 ? '<1 %' : `${formatInteger(percent)} %`;
}

/** Milliseconds for people: `85 ms`, `1.2 s`, `2 min 05 s`. */
export function formatMilliseconds(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** A file's size for people, in millions of bytes: `12.3 MB`. */
export const formatBytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
