import * as fs from "node:fs";
import * as path from "node:path";

/**
 * Appends the cost of a suite to the file that TERRACE_SUITE_COSTS names: elapsed time, and the CPU time of the worker and of the processes
 * that the suite has started and waited for. CPU time hardly depends on the other work of a machine; elapsed time does.
 */
const file = process.env.TERRACE_SUITE_COSTS;
const began = { elapsed: performance.now(), own: process.cpuUsage(), children: childrenSeconds() };

afterAll(() => {
  if (file === undefined) return;
  const { user, system } = process.cpuUsage(began.own);
  const cost = {
    suite: path.relative(process.cwd(), expect.getState().testPath ?? ""),
    elapsed: (performance.now() - began.elapsed) / 1_000,
    own: (user + system) / 1e6,
    children: childrenSeconds() - began.children,
    megabytes: process.memoryUsage.rss() / 1e6,
  };
  fs.appendFileSync(file, JSON.stringify(cost) + "\n");
});

/** CPU time of ended child processes. Only Linux reports it; elsewhere it counts as 0. */
function childrenSeconds(): number {
  if (process.platform !== "linux") return 0;
  const stat = fs.readFileSync("/proc/self/stat", "utf8");
  // After the process name, which may contain spaces: fields 16 and 17, in hundredths of a second.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) / 100;
}
