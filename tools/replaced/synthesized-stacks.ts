import { readStacks } from "../../cli/synthesis/synthesized";
import { append } from "../checks/counts.cjs";

/** Prints and counts whether the synthesized stacks are those of one environment. */
export function checkStacks(output: string, environment: string): boolean {
  const names = readStacks(output).map(({ name }) => name);
  const others = names.filter((name) => !name.startsWith(`${environment}-`));
  const passed = names.length > 0 && others.length === 0;
  append({ passed: passed ? 1 : 0, failed: passed ? 0 : 1 });
  console.log(
    `${passed ? "✓" : "✗"} ${names.length} stacks, ${passed ? `all of ${environment}` : `other stacks: ${others.join(", ") || "none"}`}`,
  );
  return passed;
}
