import { Problem } from "../problem";
import { gitIn } from "../git";

/**
 * The commit that is checked out.
 *
 * @throws Problem where there is none.
 */
export async function headOf(root: string): Promise<string> {
  const commit = await gitIn(root).commitOf("HEAD");
  if (commit === undefined) throw new Problem(`${root} has no commit: what is deployed has to be in Git.`);
  return commit;
}
