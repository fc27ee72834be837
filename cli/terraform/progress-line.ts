import { duration } from "../text/duration";

const ENDED = /^(\S+): (Creation|Modifications|Destruction|Import) complete after ((?:\d+[hms])+)/;
/** Terraform 1.11 prints "[2m0s elapsed]", later versions "[02m00s elapsed]". */
const WAITING = /^(\S+): Still (creating|modifying|destroying)\.\.\. \[(?:id=.*, )?((?:\d+[hms])+) elapsed\]/;

const PARTICIPLES: Readonly<Record<string, string>> = {
  Creation: "created",
  Modifications: "changed",
  Destruction: "destroyed",
  Import: "imported",
  creating: "still creating",
  modifying: "still changing",
  destroying: "still destroying",
};

/**
 * The line of a completed change: time, resource and stack, because stacks are applied at the same time. Terraform reports a change in progress
 * every ten seconds; it gets a line whenever its time is a multiple of `everySeconds`. Undefined for all other output.
 */
export function progressLine(stack: string, line: string, everySeconds = 60): string | undefined {
  const ended = ENDED.exec(line);
  const [, address = "", verb = "", time = ""] = ended ?? WAITING.exec(line) ?? [];
  const seconds = parseDuration(time);
  const isShown = ended ? true : seconds > 0 && seconds % everySeconds === 0;
  return isShown ? `${duration(seconds).padStart(8)}  ${PARTICIPLES[verb] ?? verb} ${address} (${stack})` : undefined;
}

/** "1m20s" → 80 */
export function parseDuration(text: string): number {
  const units = { h: 3600, m: 60, s: 1 } as const;
  return [...text.matchAll(/(\d+)([hms])/g)].reduce((sum, [, number, unit]) => sum + Number(number) * units[unit as keyof typeof units], 0);
}
