/** Time zones by their IANA names (https://www.iana.org/time-zones), as Node's ICU knows them. */
export const TIME_ZONES: readonly string[] = ["UTC", ...Intl.supportedValuesOf("timeZone")];

const EXACT = new Set(TIME_ZONES);
const LOWER = new Set(TIME_ZONES.map((zone) => zone.toLowerCase()));

/** Whether a text names a time zone, exactly as IANA writes it; older and newer names of a zone count, such as `Europe/Kyiv`. */
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
