"""A manual change of the account: manual_change.py <region> <service> <operation> <parameters as JSON>. Prints the response as JSON."""

import json
import sys

import boto3

region, service, operation, parameters = sys.argv[1:]
answer = getattr(boto3.client(service, region_name=region), operation)(**json.loads(parameters))
print(json.dumps({name: value for name, value in answer.items() if name != "ResponseMetadata"}, default=str))
