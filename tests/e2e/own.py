"""A Pulumi program of somebody else, with the local cloud as its cloud."""

from __future__ import annotations

from dataclasses import replace

from tests.e2e.project import Project

_PROJECT = """\
name: {name}
runtime:
  name: python
  options:
    toolchain: pip
    virtualenv: {virtualenv}
"""
_STACK = """\
config:
  aws:region: ap-southeast-1
"""


def own(project: Project, name: str, program: str) -> Project:
    """A project beside ours; its stack is called like one of ours, which says whose account it is."""
    root = project.root.parent / name
    root.mkdir()
    (root / "Pulumi.yaml").write_text(
        _PROJECT.format(name=name, virtualenv=project.root / ".venv"), encoding="utf-8"
    )
    (root / "Pulumi.dev-aws.yaml").write_text(_STACK, encoding="utf-8")
    (root / "__main__.py").write_text(program, encoding="utf-8")
    return replace(project, root=root)
