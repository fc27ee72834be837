import { chunkSuffix } from "../../language/chunks";

/**
 * The name of the n-th resource of a role: the first has none, so that it keeps its name when a second one is added.
 *
 * @example numbered("alb", 2); // "alb-2"
 */
export function numbered(role: string, number: number): string {
  return `${role}${chunkSuffix(number - 1)}`;
}
