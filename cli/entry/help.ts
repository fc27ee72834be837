import type { HelpConfiguration } from "commander";
import { COMMAND, type Verb } from "../verb";

/** Help texts fit 80 columns. */
const COLUMNS = 80;

export const helpSettings: HelpConfiguration = {
  helpWidth: COLUMNS,
  showGlobalOptions: false,
  subcommandTerm: (command) => {
    const args = command.registeredArguments.map((argument) => {
      const text = argument.variadic ? `${argument.name()}...` : argument.name();
      return argument.required ? `<${text}>` : `[${text}]`;
    });
    return [command.name(), ...args].join(" ");
  },
};

/** The end of a verb's help. */
export function verbHelp({ example }: Verb): string {
  return `\nExample:\n  ${COMMAND} ${example}`;
}
