// Formats numbers as the server does (Text/Format.cs): sizes in IEC units, rates in bytes per second, unknown values as
// a dash.
export const unknown = '–';

const iec = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
const si = ['B/s', 'kB/s', 'MB/s', 'GB/s', 'TB/s'];

const known = value => Number.isFinite(value);
const digits = (value, unit) => value.toFixed(unit === 0 || value >= 99.95 || Number.isInteger(value) ? 0 : 1);

const unitOf = (value, step, units) => {
  let unit = 0;
  // 999.95 would be rounded to 1000.0, so use the next unit.
  for (; value >= (unit === 0 ? step : step - 0.5) && unit < units.length - 1; unit++) value /= step;
  return unit;
};

const scaled = (value, step, units, unit = unitOf(value, step, units)) => digits(value / step ** unit, unit);

export const percent = value => !known(value) ? unknown : value > 0 && value < 1 ? '< 1 %' : `${Math.round(value)} %`;

export const bytes = value => known(value) ? `${scaled(value, 1024, iec)} ${iec[unitOf(value, 1024, iec)]}` : unknown;

export const rate = value => known(value) ? `${scaled(value, 1000, si)} ${si[unitOf(value, 1000, si)]}` : unknown;

export const count = value => known(value) ? value.toFixed(Number.isInteger(value) ? 0 : 1) : unknown;

/** Formats a part of a total, both in the unit of the total: `1.2 / 2.0 GiB`. */
export const share = (used, total) => {
  if (!known(used) || !known(total)) return bytes(used);
  const unit = unitOf(total, 1024, iec);
  const write = value => (value / 1024 ** unit).toFixed(unit === 0 || total / 1024 ** unit >= 99.95 ? 0 : 1);
  return `${write(used)} / ${write(total)} ${iec[unit]}`;
};

export const requests = value => known(value) ? `${value < 10 && value > 0 ? value.toFixed(1) : Math.round(value)}/s` : unknown;

export const byUnit = { percent, bytes, rate, count, requests };
