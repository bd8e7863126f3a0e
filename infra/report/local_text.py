"""What came of a creation in the local cloud, as text that people read in a terminal."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from infra.local.contract import NotEmulated
from infra.local.faults import Injected
from infra.local.record import Creation
from infra.local.up import Up
from infra.local.verify import ReadBack, Verification
from infra.report.local_failure import MOST, Lines, counted, failure_lines, more, named

SIMULATED = "simulated"
"""In front of every line about a cloud of which no API is called."""


def local_text(up: Up, *, full: bool) -> RenderableType:
    """What exists, what went wrong and why, and the count of everything as the last line."""
    creation, verification = up.creation, up.verification
    sections: list[Iterable[tuple[int, Text]]] = [[(0, _head(up))], _layers(creation)]
    sections += [failure_lines(made, full=full) for made in creation.failed]
    sections += [_skipped(creation, full=full), _not_tried(creation)]
    if not creation.complete:
        sections.append(_existing(creation, full=full))
    if verification is not None:
        sections.append(_differences(verification))
        sections.append(_not_emulated(verification) if full else ())
    if creation.complete:
        sections.append(_outputs(creation))
    sections.append((0, _fault(injected)) for injected in up.faults if injected.resource)
    sections.append((0, line) for line in _summary(up, full=full))
    return _rendered(sections, simulated=up.simulated)


def _rendered(sections: Iterable[Iterable[tuple[int, Text]]], *, simulated: bool) -> RenderableType:
    """The sections with an empty line between them."""
    table = Table.grid(padding=(0, 2, 0, 0))
    parts: list[RenderableType] = []
    for section in sections:
        for number, (indent, line) in enumerate(section):
            if number == 0 and parts:
                parts.append("")
                table.add_row("", "")
            shown = Padding(line, (0, 0, 0, indent), expand=False)
            parts.append(shown)
            table.add_row(Text(SIMULATED, "magenta"), shown)
    return table if simulated else Group(*parts)


def _head(up: Up) -> Text:
    plan = up.creation.plan
    where = "in a simulation of Alibaba Cloud" if up.simulated else "in moto, in this process"
    return Text.assemble((plan.stack, "bold"), f": {plan.environment} on {plan.cloud} in {plan.region}, {where}")


def _layers(creation: Creation) -> Lines:
    """How much of each layer and component exists."""
    layers: dict[str | None, Counter[str]] = {resource.layer: Counter() for resource in creation.plan.custom}
    for made in creation.created:
        layers[made.resource.layer][made.resource.component or made.resource.name] += 1
    for layer, components in layers.items():
        names = ", ".join(f"{name} {count}" for name, count in sorted(components.items()))
        yield 0, Text.assemble((layer or "without a layer", "bold"), f"  {components.total()}   ", (names, "dim"))


def _skipped(creation: Creation, *, full: bool) -> Lines:
    """What needs something that is not there."""
    names = {resource.urn: resource.name for resource in creation.plan.resources}
    found = [made for made in creation.skipped if made.missing]
    if found:
        yield 0, Text.assemble(("skipped  ", "bold yellow"), f"{counted(len(found))}, for want of others")
        for made in found if full else found[:MOST]:
            missing = ", ".join(names[urn] for urn in made.missing)
            yield 2, Text.assemble(named(made.resource), (f"  needs {missing}", "dim"))
        yield from more(len(found), full=full)


def _not_tried(creation: Creation) -> Lines:
    left = sum(not made.missing for made in creation.skipped)
    if left:
        after = "after the first failure; --keep-going creates what does not depend on it"
        yield 0, Text.assemble(("not tried  ", "bold yellow"), f"{counted(left)} {after}")


def _existing(creation: Creation, *, full: bool) -> Lines:
    """The list of what exists, when the creation is not complete; the latest are the most interesting."""
    yield 0, Text(f"exists until this process ends: {counted(len(creation.created))}", "bold")
    for made in creation.created if full else creation.created[-MOST:]:
        if made.created is not None:
            yield 2, Text.assemble(named(made.resource), (f"  {made.created.id}", "dim"))
    yield from more(len(creation.created), full=full)


def _differences(verification: Verification) -> Lines:
    found: list[Text] = []
    for item in verification.missing:
        why = f"cannot be read: {item.problem}" if item.problem else "is not there"
        found.append(Text.assemble(named(item.made.resource), (f"  {why}", "red")))
    for item, unequal in verification.unequal:
        what = f"  {unequal.property}: sent {unequal.sent}, is {unequal.read}"
        found.append(Text.assemble(named(item.made.resource), (what, "red")))
    for wire in verification.loose:
        found.append(Text.assemble((wire.resource, "cyan"), f"  {wire.what}: ", (wire.found, "red")))
    if found:
        yield 0, Text("not as it was asked for", "bold red")
        yield from ((2, line) for line in found)


def _not_emulated(verification: Verification) -> Lines:
    found = [item for item in verification.read_back if item.not_emulated]
    if found:
        yield 0, Text("not emulated", "bold")
    for item in found:
        yield 2, named(item.made.resource)
        yield from ((4, Text(line, "dim")) for line in _by_reason(item))


def _by_reason(item: ReadBack) -> Iterator[str]:
    reasons: defaultdict[str, list[NotEmulated]] = defaultdict(list)
    for one in item.not_emulated:
        reasons[one.why].append(one)
    for why, ones in reasons.items():
        yield f"{', '.join(one.path or 'the whole resource' for one in ones)}: {why}"


def _outputs(creation: Creation) -> Lines:
    """What the stack tells its users, now with what the cloud has made."""
    if creation.plan.outputs:
        yield 0, Text("Outputs", "bold")
    for name, value in creation.plan.outputs.items():
        yield (
            2,
            Text.assemble(
                (name, "cyan"), f"  {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
            ),
        )


def _fault(injected: Injected) -> Text:
    what = f"fault {injected.fault.kind} at {injected.resource}"
    if not injected.call:
        return Text(f"{what}: the creation ended here", "yellow")
    times = injected.fault.answers - injected.left
    return Text(f"{what}: {injected.call} was answered so{f' {times} times' if times > 1 else ''}", "yellow")


def _summary(up: Up, *, full: bool) -> Iterator[Text]:
    creation, verification = up.creation, up.verification
    counts = [f"{counted(len(creation.created))} created"]
    counts += [f"{len(creation.failed)} failed"] if creation.failed else []
    counts += [f"{len(creation.skipped)} skipped"] if creation.skipped else []
    if verification is None:
        yield Text("interrupted; nothing of it is left once this process ends: run it again", "bold red")
    else:
        yield Text("; ".join([_verdict(verification), *_followed(verification)]))
        counts += [
            f"{counted(verification.verified, 'property')} verified",
            f"{verification.not_emulated} not emulated",
        ]
    counts.append(f"{up.creation_seconds + up.verification_seconds:.1f} seconds")
    yield Text(", ".join(counts), "bold green" if up.holds else "bold red")
    if verification is not None and verification.not_emulated and not full:
        yield Text("--full says what is not emulated, and why", "dim")


def _verdict(verification: Verification) -> str:
    wrong = len(verification.missing) + len(verification.unequal) + len(verification.loose)
    if not wrong:
        return "all of it is as it was asked for"
    return f"{wrong} thing{'s are' if wrong > 1 else ' is'} not as asked for"


def _followed(verification: Verification) -> list[str]:
    return [f"{counted(len(verification.wires), 'connection')} followed"] if verification.wires else []
