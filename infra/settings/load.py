"""From files to settings: reads, checks everything, and tells all problems at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from infra.settings import rules
from infra.settings.document import Document, check
from infra.settings.draft import Draft
from infra.settings.problem import Problem, SettingsError, did_you_mean, listed, shown
from infra.settings.settings import Settings, settings
from infra.settings.shop import ShopSettings
from infra.settings.stack import StackConfig
from infra.settings.stack_file import read_stack, stack_file
from infra.settings.yaml_source import read

SHOP_FILE = "stacks/shop.yaml"


def stack_names(root: Path) -> list[str]:
    """The stacks of a project, sorted."""
    files = (root / "stacks").glob("Pulumi.*.yaml")
    return sorted(file.name.removeprefix("Pulumi.").removesuffix(".yaml") for file in files)


def load(stack: str, root: Path, engine_config: Mapping[str, str] | None = None) -> Settings:
    """The settings of one stack. What the Pulumi engine hands over as configuration wins over the stack file.

    Raises:
        SettingsError: with everything that is wrong with the two files.
    """
    names = stack_names(root)
    if stack not in names:
        raise SettingsError([_unknown_stack(stack, names)])
    shop_source = read(root, SHOP_FILE)
    shop = check(ShopSettings, Document(source=shop_source, value=shop_source.value, place=lambda path: path))
    config = check(StackConfig, read_stack(root, stack, engine_config or {}))
    found = [
        *shop_source.problems,
        *config.document.source.problems,
        *shop.problems,
        *config.problems,
        *rules.problems(Draft(name=stack, shop_file=shop, stack_file=config)),
    ]
    if found or shop.whole is None or config.whole is None:
        raise SettingsError(found)
    return settings(stack, config.whole, shop.whole)


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
