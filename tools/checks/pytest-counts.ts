/** "== 2 failed, 31 passed in 4.20s ==" → the counts; an error before or after a test is a failure too. */
export function pytestCounts(output: string): { passed: number; failed: number } {
  const closing = output.trimEnd().split("\n").at(-1) ?? "";
  const count = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(closing)?.[1] ?? 0);
  return { passed: count("passed"), failed: count("failed") + count("errors?") };
}
