import type { PolicyStatement } from "../../core/policy";
import type { Owner } from "./scopes";

export interface StateOwner extends Owner {
  readonly stateBucket: string;
}

const OBJECT = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"];

/**
 * Statements that read the states of an environment. Plans do not lock (`-lock=false`): permission to write locks would allow blocking any
 * deployment, or deleting a lock that another run holds.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required
 */
export function readStates({ environment, stateBucket }: StateOwner): readonly PolicyStatement[] {
  const bucket = `arn:aws:s3:::${stateBucket}`;
  return [
    { sid: "ListStates", actions: ["s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:ListBucket"], resources: [bucket] },
    {
      sid: "ReadStates",
      actions: ["s3:GetObject"],
      resources: [`${bucket}/${environment}-*.tfstate`, `${bucket}/deployed/${environment}.json`],
    },
  ];
}

/**
 * Statements that store plans for the deployment. Write access here decides the deployed changes, so it is never granted to arbitrary
 * branches.
 */
export function writePlans({ environment, stateBucket }: StateOwner): readonly PolicyStatement[] {
  return [{ sid: "Plans", actions: OBJECT, resources: [`arn:aws:s3:::${stateBucket}/plans/${environment}/*`] }];
}

/** Statements that write the states of an environment and the lock files next to them, and read and delete the stored plans. */
export function writeStates(owner: StateOwner): readonly PolicyStatement[] {
  const { environment, stateBucket } = owner;
  return [
    ...readStates(owner),
    { sid: "LockStates", actions: OBJECT, resources: [`arn:aws:s3:::${stateBucket}/${environment}-*.tflock`] },
    {
      sid: "WriteStates",
      actions: ["s3:DeleteObject", "s3:PutObject"],
      resources: [`arn:aws:s3:::${stateBucket}/${environment}-*.tfstate`],
    },
    { sid: "WriteDeployed", actions: ["s3:PutObject"], resources: [`arn:aws:s3:::${stateBucket}/deployed/${environment}.json`] },
    ...writePlans(owner),
  ];
}
