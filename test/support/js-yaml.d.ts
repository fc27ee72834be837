/** What is used of it here: its own types are a package of their own. */
declare module "js-yaml" {
  export function load(text: string): unknown;
}
