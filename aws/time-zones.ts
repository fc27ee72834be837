/** IANA names of time zones (https://www.iana.org/time-zones), as listed by Node's ICU. */
export const TIME_ZONES: readonly string[] = ["UTC", ...Intl.supportedValuesOf("timeZone")];

const EXACT = new Set(TIME_ZONES);
const LOWER = new Set(TIME_ZONES.map((zone) => zone.toLowerCase()));

/** Whether a string is the IANA name of a time zone in its exact spelling. Older and newer names of a zone are valid, such as `Europe/Kyiv`. */
export function isTimeZone(text: string): boolean {
  if (EXACT.has(text)) return true;
  if (LOWER.has(text.toLowerCase()) || !/^[A-Z][A-Za-z_-]+(\/[A-Z][A-Za-z_-]+){1,2}$/.test(text)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
