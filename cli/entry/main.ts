import { runTerrace } from "./run-terrace";

/** terrace <verb> …: the entry of bin/terrace.cjs. */
runTerrace(process.argv.slice(2));
