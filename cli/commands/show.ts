import { loadPlatform } from "../environment";
import { describePlatform, platformLines } from "../show/describe-platform";
import { type Call, DONE } from "../verb";

/** terrace show prod: prints the resolved environment, with every default filled in. */
export function show(call: Call): Promise<number> {
  const platform = loadPlatform(call.argument("environment"));
  call.report(describePlatform(platform), platformLines(platform));
  return Promise.resolve(DONE);
}
