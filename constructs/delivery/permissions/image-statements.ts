import type { PolicyStatement } from "../../core/policy";
import { actionsOf } from "../../core/actions";
import type { Owner } from "./scopes";

const ecr = actionsOf("ecr");

/**
 * Pushes images, and looks at what it has pushed: a push asks which layers are there, and builds begin with layers of the image before.
 * It takes no image away and changes no repository. ECR encrypts by a grant of its own, so no key is asked for.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export function imageStatements({ environment, accountId }: Owner): readonly PolicyStatement[] {
  return [
    {
      sid: "SignIn",
      actions: ecr("GetAuthorizationToken"),
      resources: ["*"],
      reason: "A token for the registry is for all of it and knows no resource: what it is good for, the role's other rights say.",
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
