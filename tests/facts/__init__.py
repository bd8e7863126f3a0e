"""Checks the inputs of planned resources against the facts about the two providers.

The facts are csv files (constraints, deprecations, auto-name limits, what destroy leaves behind) in a folder
beside the repository, `../shared/facts`, or where the environment variable FLOODGATE_FACTS points. Without them
the tests that need them are skipped.

One capability of one cloud, with the arguments of tests/components/samples.py:

    .venv/bin/python -m pytest tests/facts/test_samples.py -k "aws and Queue"

Whole stacks:

    .venv/bin/python -m pytest tests/facts/test_stacks.py

A saved plan (`floodgate preview STACK --format json --output plan.json`); errors give exit code 1:

    .venv/bin/python -m tests.facts plan.json

In a test of your own, for example with other arguments than the sample's (it skips where the facts are absent):

    from tests.facts.checker import errors_of
    assert errors_of(resources) == []

An error would fail in `pulumi preview`, `up` or `destroy`, or uses something deprecated. Warnings are AWS enum
values that botocore 1.44 does not list (AWS adds values faster than any list), Alibaba types that destroy leaves
behind, documentation-only deprecations, and types that the facts do not cover.
"""
