import type * as TypeScript from "typescript";
import { type Insertion, ObjectEditor, applyInsertions } from "../source/object-edit";
import { printField } from "../source/print";
import type { Addition } from "./addition";

/** The edited text, or the reason why the file has a form that cannot be edited. */
export type Edit = { readonly text: string } | { readonly obstacle: string };

/** Adds an entry to a map of an environment in the text of its file. */
export function editEnvironment(ts: typeof TypeScript, path: string, text: string, environment: string, addition: Addition): Edit {
  const editor = new ObjectEditor(ts, path, text);
  const isWanted = (object: TypeScript.ObjectLiteralExpression) => editor.stringIn(editor.writtenField(object, "name")) === environment;
  const object =
    editor.callArgument("environment", isWanted) ??
    editor.callArgument(
      "environment",
      (each) => editor.mentions(each, "name") && editor.hasSpread(each) && text.includes(`"${environment}"`),
    );
  if (!object) return { obstacle: `it contains no call environment({ name: "${environment}", … })` };
  const additions = [
    addEntry(editor, object, addition),
    ...Object.entries(addition.fields ?? {}).map(([field, value]) => addMissing(editor, object, addition.map, field, value)),
    ...addition.usedBy.map((workload) => addUse(editor, object, workload, addition.name)),
  ];
  const insertions: Insertion[] = [];
  for (const each of additions) {
    if (!Array.isArray(each)) return each as { readonly obstacle: string };
    insertions.push(...(each as readonly Insertion[]));
  }
  const edited = applyInsertions(text, insertions);
  const [error] = new ObjectEditor(ts, path, edited).syntaxErrors();
  return error === undefined ? { text: edited } : { obstacle: `the result has a syntax error: ${error}` };
}

type Part = readonly Insertion[] | { readonly obstacle: string };

function addEntry(editor: ObjectEditor, object: TypeScript.ObjectLiteralExpression, { map, name, value }: Addition): Part {
  const current = editor.field(object, map);
  if (current) {
    const entries = editor.objectIn(current);
    return entries ? editor.addField(entries, name, value) : { obstacle: `the value of \`${map}\` is not an object literal` };
  }
  if (editor.mentions(object, map) || editor.hasSpread(object)) return { obstacle: `\`${map}\` may come from a spread (\`...\`)` };
  return editor.addField(object, map, { [name]: value }, true);
}

/** Adds a field that the environment requires with the entry, before the map of the entry. */
function addMissing(editor: ObjectEditor, object: TypeScript.ObjectLiteralExpression, map: string, field: string, value: unknown): Part {
  if (editor.mentions(object, field)) return [];
  if (editor.hasSpread(object)) return { obstacle: `\`${field}\` may come from a spread (\`...\`)` };
  return editor.addFieldBefore(object, map, field, value);
}

/** Adds a resource to `uses` of a service or worker. */
function addUse(editor: ObjectEditor, object: TypeScript.ObjectLiteralExpression, workload: string, resource: string): Part {
  for (const map of ["services", "workers"]) {
    const entries = objectOf(editor, object, map);
    const entry = entries && objectOf(editor, entries, workload);
    if (!entry) continue;
    const uses = editor.field(entry, "uses");
    if (uses) return editor.addString(uses, resource) ?? { obstacle: `\`uses\` of ${workload} is not an array literal` };
    if (!editor.mentions(entry, "uses") && !editor.hasSpread(entry)) return editor.addField(entry, "uses", [resource]);
  }
  return { obstacle: `it contains no workload ${workload} as an object literal` };
}

function objectOf(editor: ObjectEditor, object: TypeScript.ObjectLiteralExpression, field: string) {
  const value = editor.field(object, field);
  return value && editor.objectIn(value);
}

/** The lines that a person adds, if the file has a form that cannot be edited. */
export function linesOf({ map, name, value, fields = {}, usedBy }: Addition): readonly string[] {
  return [
    ...printField(map, { [name]: value }, ""),
    ...Object.entries(fields).flatMap(([field, each]) => printField(field, each, "")),
    ...usedBy.map((workload) => `// and in \`uses\` of ${workload}: ${JSON.stringify(name)}`),
  ];
}
