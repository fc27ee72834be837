import { loadPlatform } from "../environment";
import { runCommand } from "../problem";
import { imagesOf } from "./images-file";

/** Prints the repositories of an environment with their workloads' tags or digests, as JSON. */
runCommand(() => {
  console.log(JSON.stringify([...imagesOf(loadPlatform(process.argv[2] ?? ""))]));
  return Promise.resolve(0);
});
