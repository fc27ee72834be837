import type { PolicyStatement } from "../../core/policy";
import { actionsOf } from "../../core/actions";
import type { Owner } from "./scopes";

const ecr = actionsOf("ecr");

/**
 * Pushes images and reads pushed images: a push checks for existing layers, and builds reuse layers of the previous image. It deletes no
 * images and changes no repository. ECR encrypts through its own grant, so no permission on the key is required.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export function imageStatements({ environment, accountId }: Owner): readonly PolicyStatement[] {
  return [
    {
      sid: "SignIn",
      actions: ecr("GetAuthorizationToken"),
      resources: ["*"],
      reason: "The registry token does not support resources: the role's other permissions limit its use.",
    },
    {
      sid: "Push",
      actions: [
        ...ecr("BatchCheckLayerAvailability BatchGetImage CompleteLayerUpload DescribeImages GetDownloadUrlForLayer"),
        ...ecr("InitiateLayerUpload PutImage UploadLayerPart"),
      ],
      resources: [`arn:aws:ecr:*:${accountId}:repository/${environment}/*`],
    },
  ];
}
