"""The tables: how each Pulumi type becomes calls of AWS, one YAML file for each service, named as boto3 calls it.

`docs/up.md` says how to add a type. Everything in a file is checked against botocore and the SDK by a test.
"""

from __future__ import annotations

import re
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

FOLDER = Path(__file__).with_name("services")
_strict = dataclass(frozen=True, kw_only=True, config=ConfigDict(extra="forbid", strict=True))

_TYPE = re.compile(r"^  (aws:[^:]+:[^:]+):$", re.MULTILINE)

Names = dict[str, str]
"""Property path without indices (`rules.expiration`) -> path in the API, from where the property stands."""


@_strict
class Call:
    """One call of an API."""

    call: str
    """Operation, as botocore writes it: `CreateVpc`."""
    with_: Annotated[dict[str, Any], Field(alias="with")] = field(default_factory=dict)
    """Parameters said explicitly; texts are templates (template.py)."""
    takes: tuple[str, ...] = ()
    """Input properties that this call carries. Empty means for `create` and `update` all that no other call takes,
    and for a call in `after` that it is done in any case."""
    again: tuple[str, ...] = ()
    """Input properties that this call repeats, though the creation carries them; for a call in `after`."""
    each: str = ""
    """Input property that is a list: the call is done for each element, which is what it carries then."""
    when: dict[str, Any] = field(default_factory=dict)
    """Input property -> the value that it must have for this call to be done."""
    asking: tuple[Call, ...] = ()
    """Calls before this one, whose outputs its parameters name."""
    names: Names = field(default_factory=dict)
    """Where properties go, or come from, if the API calls them otherwise; completes those of the type."""
    under: str = ""
    """Where the properties go in the parameters: `DistributionConfig`."""
    outputs: dict[str, Any] = field(default_factory=dict)
    """Output property -> template; `{answer.X}` in it is what the call has answered."""


@_strict
class Read(Call):
    """One call that tells how a resource is now."""

    record: str = ""
    """Where the resource, or the list of all of its kind, is in the answer."""
    match: dict[str, str] = field(default_factory=dict)
    """Path in a record -> template of what it must be; without it the first record is the one."""
    one: dict[str, Any] = field(default_factory=dict)
    """Further parameters that keep the answer to this resource, where not all of a kind are read at once."""
    needs: str = ""
    """Path in the answer without which the resource does not exist."""
    gone: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Path in a record -> values that mean that the resource does not exist any more; none: any value does."""


@_strict
class Tagging:
    """How a service tags what exists."""

    add: Call
    remove: Call
    list: Read | None = None


@_strict
class Kind:
    """How one Pulumi type becomes calls."""

    create: Call | None = None
    """None: the type is a placeholder, `placeholder` says why."""
    placeholder: str = ""
    judged: Call | None = None
    """The call that AWS would get for a placeholder: its parameters are held against the service's model, and not
    sent."""
    id: str
    """Template; `{answer.X}` in it is what the creation has answered."""
    outputs: dict[str, Any] = field(default_factory=dict)
    """Output property -> template, which may also name the id and the outputs before it."""
    after: tuple[Call, ...] = ()
    """Calls after the creation, and in an update that changes what they take."""
    update: tuple[Call, ...] = ()
    """Calls of an update, each done if it carries something that has changed. Tags have calls of their own. Their
    templates may name `{added.X}` and `{removed.X}`, the elements that a list has more or less than before."""
    fixed: dict[str, str] = field(default_factory=dict)
    """Property, or `*` for all that no call changes -> why a change of it does not reach the emulator."""
    recreate: str = ""
    """Why an update must delete and create in the emulator."""
    read: tuple[Read, ...] = ()
    delete: tuple[Call, ...] = ()
    kept: str = ""
    """Why there is nothing to call for a deletion."""
    names: Names = field(default_factory=dict)
    autoname: str = ""
    """Property that gets a generated name."""
    tagged: str = "{id}"
    """What the service's calls for tags call the resource."""
    tagging: Tagging | None = None
    """Calls for tags, if they are not those of the service."""
    tags_listed: bool = False
    """Tags are read by a call of their own, as the record keeps those of the creation."""
    tags_after: bool = False
    """Tags are set by a call of their own, as the creation does not keep them."""
    unsent: dict[str, str] = field(default_factory=dict)
    """Property path -> why it is not sent."""
    unread: dict[str, str] = field(default_factory=dict)
    """Property path -> why it is sent but cannot be read back."""
    same: dict[str, str] = field(default_factory=dict)
    """Property path -> in which sense (same.py) what is read may differ from what was sent."""
    odd: str = ""
    """Name of the code in odd/ for what a table cannot say."""


@_strict
class Service:
    """One file."""

    name: str
    """As boto3 calls it: `elbv2`."""
    tags: Tagging | None = None
    types: dict[str, Kind]


class TableError(Exception):
    """A table is not written as it must be."""


@cache
def service(name: str) -> Service:
    """The table of a service.

    Raises:
        TableError: the file is not valid.
    """
    path = FOLDER / f"{name}.yaml"
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    try:
        return _reader().validate_python({"name": name, **data}, strict=False)
    except ValidationError as error:
        problems = (f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise TableError(f"{path.name}: " + "; ".join(problems)) from None


@cache
def _reader() -> TypeAdapter[Service]:
    return TypeAdapter(Service)


@cache
def services() -> dict[str, str]:
    """Pulumi type -> the service whose table has it. Reads no table in full, as a stack uses few of them."""
    files = sorted(FOLDER.glob("*.yaml"))
    return {type_: file.stem for file in files for type_ in _TYPE.findall(file.read_text(encoding="utf-8"))}
