"""A plan and the difference of two plans as text that people read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from infra.preview.diff import Action, Change, Diff, Step
from infra.preview.freeze import Freeze
from infra.preview.plan import Plan, Resource
from infra.preview.public import public

_STYLE = {
    Action.CREATE: ("+", "green"),
    Action.UPDATE: ("~", "yellow"),
    Action.MAY_REPLACE: ("±?", "magenta"),
    Action.REPLACE: ("±", "red"),
    Action.DELETE: ("-", "red"),
}


def plan_text(plan: Plan, *, full: bool) -> RenderableType:
    """The tree by layer and component, the counts per type, and what is public; `full` names every resource."""
    components = _components(plan)
    head = Text.assemble(
        (plan.stack, "bold"),
        f": {len(plan.custom)} resources in {len(components)} components, "
        f"{plan.environment} on {plan.cloud} in {plan.region}",
    )
    return Group(head, "", *_layers(plan, components, full=full), _types(plan), "", _public(plan))


def _components(plan: Plan) -> dict[str, Resource]:
    """The capability components by their own URN; nothing else is one."""
    return {
        resource.urn: resource
        for resource in plan.resources
        if not resource.custom and resource.component == resource.name
    }


def _layers(plan: Plan, components: dict[str, Resource], *, full: bool) -> Iterator[RenderableType]:
    members: defaultdict[str, list[Resource]] = defaultdict(list)
    for resource in plan.custom:
        members[resource.parent or ""].append(resource)
    by_layer: defaultdict[str, list[Resource]] = defaultdict(list)
    for component in components.values():
        by_layer[component.layer or "without a layer"].append(component)
    for layer, found in by_layer.items():
        total = sum(len(members[component.urn]) for component in found)
        tree = Tree(Text.assemble((layer, "bold"), f"  {total}"))
        for component in found:
            resources = members[component.urn]
            kind = component.type.rsplit(":", 1)[-1]
            line = Text.assemble((component.name, "cyan"), f"  {kind}  {len(resources)}")
            node = tree.add(line)
            if full:
                for type_, names in _by_type(component.name, resources):
                    node.add(Text.assemble((type_, "dim"), "  ", ", ".join(names)))
            else:
                line.append(f"   {_summary(resources)}", "dim")
        yield tree
        yield ""


def _summary(resources: Iterable[Resource]) -> str:
    counts = Counter(short_type(resource.type) for resource in resources)
    return ", ".join(f"{count}×{type_}" if count > 1 else type_ for type_, count in sorted(counts.items()))


def _by_type(component: str, resources: Iterable[Resource]) -> list[tuple[str, list[str]]]:
    names: defaultdict[str, list[str]] = defaultdict(list)
    for resource in resources:
        names[short_type(resource.type)].append(resource.name.removeprefix(f"{component}-"))
    return sorted((type_, sorted(found)) for type_, found in names.items())


def short_type(type_: str) -> str:
    """`aws:ec2/subnet:Subnet` -> `ec2.Subnet`."""
    _, module, name = type_.split(":")
    return f"{module.split('/')[0]}.{name}"


def _types(plan: Plan) -> RenderableType:
    counts = Counter(short_type(resource.type) for resource in plan.custom)
    table = Table(title="Resources per type", title_justify="left", box=None, padding=(0, 3, 0, 0))
    columns = 3
    for _ in range(columns):
        table.add_column(justify="right", style="dim")
        table.add_column()
    cells = [(str(count), name) for name, count in sorted(counts.items())]
    rows = -(-len(cells) // columns)
    for row in range(rows):
        picked = [cells[index] for index in range(row, len(cells), rows)]
        table.add_row(*(text for cell in picked for text in cell))
    return table


def _public(plan: Plan) -> RenderableType:
    found = public(plan)
    if not found:
        return Text("Public: nothing")
    lines = [Text.assemble(f"  {item.what}  ", (item.resource.name, "dim")) for item in found]
    return Group(Text("Public", style="bold"), *lines)


def diff_text(diff: Diff) -> RenderableType:
    """Every step with its reasons, worst news last where the eye rests: the summary."""
    lines: list[RenderableType] = [Text(f"Changes of {diff.base.stack} since its base", style="bold")]
    lines += [line for step in diff.steps for line in _step(step)]
    counts = ", ".join(f"{count} to {action.value}" for action in Action if (count := diff.count(action)) > 0)
    lines += ["", Text(f"{counts or 'no changes'}; {diff.unchanged} unchanged", style="bold")]
    losses = [step for step in diff.steps if step.warnings]
    if losses:
        lines.append(Text(f"{len(losses)} with a warning:", style="bold red"))
        lines += [
            Text(f"  {step.resource.name} ({short_type(step.resource.type)}) {warning}", style="red")
            for step in losses
            for warning in step.warnings
        ]
    return Group(*lines)


def freeze_text(found: Freeze) -> RenderableType:
    """What must wait, and until when."""
    sales = " and ".join(found.campaigns)
    head = f"Frozen for {sales}: until {found.until:%Y-%m-%d %H:%M} UTC nothing is replaced or made smaller"
    lines = [
        Text(
            f"  {refusal.step.resource.name} ({short_type(refusal.step.resource.type)}) {refusal.why}", style="red"
        )
        for refusal in found.refusals
    ]
    fix = "  fix: apply it after the campaign, or agree on another `freeze_hours` in stacks/campaigns.yaml"
    return Group(Text(head, style="bold red"), *lines, Text(fix))


def _step(step: Step) -> Iterator[Text]:
    sign, style = _STYLE[step.action]
    first = ", deleted first" if step.deleted_first else ""
    yield Text.assemble(
        (f"{sign} {step.action.value}{first}  ", style),
        step.resource.name,
        (f"  {short_type(step.resource.type)}", "dim"),
    )
    for change in step.changes:
        yield Text(f"    {change_text(change)}")


def change_text(change: Change) -> str:
    """`cidrBlock: 10.0.0.0/16 -> 10.1.0.0/16 (replace)`."""
    effect = "" if change.effect.value == "update" else f" ({change.effect.value})"
    if change.because:
        return f"{change.path}: follows {change.because}{effect}"
    return f"{change.path}: {_value(change.before)} -> {_value(change.after)}{effect}"


def _value(value: object) -> str:
    if value is None:
        return "(unset or unknown)"
    text = str(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
