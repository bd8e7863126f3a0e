"""waivers.yaml: what is accepted, and what each broken file is told."""

from __future__ import annotations

from datetime import date

import pytest

from infra.settings import SettingsError
from infra.settings.waivers import load_waivers
from tests.settings.project import project

_TODAY = date(2026, 11, 1)
_RULES = {"bucket-versioned": True, "no-admin": False}
_GOOD = {
    "rule": "bucket-versioned",
    "stack": "prod-aws",
    "resource": "exports",
    "reason": "rebuilt every night, nothing is lost",
    "owner": "data@example.net",
    "expires": '"2027-06-30"',
}


def written(root, **changes):
    """A project with one waiver."""
    lines = [f"    {key}: {value}" for key, value in {**_GOOD, **changes}.items() if value is not None]
    text = "\n".join(["waivers:", "  -", *lines])
    (project(root) / "stacks/waivers.yaml").write_text(text + "\n", encoding="utf-8")
    return root


def test_a_project_without_the_file_has_no_waivers(tmp_path):
    assert load_waivers(project(tmp_path), _RULES, _TODAY) == ()


def test_a_good_file(tmp_path):
    (waiver,) = load_waivers(written(tmp_path), _RULES, _TODAY)
    assert (waiver.rule, waiver.resource, waiver.expires) == ("bucket-versioned", "exports", date(2027, 6, 30))
    assert (waiver.file, waiver.line) == ("stacks/waivers.yaml", 3)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"rule": "bucket-versiond"}, "did you mean `bucket-versioned`?"),
        ({"rule": "no-admin"}, "must never be waived"),
        ({"stack": "prod-azure"}, "there is no such stack"),
        ({"stack": '"*"'}, "stacks/waivers.yaml:4: waivers[0].stack"),
        ({"resource": '"*"'}, "stacks/waivers.yaml:5: waivers[0].resource"),
        ({"reason": "because"}, "waivers[0].reason"),
        ({"owner": "nobody"}, "waivers[0].owner"),
        ({"owner": None}, "owner"),
        ({"expires": '"2027-02-30"'}, "is not a day"),
        ({"expires": '"2028-06-30"'}, "is more than a year ahead"),
        ({"expires": '"soon"'}, "waivers[0].expires"),
        ({"until": '"2027-06-30"'}, "is not a known key"),
    ],
)
def test_a_broken_file(tmp_path, changes, says):
    with pytest.raises(SettingsError) as error:
        load_waivers(written(tmp_path, **changes), _RULES, _TODAY)
    assert says in str(error.value)


def test_all_problems_are_told_at_once(tmp_path):
    with pytest.raises(SettingsError) as error:
        load_waivers(written(tmp_path, rule="x", expires='"2028-06-30"', stack="nowhere"), _RULES, _TODAY)
    assert len(error.value.problems) == 3
