/** The log group of a firewall. WAF accepts a log group only with this name prefix. */
export function firewallLogGroup(environment: string): string {
  return `aws-waf-logs-${environment}`;
}
