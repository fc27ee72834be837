import { COMMAND } from "../verb";

export const SHELLS = ["bash", "zsh", "fish"] as const;

/**
 * The script of a shell. It defines `terrace` as a function that runs the command of the project, because the bare name on npm belongs to someone else.
 * Each line of `complete` is a value, a tab and a description.
 */
const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], readonly string[]>> = {
  bash: [
    `terrace() { ${COMMAND} "$@"; }`,
    "_terrace() {",
    `  local IFS=$'\\n'`,
    `  COMPREPLY=($(${COMMAND} completion --words -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1))`,
    "}",
    "complete -o default -F _terrace terrace",
  ],
  zsh: [
    `terrace() { ${COMMAND} "$@"; }`,
    "_terrace() {",
    "  local -a found",
    `  found=(\${(f)"$(${COMMAND} completion --words -- "\${(@)words[2,CURRENT]}" 2>/dev/null | sed -e 's/:/\\\\:/g' -e 's/\\t/:/')"})`,
    `  (( \${#found} )) && _describe terrace found || _files`,
    "}",
    "compdef _terrace terrace",
  ],
  fish: [
    `function terrace; ${COMMAND} $argv; end`,
    "function __terrace_complete",
    "  set -l words (commandline -opc) (commandline -ct)",
    `  ${COMMAND} completion --words -- $words[2..-1] 2>/dev/null`,
    "end",
    "complete -c terrace -f -a '(__terrace_complete)'",
  ],
};

export function completionScript(shell: string): string | undefined {
  return (SCRIPTS as Readonly<Record<string, readonly string[]>>)[shell]?.join("\n");
}
