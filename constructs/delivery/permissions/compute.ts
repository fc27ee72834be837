import { type RightsTable, actionsOf } from "../../core/actions";

const ecs = actionsOf("ecs");
const ecr = actionsOf("ecr");
const elb = actionsOf("elasticloadbalancing");
const ec2 = actionsOf("ec2");
const kms = actionsOf("kms");
const ssm = actionsOf("ssm");
const scaling = actionsOf("application-autoscaling");

const ECS_TAGS = ecs("TagResource UntagResource");
const ELB_TAGS = elb("AddTags RemoveTags");

/** Workloads, their images, load balancers and scaling. */
export const COMPUTE: RightsTable = {
  aws_ecs_cluster: {
    read: ecs("DescribeClusters ListTagsForResource"),
    write: [...ecs("CreateCluster UpdateCluster UpdateClusterSettings DeleteCluster"), ...ECS_TAGS],
  },
  aws_ecs_cluster_capacity_providers: { read: ecs("DescribeClusters"), write: ecs("PutClusterCapacityProviders") },
  aws_ecs_service: {
    read: ecs("DescribeServices ListServiceDeployments DescribeServiceDeployments ListTagsForResource"),
    write: [...ecs("CreateService UpdateService DeleteService StopServiceDeployment"), ...ECS_TAGS],
  },
  aws_ecs_task_definition: {
    read: ecs("DescribeTaskDefinition ListTagsForResource"),
    write: [...ecs("RegisterTaskDefinition DeregisterTaskDefinition"), ...ECS_TAGS],
  },
  // Plans read the value, too: see `planStatements`.
  aws_ssm_parameter: {
    read: ssm("DescribeParameters GetParameter ListTagsForResource"),
    write: [...ssm("PutParameter DeleteParameter AddTagsToResource RemoveTagsFromResource"), ...kms("Encrypt Decrypt")],
  },
  aws_ecr_repository: {
    read: ecr("DescribeRepositories ListTagsForResource"),
    // A repository with a customer managed key creates a grant on it.
    write: [
      ...ecr("CreateRepository DeleteRepository PutImageTagMutability PutImageScanningConfiguration TagResource UntagResource"),
      ...kms("DescribeKey CreateGrant RetireGrant"),
    ],
  },
  aws_ecr_lifecycle_policy: { read: ecr("GetLifecyclePolicy"), write: ecr("PutLifecyclePolicy DeleteLifecyclePolicy") },
  aws_ecr_replication_configuration: { read: ecr("DescribeRegistry"), write: ecr("PutReplicationConfiguration") },
  aws_lb: {
    read: [
      ...elb("DescribeLoadBalancers DescribeLoadBalancerAttributes DescribeTags DescribeCapacityReservation"),
      ...ec2("DescribeInternetGateways DescribeSubnets DescribeSecurityGroups DescribeVpcs"),
    ],
    write: [
      ...elb("CreateLoadBalancer DeleteLoadBalancer ModifyLoadBalancerAttributes SetSecurityGroups SetSubnets SetIpAddressType"),
      ...ELB_TAGS,
      ...ec2("DescribeNetworkInterfaces"),
    ],
  },
  aws_lb_listener: {
    read: elb("DescribeListeners DescribeListenerAttributes DescribeTags"),
    write: [...elb("CreateListener ModifyListener ModifyListenerAttributes DeleteListener"), ...ELB_TAGS],
  },
  aws_lb_listener_rule: {
    read: elb("DescribeRules DescribeTags"),
    write: [...elb("CreateRule ModifyRule SetRulePriorities DeleteRule"), ...ELB_TAGS],
  },
  aws_lb_target_group: {
    read: elb("DescribeTargetGroups DescribeTargetGroupAttributes DescribeTargetHealth DescribeTags"),
    write: [...elb("CreateTargetGroup ModifyTargetGroup ModifyTargetGroupAttributes DeleteTargetGroup"), ...ELB_TAGS],
  },
  aws_appautoscaling_target: {
    read: scaling("DescribeScalableTargets ListTagsForResource"),
    write: [
      ...scaling("RegisterScalableTarget DeregisterScalableTarget TagResource UntagResource"),
      // Called on behalf of the principal that registers a table's capacity or a service's tasks.
      ...ecs("DescribeServices UpdateService"),
      ...actionsOf("dynamodb")("DescribeTable UpdateTable"),
      ...actionsOf("cloudwatch")("DescribeAlarms PutMetricAlarm DeleteAlarms"),
    ],
  },
  aws_appautoscaling_policy: {
    read: scaling("DescribeScalingPolicies"),
    write: scaling("PutScalingPolicy DeleteScalingPolicy"),
  },
  aws_appautoscaling_scheduled_action: {
    read: scaling("DescribeScheduledActions"),
    write: scaling("PutScheduledAction DeleteScheduledAction"),
  },
};
