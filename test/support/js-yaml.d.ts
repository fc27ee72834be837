/** The only function that the tests use. The full types are in a separate package. */
declare module "js-yaml" {
  export function load(text: string): unknown;
}
