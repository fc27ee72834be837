import * as path from "node:path";
import ts from "typescript";

const ROOT = path.join(__dirname, "..", "..");
const CURSOR = "▮";

/** The editor features for one file. */
export interface Editor {
  /** The completions at the cursor, `▮` in the text. */
  completions(text: string): string[];
  /** The type and documentation of the name at the cursor. */
  hover(text: string): string;
  /** The compiler's errors, each with all its lines. */
  errors(text: string): readonly string[];
}

/** Opens the TypeScript language service for one in-memory file in a folder of the project, with the project's options. */
export function openEditor(file: string): Editor {
  const name = path.join(ROOT, file);
  const { config } = ts.readConfigFile(path.join(ROOT, "tsconfig.json"), (at) => ts.sys.readFile(at)) as { readonly config: object };
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, ROOT);
  let content = "";
  let version = 0;
  const service = ts.createLanguageService({
    getScriptFileNames: () => [name],
    getScriptVersion: (at) => (at === name ? String(version) : "0"),
    getScriptSnapshot: (at) => {
      const text = at === name ? content : ts.sys.readFile(at);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => ROOT,
    // The texts of tests may contain unused names.
    getCompilationSettings: () => ({ ...options, types: [], incremental: false, noUnusedLocals: false }),
    getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
    fileExists: (at) => at === name || ts.sys.fileExists(at),
    readFile: (at) => (at === name ? content : ts.sys.readFile(at)),
    directoryExists: (at) => ts.sys.directoryExists(at),
    getDirectories: (at) => ts.sys.getDirectories(at),
  });

  /** Loads the content without its cursor, and returns the cursor's position. */
  const open = (text: string): number => {
    const at = text.indexOf(CURSOR);
    content = text.replace(CURSOR, "");
    version++;
    return at;
  };

  return {
    completions: (text) => {
      const at = open(text);
      const found = service.getCompletionsAtPosition(name, at, {});
      return (found?.entries ?? []).map((entry) => entry.name);
    },
    hover: (text) => {
      const info = service.getQuickInfoAtPosition(name, open(text));
      const tags = (info?.tags ?? []).map((tag) => `@${tag.name} ${ts.displayPartsToString(tag.text)}`);
      return [ts.displayPartsToString(info?.displayParts), ts.displayPartsToString(info?.documentation), ...tags].join("\n");
    },
    errors: (text) => {
      open(text);
      const found = [...service.getSyntacticDiagnostics(name), ...service.getSemanticDiagnostics(name)];
      return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
    },
  };
}
