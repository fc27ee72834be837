import type { EncryptionKey } from "./encryption-key";
import type { PolicyStatement } from "./policy";

/** What it takes to read exactly this secret of a region, and to decrypt with its key through that region's Secrets Manager alone. */
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
