/** Names of environments that are reserved words of JavaScript. @see https://tc39.es/ecma262/#prod-ReservedWord */
const RESERVED = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for " +
    "function if implements import in instanceof interface let new null package private protected public return static super switch this " +
    "throw true try typeof undefined var void while with yield environment project"
  ).split(" "),
);

/** The variable that holds an environment in its file. */
export function identifierOf(environment: string): string {
  return RESERVED.has(environment) ? `${environment}Environment` : environment;
}

/** The entry of an environment in the list of environments. */
export function environmentEntry(environment: string): string {
  const identifier = identifierOf(environment);
  return identifier === environment ? environment : `${environment}: ${identifier}`;
}
