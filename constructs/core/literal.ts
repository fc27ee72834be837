import { Token } from "cdktf";

/**
 * A text as Terraform shall take it, letter by letter: `${` and `%{` would begin a template. Texts that a team writes go through it; a
 * text with a reference to a resource in it stays as it is.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 */
export function literal(text: string): string {
  return Token.isUnresolved(text) ? text : text.replaceAll(/[$%]\{/g, (begin) => `${begin[0]}${begin}`);
}
