const milliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

const bytes: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

function parse(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?) ?([a-z]+)$/.exec(text.trim().toLowerCase()) ?? [];
  if (number === undefined || unit === undefined || !Object.hasOwn(units, unit)) return undefined;
  const value = Math.round(Number(number) * (units[unit] ?? Number.NaN));
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Milliseconds of `500ms`, `30s`, `5m`, `12h`, `7d`, `2w`; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  return parse(text, milliseconds);
}

/** Bytes of `512KB`, `5GB` (powers of 1000) or `512KiB`, `5GiB` (of 1024); undefined for anything else. */
export function parseSize(text: string): number | undefined {
  return parse(text, bytes);
}

const rounded = (value: number): string => (value < 9.95 ? value.toFixed(1) : value.toFixed(0));

/** Milliseconds for people: `0.3 ms`, `812 ms`, `1.2 s`, `3 min`, `5.5 h`, `12 d`. */
export function formatDuration(time: number): string {
  if (!Number.isFinite(time)) return "?";
  if (time < 999.5) return `${rounded(time)} ms`;
  if (time < 59_500) return `${rounded(time / 1000)} s`;
  if (time < 3_570_000) return `${rounded(time / 60_000)} min`;
  if (time < 86_000_000) return `${rounded(time / 3_600_000)} h`;
  return `${rounded(time / 86_400_000)} d`;
}

/** Bytes for people, in powers of 1000: `12 B`, `3.4 KB`, `5.0 GB`. */
export function formatSize(size: number): string {
  if (size < 1000) return `${size} B`;
  let value = size / 1000;
  let unit = "KB";
  for (const next of ["MB", "GB", "TB"]) {
    if (value < 999.5) break;
    value /= 1000;
    unit = next;
  }
  return `${rounded(value)} ${unit}`;
}
