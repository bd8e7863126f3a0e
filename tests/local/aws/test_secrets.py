"""Secrets do not get into what people are shown."""

from __future__ import annotations

from infra.local.aws.secrets import mask


def test_secret_texts_are_hidden_wherever_they_stand():
    inputs = {"password": "hunter2", "users": [{"key": "abc"}, {"key": "xyz"}], "name": "n", "size": 1}
    masked = mask(inputs, ["password", "users[0].key", "size", "missing"])
    shown = masked({"Text": "the hunter2, abc and xyz", "List": [b"hunter2", 1, None], "Name": "n"})
    assert shown == {"Text": "the [secret], [secret] and xyz", "List": ["[secret]", 1, None], "Name": "n"}


def test_a_secret_object_hides_every_text_in_it_the_longest_first():
    masked = mask({"auth": {"a": "ab", "b": ["abc"]}}, ["auth"])
    assert masked("abc ab") == "[secret] [secret]"
