"""From answers to what the inputs are now."""

from __future__ import annotations

import functools

import botocore.session
import pytest

from infra.local.aws import paths, shapes
from infra.local.aws.readback import Reader


@functools.cache
def shape(service, operation, record=""):
    model = botocore.session.get_session().get_service_model(service).operation_model(operation)
    return shapes.element(shapes.at(model.output_shape, paths.parse(record)))


def read(sent, answer, of, names=None, unread=None, same=None):
    reader = Reader(names or {}, unread or {}, same or {})
    return reader.properties(sent, answer, of), reader.unread


ALARM = shape("cloudwatch", "DescribeAlarms", "MetricAlarms")
RULES = shape("elbv2", "DescribeRules", "Rules")


@pytest.mark.parametrize(
    ("sent", "answer", "now"),
    [
        ({"threshold": 5}, {"Threshold": 5.0}, {"threshold": 5}),
        ({"threshold": 5}, {"Threshold": 6.0}, {"threshold": 6}),
        ({"threshold": "5"}, {"Threshold": 5.0}, {"threshold": "5"}),
        ({"actionsEnabled": "true"}, {"ActionsEnabled": False}, {"actionsEnabled": "false"}),
        ({"alarmDescription": "x"}, {}, {"alarmDescription": None}),
        ({"alarmDescription": ""}, {}, {"alarmDescription": ""}),
        ({"okActions": ["a", "b"]}, {"OKActions": ["b", "a"]}, {"okActions": ["a", "b"]}),
        ({"okActions": ["a"]}, {"OKActions": ["b", "a"]}, {"okActions": ["a", "b"]}),
        ({"okActions": ["a", "b"]}, {"OKActions": ["b"]}, {"okActions": ["b"]}),
        ({"okActions": ["a"]}, {"OKActions": []}, {"okActions": []}),
        (
            {"dimensions": {"A": "1"}},
            {"Dimensions": [{"Name": "A", "Value": "1"}, {"Name": "B", "Value": "2"}]},
            {"dimensions": {"A": "1", "B": "2"}},
        ),
    ],
)
def test_a_value_has_the_form_in_which_it_was_sent(sent, answer, now):
    assert read(sent, answer, ALARM) == (now, {})


def test_only_what_was_sent_is_looked_at_in_a_structure_but_everything_in_a_list():
    sent = {"actions": [{"type": "forward", "targetGroupArn": "t"}]}
    answer = {"Actions": [{"Type": "forward", "TargetGroupArn": "t", "Order": 1}]}
    assert read(sent, answer, RULES)[0] == sent
    more = {"Actions": [*answer["Actions"], {"Type": "redirect"}]}
    assert read(sent, more, RULES)[0] == {"actions": [*sent["actions"], {"type": "redirect"}]}
    less = {"Actions": [{"Type": "forward"}]}
    assert read(sent, less, RULES)[0] == {"actions": [{"type": "forward"}]}


def test_elements_are_matched_by_what_they_are_not_by_where_they_stand():
    sent = {"actions": [{"type": "redirect"}, {"type": "forward", "targetGroupArn": "t"}]}
    answer = {"Actions": [{"Type": "forward", "TargetGroupArn": "t"}, {"Type": "redirect", "TargetGroupArn": "u"}]}
    assert read(sent, answer, RULES)[0] == sent


def test_what_the_table_says_cannot_be_read_is_kept_and_named():
    sent = {"actions": [{"type": "forward", "order": 1}], "priority": 5}
    answer = {"Actions": [{"Type": "forward"}], "Priority": "5"}
    found, unread = read(sent, answer, RULES, unread={"actions.order": "why", "priority": "why not"})
    assert found == {"actions": sent["actions"]}
    assert unread == {"actions[0].order": "why", "priority": "why not"}


def test_a_property_that_the_answer_has_no_member_for_is_left_to_the_next_call():
    assert read({"color": 1}, {}, ALARM) == ({}, {})


def test_documents_are_compared_by_what_they_say():
    key = shape("kms", "GetKeyPolicy")
    assert read({"policy": '{"a": 1}'}, {"Policy": '{ "a":1 }'}, key)[0] == {"policy": '{"a": 1}'}
    assert read({"policy": '{"a": 1}'}, {"Policy": '{"a":2}'}, key)[0] == {"policy": '{"a":2}'}


def test_senses():
    zone = shape("route53", "GetHostedZone", "HostedZone")
    assert read({"name": "a.b"}, {"Name": "a.b."}, zone, same={"name": "dotted"})[0] == {"name": "a.b"}
    assert read({"name": "a.b"}, {"Name": "c.b."}, zone, same={"name": "dotted"})[0] == {"name": "c.b."}


def test_lists_of_cloudfront_and_renames():
    config = shape("cloudfront", "GetDistribution", "Distribution.DistributionConfig")
    answer = {
        "Aliases": {"Quantity": 1, "Items": ["a"]},
        "Origins": {"Quantity": 1, "Items": [{"Id": "o", "DomainName": "d", "CustomHeaders": {"Quantity": 0}}]},
    }
    sent = {"aliases": ["a"], "origins": [{"originId": "o", "domainName": "d", "customHeaders": []}]}
    assert read(sent, answer, config, names={"origins.originId": "Id"})[0] == sent
