/**
 * The log group of access logs that an AWS service delivers. AWS recommends the prefix, so that its own resource policy for the account, if there
 * is one, stays short.
 *
 * @param role for example `alb`.
 */
export function deliveredLogGroup(environment: string, role: string): string {
  return `/aws/vendedlogs/${environment}/${role}`;
}
