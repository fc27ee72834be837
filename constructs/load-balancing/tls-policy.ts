/**
 * TLS 1.3, and TLS 1.2 with forward secrecy and authenticated ciphers. A listener without an explicit policy gets one from 2016.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";
