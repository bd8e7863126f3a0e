"""From files to settings: reads, checks everything, and tells all problems at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from infra.settings import rules
from infra.settings.calendar_model import CalendarFile
from infra.settings.document import Checked, Document, ModelT, check
from infra.settings.draft import Draft
from infra.settings.problem import Problem, SettingsError, did_you_mean, listed, shown
from infra.settings.settings import Settings, settings
from infra.settings.shop import ShopSettings
from infra.settings.stack import StackConfig
from infra.settings.stack_file import read_stack, stack_file
from infra.settings.yaml_source import read

SHOP_FILE = "stacks/shop.yaml"
CALENDAR_FILE = "stacks/campaigns.yaml"


def stack_names(root: Path) -> list[str]:
    """The stacks of a project, sorted."""
    files = (root / "stacks").glob("Pulumi.*.yaml")
    return sorted(file.name.removeprefix("Pulumi.").removesuffix(".yaml") for file in files)


def load(stack: str, root: Path, engine_config: Mapping[str, str] | None = None) -> Settings:
    """The settings of one stack. What the Pulumi engine hands over as configuration wins over the stack file.

    Raises:
        SettingsError: with everything that is wrong with the three files.
    """
    names = stack_names(root)
    if stack not in names:
        raise SettingsError([_unknown_stack(stack, names)])
    shop = _whole_file(ShopSettings, root, SHOP_FILE)
    planned = _whole_file(CalendarFile, root, CALENDAR_FILE)
    config = check(StackConfig, read_stack(root, stack, engine_config or {}))
    found = [
        *(
            problem
            for file in (shop, planned, config)
            for problem in (*file.document.source.problems, *file.problems)
        ),
        *rules.problems(Draft(name=stack, shop_file=shop, stack_file=config, calendar_file=planned)),
    ]
    if found or shop.whole is None or config.whole is None or planned.whole is None:
        raise SettingsError(found)
    return settings(stack, config.whole, shop.whole, planned.whole)


def load_calendar(root: Path) -> CalendarFile:
    """The calendar alone, without the rules over more than one key.

    Raises:
        SettingsError: with everything that is wrong with the file.
    """
    planned = _whole_file(CalendarFile, root, CALENDAR_FILE)
    if planned.whole is None:
        raise SettingsError([*planned.document.source.problems, *planned.problems])
    return planned.whole


def _whole_file(model: type[ModelT], root: Path, file: str) -> Checked[ModelT]:
    """A file whose paths are those of its model."""
    source = read(root, file)
    return check(model, Document(source=source, value=source.value, place=lambda path: path))


def _unknown_stack(stack: str, names: list[str]) -> Problem:
    return Problem(
        file=stack_file(stack) if stack.isprintable() and stack else "stacks/",
        line=None,
        path="",
        what="there is no such stack",
        given=shown(stack),
        allowed=listed(names),
        fix=did_you_mean(stack, names, 'create the file; CONTRIBUTING.md, "Add a stack", says how'),
    )
