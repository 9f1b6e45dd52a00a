"""Every call that gcx makes of AWS, made by boto3 on the endpoint of the environment. Prints what came back as JSON.

The one argument is the bus that gcx's rules are on.
"""

import datetime
import json
import sys
import urllib.request

import boto3

ACCOUNT = "123456789012"
events, sns, sqs, lambda_, sts, tagging, cloudwatch = (
    boto3.client(name)
    for name in ("events", "sns", "sqs", "lambda", "sts", "resourcegroupstaggingapi", "cloudwatch")
)
seen = {}
BUS = sys.argv[1]


def arn(service, resource):
    return f"arn:aws:{service}:us-east-1:{ACCOUNT}:{resource}"


def tags(listed):
    return {tag["Key"]: tag["Value"] for tag in listed}


def refused(call, **parameters):
    """The code and status with which a call is refused."""
    try:
        call(**parameters)
    except Exception as error:  # noqa: BLE001 - any refusal is what is asked for
        answer = error.response
        return [answer["Error"]["Code"], type(error).__name__, answer["ResponseMetadata"]["HTTPStatusCode"]]
    return None


def of_gcx():
    """Lists, describes and tags what gcx made."""
    seen["source"] = events.describe_event_source(Name=BUS)["State"]
    seen["account"] = sts.get_caller_identity()["Account"]
    seen["buses"] = [bus["Name"] for bus in events.list_event_buses()["EventBuses"]]
    seen["rules"] = [rule["Name"] for rule in events.list_rules(EventBusName=BUS)["Rules"]]
    rule = events.describe_rule(EventBusName=BUS, Name="shop-ended-1")
    seen["rule"] = {key: rule[key] for key in ("State", "EventBusName", "Description")}
    seen["ruleTags"] = tags(events.list_tags_for_resource(ResourceARN=rule["Arn"])["Tags"])
    seen["targets"] = events.list_targets_by_rule(EventBusName=BUS, Rule="shop-ended-1")["Targets"]
    events.tag_resource(ResourceARN=rule["Arn"], Tags=[{"Key": "team", "Value": "sales"}])
    board = arn("sns", "shop-board")
    seen["topic"] = sns.get_topic_attributes(TopicArn=board)["Attributes"]
    sns.tag_resource(ResourceArn=board, Tags=[{"Key": "team", "Value": "sales"}])
    seen["topicTags"] = tags(sns.list_tags_for_resource(ResourceArn=board)["Tags"])
    seen["subscriptions"] = sorted(
        [each["Protocol"], each["Endpoint"], each["SubscriptionArn"].startswith("arn:")]
        for each in sns.list_subscriptions_by_topic(TopicArn=board)["Subscriptions"]
    )
    inbox = sqs.get_queue_url(QueueName="shop-inbox")["QueueUrl"]
    seen["queue"] = sqs.get_queue_attributes(QueueUrl=inbox, AttributeNames=["All"])["Attributes"]
    sqs.tag_queue(QueueUrl=inbox, Tags={"team": "sales"})
    seen["queueTags"] = sqs.list_queue_tags(QueueUrl=inbox)["Tags"]
    seen["function"] = lambda_.get_function_configuration(FunctionName="crm-sync")["FunctionArn"]
    seen["functionPolicy"] = json.loads(lambda_.get_policy(FunctionName="crm-sync")["Policy"])
    pages = tagging.get_paginator("get_resources").paginate(
        TagFilters=[{"Key": "genesys-gcx:project", "Values": ["shop"]}], ResourceTypeFilters=["sns", "sqs"]
    )
    seen["tagged"] = [each["ResourceARN"] for page in pages for each in page["ResourceTagMappingList"]]


def of_its_own():
    """Makes, changes and deletes what gcx would."""
    bus = events.create_event_bus(Name="mine", Tags=[{"Key": "a", "Value": "1"}])["EventBusArn"]
    seen["busTags"] = tags(events.list_tags_for_resource(ResourceARN=bus)["Tags"])
    events.describe_event_bus(Name="mine")
    place = {"EventBusName": "mine", "Rule": "all"}
    pattern = json.dumps({"source": [{"prefix": "shop."}], "detail": {"n": [{"numeric": [">", 1]}]}})
    rule = events.put_rule(Name="all", EventBusName="mine", EventPattern=pattern)["RuleArn"]
    queue = sqs.create_queue(QueueName="mine", Attributes={"VisibilityTimeout": "0"})["QueueUrl"]
    policy = {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Principal": {"Service": ["events.amazonaws.com", "sns.amazonaws.com"]},
            "Action": "sqs:SendMessage",
            "Resource": arn("sqs", "mine"),
        },
    }
    target = {
        "Id": "queue",
        "Arn": arn("sqs", "mine"),
        "InputTransformer": {
            "InputPathsMap": {"n": "$.detail.n", "name": "$.detail.name"},
            "InputTemplate": '{"n": <n>, "name": <name>, "text": "<name>!"}',
        },
    }
    seen["put"] = events.put_targets(**place, Targets=[target])["FailedEntryCount"]
    entry = {"EventBusName": "mine", "Source": "shop.test", "DetailType": "t"}

    def put(**detail):
        return events.put_events(Entries=[{**entry, "Detail": json.dumps(detail)}])["FailedEntryCount"]

    put(n=2, name="before the policy")
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": json.dumps(policy)})
    put(n=3, name="three")
    put(n=1, name="one")
    seen["refusedEvent"] = events.put_events(Entries=[{**entry, "Source": "aws.x", "Detail": "{}"}])["Entries"]
    seen["received"] = drain(queue)

    topic = sns.create_topic(Name="mine")["TopicArn"]
    sns.set_topic_attributes(TopicArn=topic, AttributeName="DisplayName", AttributeValue="Mine")
    subscription = sns.subscribe(
        TopicArn=topic,
        Protocol="sqs",
        Endpoint=arn("sqs", "mine"),
        Attributes={"RawMessageDelivery": "true"},
        ReturnSubscriptionArn=True,
    )["SubscriptionArn"]
    sns.publish(TopicArn=topic, Message='"raw"')
    sns.set_subscription_attributes(
        SubscriptionArn=subscription, AttributeName="RawMessageDelivery", AttributeValue="false"
    )
    seen["raw"] = sns.get_subscription_attributes(SubscriptionArn=subscription)["Attributes"]["RawMessageDelivery"]
    sns.publish(TopicArn=topic, Message="wrapped")
    first, second = drain(queue)
    seen["published"] = [first, second["Message"]]

    sns.untag_resource(ResourceArn=topic, TagKeys=["none"])
    sns.unsubscribe(SubscriptionArn=subscription)
    sns.delete_topic(TopicArn=topic)
    permission = {"FunctionName": "crm-sync", "StatementId": "mine"}
    add = {**permission, "Action": "lambda:InvokeFunction", "Principal": "events.amazonaws.com", "SourceArn": rule}
    lambda_.add_permission(**add)
    seen["refused"] = {
        "bus again": refused(events.create_event_bus, Name="mine"),
        "bus in use": refused(events.delete_event_bus, Name="mine"),
        "rule in use": refused(events.delete_rule, EventBusName="mine", Name="all"),
        "no rule": refused(events.describe_rule, EventBusName="mine", Name="none"),
        "no source": refused(events.describe_event_source, Name="aws.partner/genesys.com/cloud/none/none"),
        "no topic": refused(sns.get_topic_attributes, TopicArn=topic),
        "no queue": refused(sqs.get_queue_url, QueueName="none"),
        "other attributes": refused(sqs.create_queue, QueueName="mine", Attributes={"VisibilityTimeout": "9"}),
        "permission again": refused(lambda_.add_permission, **add),
        "no function": refused(lambda_.get_function_configuration, FunctionName="none"),
    }
    seen["measured"] = measured()
    lambda_.remove_permission(**permission)
    sqs.untag_queue(QueueUrl=queue, TagKeys=["none"])
    sqs.delete_queue(QueueUrl=queue)
    events.untag_resource(ResourceARN=rule, TagKeys=["none"])
    events.remove_targets(**place, Ids=["queue"])
    events.delete_rule(EventBusName="mine", Name="all")
    events.delete_event_bus(Name="mine")


def measured():
    """What CloudWatch says of the bus and the queue, and of an alarm on them."""
    now = datetime.datetime.now(datetime.timezone.utc)
    window = {"StartTime": now - datetime.timedelta(minutes=30), "EndTime": now + datetime.timedelta(minutes=1)}
    of_rule = {
        "Namespace": "AWS/Events",
        "Dimensions": [{"Name": "EventBusName", "Value": "mine"}, {"Name": "RuleName", "Value": "all"}],
    }

    def query(name):
        stat = {"Metric": {**of_rule, "MetricName": name}, "Period": 3600, "Stat": "Sum"}
        return {"Id": name[0].lower() + name[1:], "MetricStat": stat}

    names = ["MatchedEvents", "SuccessfulInvocationAttempts", "FailedInvocations", "RetryInvocationAttempts"]
    pages = cloudwatch.get_paginator("get_metric_data").paginate(
        MetricDataQueries=[*map(query, names), {"Id": "share", "Expression": "failedInvocations / matchedEvents"}], **window
    )
    results = [result for page in pages for result in page["MetricDataResults"]]
    sent = cloudwatch.get_metric_statistics(
        Namespace="AWS/SQS",
        MetricName="NumberOfMessagesSent",
        Dimensions=[{"Name": "QueueName", "Value": "mine"}],
        Period=60,
        Statistics=["Sum"],
        **window,
    )["Datapoints"]
    listed = cloudwatch.get_paginator("list_metrics").paginate(Namespace="AWS/Events", MetricName="FailedInvocations")
    cloudwatch.put_metric_alarm(
        AlarmName="mine",
        **of_rule,
        MetricName="FailedInvocations",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
        TreatMissingData="ignore",
    )
    cloudwatch.set_alarm_state(AlarmName="mine", StateValue="OK", StateReason="a drill")
    alarm = cloudwatch.describe_alarms(AlarmNames=["mine"])["MetricAlarms"][0]
    history = cloudwatch.describe_alarm_history(AlarmName="mine")["AlarmHistoryItems"]
    cloudwatch.delete_alarms(AlarmNames=["mine"])
    return {
        "sums": {result["Id"]: sum(result["Values"]) for result in results},
        "sent": sum(point["Sum"] for point in sent),
        "listed": [metric["Dimensions"] for page in listed for metric in page["Metrics"]],
        "alarm": [alarm["StateValue"], alarm["StateReason"], alarm["StateUpdatedTimestamp"] >= window["StartTime"]],
        "history": sorted(item["HistorySummary"] for item in history),
        "no alarm": refused(cloudwatch.delete_alarms, AlarmNames=["none"]),
    }


def of_strangers():
    """A presigned address, and what becomes of those who have another secret."""
    address = sts.generate_presigned_url("get_caller_identity", HttpMethod="GET")
    with urllib.request.urlopen(address) as answer:
        seen["presigned"] = f"<Account>{ACCOUNT}</Account>" in answer.read().decode()
    keys = {"aws_access_key_id": f"GCXSANDBOX{ACCOUNT}", "aws_secret_access_key": "sandbox"}
    strangers = {name: boto3.client(name, **keys) for name in ("events", "sns", "sqs", "lambda")}
    seen["strangers"] = {
        "events": refused(strangers["events"].list_rules),
        "sns": refused(strangers["sns"].list_topics),
        "sqs": refused(strangers["sqs"].list_queues),
        "lambda": refused(strangers["lambda"].list_functions),
    }


def drain(queue):
    """Receives and deletes all messages of a queue, by their bodies."""
    bodies = []
    while messages := sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=1).get("Messages"):
        bodies += [json.loads(message["Body"]) for message in messages]
        entries = [{"Id": str(n), "ReceiptHandle": each["ReceiptHandle"]} for n, each in enumerate(messages)]
        sqs.delete_message_batch(QueueUrl=queue, Entries=entries)
    return bodies


of_gcx()
of_its_own()
of_strangers()
print(json.dumps(seen))
