import { S3Client } from "@aws-sdk/client-s3";
import { awsProblem } from "./failures";

/**
 * Resolves the credentials of the shell, as Terraform and the SDK do, so that a run fails before it synthesizes. It calls no service.
 *
 * @throws Problem if there are none, or if they cannot be refreshed.
 */
export async function requireCredentials(client: Pick<S3Client, "config"> = new S3Client({ region: "us-east-1" })): Promise<void> {
  try {
    await client.config.credentials();
  } catch (error) {
    throw awsProblem(error) ?? error;
  }
}
