import type { PolicyStatement } from "../../core/policy";
import type { Owner } from "./scopes";

export interface StateOwner extends Owner {
  readonly stateBucket: string;
}

const OBJECT = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"];

/**
 * Reads the states of an environment. Plans lock nothing (`-lock=false`): whoever may write locks may stop any deployment, or take the lock
 * away that one of two holds.
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

/** Leaves plans for the deployment to apply. Whoever may write there decides what is deployed: never what any branch may be. */
export function writePlans({ environment, stateBucket }: StateOwner): readonly PolicyStatement[] {
  return [{ sid: "Plans", actions: OBJECT, resources: [`arn:aws:s3:::${stateBucket}/plans/${environment}/*`] }];
}

/** Writes the states of an environment, under locks that stand beside them, and takes up the plans that were left for it. */
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
