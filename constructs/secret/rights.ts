import { type KindRights, USE_OF_KEY, actionsOf } from "../core/actions";

const secrets = actionsOf("secretsmanager");
const kms = actionsOf("kms");

export const secretRights: KindRights = {
  resources: {
    aws_secretsmanager_secret: {
      read: secrets("DescribeSecret GetResourcePolicy"),
      write: [
        ...secrets("CreateSecret UpdateSecret DeleteSecret RestoreSecret ReplicateSecretToRegions RemoveRegionsFromReplication"),
        ...secrets("StopReplicationToReplica TagResource UntagResource"),
        ...USE_OF_KEY,
      ],
    },
    aws_secretsmanager_secret_version: {
      read: secrets("DescribeSecret ListSecretVersionIds"),
      write: [...secrets("PutSecretValue UpdateSecretVersionStage"), ...kms("Decrypt GenerateDataKey")],
    },
  },
  // The statement on secrets covers values; it contains only secrets of the environment.
  lookups: {
    aws_secretsmanager_random_password: secrets("GetRandomPassword"),
    aws_secretsmanager_secret_version: [],
    aws_secretsmanager_secret_versions: secrets("ListSecretVersionIds"),
  },
  scopes: { secretsmanager: (name) => [`secret:${name}-*`] },
  tasks: [...secrets("GetSecretValue"), ...actionsOf("ssm")("GetParameters")],
};
