import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { additionOf } from "../../cli/add/addition";
import { editEnvironment } from "../../cli/add/edit-environment";

/** The environments of the example share their maps through a spread, which `terrace add` does not edit. */
test.each(["dev", "staging", "prod"])("terrace add does not edit %s", (name) => {
  const text = readFileSync(join(__dirname, "../../environments", `${name}.ts`), "utf8");
  const addition = additionOf("service", "search", { port: "8080" }, {});
  expect(editEnvironment(ts, "a.ts", text, name, addition)).toEqual({ obstacle: "`services` may come from a spread (`...`)" });
});
