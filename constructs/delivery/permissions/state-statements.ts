import type { PolicyStatement } from "../../core/policy";
import type { Owner } from "./scopes";

export interface StateOwner extends Owner {
  readonly stateBucket: string;
}

const OBJECT = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"];

/**
 * Reads the states of an environment, and locks them: a plan writes nothing but the lock, which stands beside the state.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required
 */
export function readStates({ environment, stateBucket }: StateOwner): readonly PolicyStatement[] {
  const bucket = `arn:aws:s3:::${stateBucket}`;
  return [
    { sid: "ListStates", actions: ["s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:ListBucket"], resources: [bucket] },
    { sid: "ReadStates", actions: ["s3:GetObject"], resources: [`${bucket}/${environment}-*.tfstate`] },
    { sid: "LockStates", actions: OBJECT, resources: [`${bucket}/${environment}-*.tflock`] },
  ];
}

/** Leaves plans for the deployment to apply. Whoever may write there decides what is deployed: never what any branch may be. */
export function writePlans({ environment, stateBucket }: StateOwner): readonly PolicyStatement[] {
  return [{ sid: "Plans", actions: OBJECT, resources: [`arn:aws:s3:::${stateBucket}/plans/${environment}/*`] }];
}

/** Writes the states of an environment, and takes up the plans that were left for it. */
export function writeStates(owner: StateOwner): readonly PolicyStatement[] {
  const { environment, stateBucket } = owner;
  return [
    ...readStates(owner),
    {
      sid: "WriteStates",
      actions: ["s3:DeleteObject", "s3:PutObject"],
      resources: [`arn:aws:s3:::${stateBucket}/${environment}-*.tfstate`],
    },
    ...writePlans(owner),
  ];
}
