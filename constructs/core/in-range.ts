import { Token } from "cdktf";

/**
 * A number that AWS bounds, checked. A token passes: its value is known to Terraform alone, and as a number it looks like −8e298.
 *
 * @throws RangeError if it is out of bounds.
 */
export function inRange(what: string, value: number, min: number, max: number, unit = ""): number {
  if (!Token.isUnresolved(value) && !(value >= min && value <= max)) {
    throw new RangeError(`${what} is ${value}${unit}; AWS allows ${min} to ${max}${unit}`);
  }
  return value;
}
