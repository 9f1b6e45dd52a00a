# Every SNS topic and SQS queue that a plan creates is encrypted with a key of your own.
#   gcx plan --json > plan.json
#   opa eval --fail-defined --input plan.json --data encryption.rego 'data.gcx.deny[_]'
package gcx

import rego.v1

deny contains message if {
	some change in input.changes
	change.action in {"create", "replace"}
	change.kind in {"sns-topic", "sqs-queue"}
	not change.attributes.attributes.KmsMasterKeyId
	message := sprintf("%s %s is not encrypted with a key of your own", [change.kind, change.name])
}
