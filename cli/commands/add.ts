import { addEntry, type Added } from "../add/add-entry";
import { addEnvironment } from "../add/add-environment";
import { ENTRY_KINDS, type EntryKind } from "../add/addition";
import { type Action, type Call, DONE } from "../verb";

function addOf(kind: EntryKind): Action {
  return (call) => {
    const text = (name: string) => (call.option(name) === "" ? undefined : call.option(name));
    const flags = {
      port: text("port"),
      image: text("image"),
      route: call.optionList("route").length === 0 ? undefined : call.optionList("route"),
      uses: call.optionList("uses"),
      queue: text("queue"),
      engine: text("engine"),
      usedBy: call.optionList("used-by"),
    };
    const added = addEntry(kind, { root: call.root, name: call.argument("name"), environment: call.option("environment"), flags });
    return Promise.resolve(report(call, added));
  };
}

/** terrace add service, worker, …: adds an entry to an environment. */
export const ADD = Object.fromEntries(ENTRY_KINDS.map((kind) => [kind, addOf(kind)])) as Readonly<Record<EntryKind, Action>>;

/** terrace add environment: adds a file and its entry. */
export function addNewEnvironment(call: Call): Promise<number> {
  const added = addEnvironment({
    root: call.root,
    name: call.argument("name"),
    regions: call.optionList("region"),
    from: call.option("from"),
    domain: call.option("domain"),
  });
  return Promise.resolve(report(call, added));
}

function report(call: Call, added: Added): number {
  call.report(added, [
    `Added to ${added.file}:`,
    ...added.lines.map((line) => `  ${line}`),
    ...(added.also ?? []),
    `Next: npx --no-install terrace plan ${added.environment}`,
  ]);
  return DONE;
}
