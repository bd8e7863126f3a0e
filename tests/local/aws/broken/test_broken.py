"""What AWS would refuse is noticed: the right resource, the right property; and nothing else is refused."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.local.aws.broken import BROKEN
from tests.local.aws.broken.probe import Finder, Tried, probed
from tests.local.variation import Broken

LEAST_NOTICED_RATIO = 0.8


def tried(broken: Broken) -> Tried:
    return next(each for each in probed()[1].tried if each.broken is broken)


@pytest.mark.parametrize("broken", [each for each in BROKEN if not each.missed], ids=lambda each: each.idea)
def test_it_is_noticed(broken: Broken) -> None:
    result = tried(broken)

    assert result.right, f"{result.finder}: {result.findings or result.answer}"


@pytest.mark.parametrize("broken", [each for each in BROKEN if each.missed], ids=lambda each: each.idea)
def test_what_only_aws_itself_knows_is_created(broken: Broken) -> None:
    """Once such a thing is noticed, it moves to the others."""
    assert tried(broken).finder is Finder.NOBODY


def test_the_good_resources_are_created_in_spite_of_it() -> None:
    """No false alarm on the way, and no variation leaves anything behind."""
    creation, _ = probed()

    assert [(made.resource.name, made.failure) for made in creation.failed] == []
    assert creation.complete


def test_most_of_what_is_wrong_is_noticed_and_by_whom_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    results = [tried(broken) for broken in BROKEN]
    finders = Counter(result.finder for result in results)
    noticed = sum(result.right for result in results)

    with capsys.disabled():
        by_whom = ", ".join(f"{count} by {finder}" for finder, count in finders.most_common())
        print(f"\n{len(results)} broken variations of {len({b.type for b in BROKEN})} types: {by_whom}")

    assert len(results) >= 100
    assert noticed >= len(results) * LEAST_NOTICED_RATIO
    assert finders[Finder.RULES] > finders[Finder.MOTO], "moto alone would do"


def test_no_variation_is_there_twice() -> None:
    ideas = Counter((each.type, each.name, each.at, repr(each.value)) for each in BROKEN)

    assert [idea for idea, count in ideas.items() if count > 1 and "function" not in idea[3]] == []
