"""Every bad file gives the message that its opening comment says, with file and line."""

from pathlib import Path

import pytest

from infra.settings import load, rules, stack_names
from infra.settings.document import NotParsedError
from tests.settings.project import BAD, HERE, comment, place, printed, project, stack_of


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: str(bad.relative_to(HERE / "bad")))
def test_message(bad: Path, tmp_path: Path):
    assert printed(bad, project(tmp_path)) == comment(bad)


def test_the_good_files_are_good(tmp_path: Path):
    root = project(tmp_path)
    assert [load(name, root).name for name in stack_names(root)] == ["dev-aws", "prod-alicloud", "prod-aws"]


def test_every_rule_has_a_bad_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    broken = set()

    def watched(rule: rules.Rule) -> rules.Rule:
        def run(draft):
            for problem in rule(draft):
                broken.add(rule)
                yield problem

        return run

    all_rules = rules.RULES
    monkeypatch.setattr(rules, "RULES", tuple(watched(rule) for rule in all_rules))
    for index, bad in enumerate(BAD):
        printed(bad, project(tmp_path / str(index)))
    assert {f"{rule.__module__}.{rule.__name__}" for rule in set(all_rules) - broken} == set()


def test_a_rule_that_reads_what_is_not_valid_ends_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def stubborn(draft):
        raise NotParsedError("zones")
        yield

    root = project(tmp_path)
    monkeypatch.setattr(rules, "RULES", (stubborn, *rules.RULES))
    bad = HERE / "bad/prod-aws/zone-twice.yaml"
    place(bad, root)
    assert printed(bad, root) == comment(bad)
    assert stack_of(bad) == "prod-aws"
