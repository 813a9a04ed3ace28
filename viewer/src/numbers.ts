const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 12,431 */
export function counted(value: number): string {
  return whole.format(value);
}

/** A value with its sign, in as many digits as help: +0.81, −12.4, 0.00. A true minus keeps columns aligned. */
export function signed(value: number, digits = 2): string {
  if (Number.isNaN(value)) return '–';
  const text = Math.abs(value).toFixed(Math.abs(value) >= 100 ? 0 : digits);
  if (Number(text) === 0) return text;
  return (value < 0 ? '−' : '+') + text;
}

/** Without a plus; for axes, legends and losses. */
export function plain(value: number, digits = 2): string {
  return signed(value, digits).replace('+', '');
}

/** An end of a scale, in as few digits as tell it. */
export function scaled(value: number): string {
  const digits = Math.abs(value) < 0.1 ? 3 : 2;
  return String(Number(value.toFixed(digits))).replace('-', '−');
}

const three = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** A size of any order in three digits: 3,530, 12.4, 0.0031, 2.1e-7. */
export function sized(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return value !== 0 && value < 1e-3 ? value.toExponential(1).replace('-', '−') : three.format(value);
}

/** 0.9312 as 93 %, 0.0004 as <0.1 %. */
export function percent(probability: number): string {
  if (Number.isNaN(probability)) return '–';
  const share = probability * 100;
  if (share > 0 && share < 0.1) return '<0.1 %';
  return `${share >= 99.95 || share < 0.05 ? share.toFixed(0) : share.toFixed(1)} %`;
}
