import { S3Client } from "@aws-sdk/client-s3";
import { Problem } from "../problem";
import { awsProblem } from "./failures";

type Credentials = Pick<S3Client, "config">;

/**
 * Resolves the credentials of the shell, as Terraform and the SDK do, so that a run fails before it synthesizes. It calls no service.
 *
 * @param account the environment's account. Only some credentials state theirs: those of IAM Identity Center, of roles and of containers.
 * @throws Problem if there are none, if they cannot be refreshed, or if they are of another account.
 */
export async function requireCredentials(account?: string, client: Credentials = new S3Client({ region: "us-east-1" })): Promise<void> {
  let accountId: string | undefined;
  try {
    ({ accountId } = await client.config.credentials());
  } catch (error) {
    throw awsProblem(error) ?? error;
  }
  if (account === undefined || accountId === undefined || accountId === account) return;
  throw new Problem(
    [
      "These are credentials of another AWS account than the one in the environment.",
      `  received: ${accountId}`,
      `  allowed: ${account}`,
      "  fix: use credentials of that account, for example with AWS_PROFILE, or change `account` in the environment",
    ].join("\n"),
  );
}
