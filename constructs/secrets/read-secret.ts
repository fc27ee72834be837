import type { IConstruct } from "constructs";
import type { EncryptionKey } from "../core/encryption-key";
import { placementOf } from "../core/placement";
import type { PolicyStatement } from "../core/policy";

/** What it takes to read exactly this secret, and to decrypt with its key through Secrets Manager alone. */
export function readSecret(scope: IConstruct, secretArn: string, key: EncryptionKey): PolicyStatement[] {
  return [
    { actions: ["secretsmanager:GetSecretValue"], resources: [secretArn] },
    {
      actions: ["kms:Decrypt"],
      resources: [key.arn],
      conditions: { StringEquals: { "kms:ViaService": `secretsmanager.${placementOf(scope).region}.amazonaws.com` } },
    },
  ];
}
