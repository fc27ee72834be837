import { Token } from "cdktf";

/**
 * Checks that a number is within AWS's range. A token passes: its value is resolved by Terraform, and as a number it looks like −8e298.
 *
 * @throws RangeError if the number is out of range.
 */
export function inRange(name: string, value: number, min: number, max: number, unit = ""): number {
  if (!Token.isUnresolved(value) && !(value >= min && value <= max)) {
    throw new RangeError(`${name} is ${value}${unit}; AWS allows ${min} to ${max}${unit}`);
  }
  return value;
}
