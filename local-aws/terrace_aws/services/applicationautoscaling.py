"""Application Auto Scaling: task counts within their limits, tags of scalable targets, and deletion of the alarms of replaced policies.

https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TagResource.html
"""

from __future__ import annotations

import json
from typing import Any

from moto.applicationautoscaling.models import (
    ApplicationAutoscalingBackend,
    FakeApplicationAutoscalingPolicy,
    FakeScalableTarget,
)
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.core.exceptions import JsonRESTError
from moto.utilities.tagging_service import TaggingService

from terrace_aws.extension import replaces


class ResourceNotFoundException(JsonRESTError):
    def __init__(self, arn: str) -> None:
        super().__init__("ResourceNotFoundException", f"No scalable target found for resource ARN: {arn}")


@replaces(ApplicationAutoscalingBackend)
class Backend(ApplicationAutoscalingBackend):
    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.tagger = TaggingService()

    def target_by_arn(self, arn: str) -> FakeScalableTarget:
        for targets in self.targets.values():
            for target in targets.values():
                if target.arn == arn:
                    return target
        raise ResourceNotFoundException(arn)

    def register_scalable_target(self, *args: Any, **kwargs: Any) -> FakeScalableTarget:
        """Registering or updating the target of an ECS service moves its task count into the new limits."""
        target = super().register_scalable_target(*args, **kwargs)
        if target.service_namespace == "ecs":
            _, cluster, name = target.resource_id.split("/")
            ecs: Any = self.ecs_backend
            ecs.scale(cluster, name, int(target.min_capacity), int(target.max_capacity))
        return target

    def put_scaling_policy(self, *args: Any, **kwargs: Any) -> FakeApplicationAutoscalingPolicy:
        """Replacing a policy deletes the alarms of the previous policy."""
        former = dict(self.policies)
        policy = super().put_scaling_policy(*args, **kwargs)
        for key, replaced in former.items():
            if self.policies[key] is not replaced:
                replaced.delete_alarms(self.account_id, self.region_name)
        return policy

    def deregister_scalable_target(self, namespace: str, r_id: str, dimension: str) -> None:
        target = self.targets.get(dimension, {}).get(r_id)
        super().deregister_scalable_target(namespace, r_id, dimension)
        if target:
            self.tagger.delete_all_tags_for_resource(target.arn)


@replaces(ApplicationAutoScalingResponse)
class Responses(ApplicationAutoScalingResponse):
    @property
    def _backend(self) -> Backend:
        backend: Any = self.applicationautoscaling_backend
        return backend  # type: ignore[no-any-return]

    @property
    def _target_arn(self) -> str:
        return self._backend.target_by_arn(self._get_param("ResourceARN")).arn

    def register_scalable_target(self) -> str:
        answer = super().register_scalable_target()
        self._tag(json.loads(answer)["ScalableTargetARN"])
        return answer

    def tag_resource(self) -> str:
        self._tag(self._target_arn)
        return "{}"

    def _tag(self, arn: str) -> None:
        tags = self._get_param("Tags") or {}
        self._backend.tagger.tag_resource(arn, TaggingService.convert_dict_to_tags_input(tags))

    def untag_resource(self) -> str:
        self._backend.tagger.untag_resource_using_names(self._target_arn, self._get_param("TagKeys"))
        return "{}"

    def list_tags_for_resource(self) -> str:
        return json.dumps({"Tags": self._backend.tagger.get_tag_dict_for_resource(self._target_arn)})
