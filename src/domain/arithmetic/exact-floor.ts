/** A decimal as written, times a power of ten: '0.29' is 29 x 10^-2. */
function toScaled(value: number): { digits: bigint; places: number } {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return places >= 0 ? { digits, places } : { digits: digits * 10n ** BigInt(-places), places: 0 };
}

/**
 * floor(a x b) of two decimals that are not negative, taken exactly (spec 2.1).
 *
 * @example exactFloorOfProduct(0.29, 100) // 29, where floating point gives 28
 */
export function exactFloorOfProduct(a: number, b: number): number {
  const x = toScaled(a);
  const y = toScaled(b);
  return Number((x.digits * y.digits) / 10n ** BigInt(x.places + y.places));
}
