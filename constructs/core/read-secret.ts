import type { EncryptionKey } from "./encryption-key";
import type { PolicyStatement } from "./policy";

/**
 * Statements that allow reading exactly this secret in a region, and decrypting with its key only through that region's Secrets Manager.
 */
export function readSecret(secretArn: string, key: EncryptionKey, region: string): PolicyStatement[] {
  return [
    { actions: ["secretsmanager:GetSecretValue"], resources: [secretArn] },
    {
      actions: ["kms:Decrypt"],
      resources: [key.arn],
      conditions: { StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` } },
    },
  ];
}
