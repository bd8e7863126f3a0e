"""The `floodgate` command; no logic of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from infra.cli_options import (
    At,
    CloudFaults,
    Failing,
    FailOn,
    Format,
    LostAt,
    Output,
    PlayedAt,
    Reports,
    SaleFaults,
    Stack,
    TestedCampaign,
    TimeZone,
)

if TYPE_CHECKING:
    from infra.commands import Judging

HELP = """One online shop on AWS or Alibaba Cloud: see, judge and create locally what `pulumi up` would create.

Exit codes: 0 all is well, 1 policies are violated, a sale does not hold or a stack is not as it should be, 2 bad
input.
"""

app = typer.Typer(
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.command()
def preview(
    stack: Stack,
    format_: Annotated[Format, typer.Option("--format", help="What to write.")] = Format.TEXT,
    output: Output = None,
    base: Annotated[
        Path | None, typer.Option(help="Plan (JSON) of the same stack to compare with: shows the changes.")
    ] = None,
    at: At = None,
    full: Annotated[
        bool, typer.Option("--full", help="Name every resource, and say what could not be judged and why.")
    ] = False,
    report: Reports = None,
    fail_on: Failing = None,
) -> None:
    """Show what the stack would have, or what would change, and whether the policies hold."""
    from infra import commands  # noqa: PLC0415 - `--help` need not wait for the cloud's SDK

    _run(lambda: commands.preview(stack, format_.value, output, base, at, _judging(report, fail_on, full)))


@app.command()
def plan(
    stack: Stack,
    at: At = None,
    json_: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    output: Output = None,
    cheapest: Annotated[
        bool, typer.Option("--optimise", help="Also look for the cheapest floors that hold, and prove them.")
    ] = False,
) -> None:
    """Show what the calendar asks for and what must stand ready for it, every number with its reason."""
    from infra import commands_plan  # noqa: PLC0415

    _run(lambda: commands_plan.run(stack, at, output, as_json=json_, cheapest=cheapest))


@app.command()
def up(
    stack: Stack,
    at: At = None,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="After a failure, still create what does not depend on it.")
    ] = False,
    serve: Annotated[
        bool, typer.Option("--serve", help="Keep the cloud reachable for the AWS CLI and boto3 until Ctrl-C.")
    ] = False,
    port: Annotated[
        int | None, typer.Option(help="Port of this machine to serve on; without it a free one.", min=0, max=65535)
    ] = None,
    fault: CloudFaults = None,
    full: Annotated[
        bool, typer.Option("--full", help="Also say, for every resource, what is not emulated and why.")
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    output: Output = None,
) -> None:
    """Create the stack on this machine, without an account; read it back and check it.

    AWS is emulated by moto and really called, Alibaba Cloud is simulated. Exit codes: 0 all was created and is as
    it was asked for, 1 it is not, 2 bad input.
    """
    from infra.local import command  # noqa: PLC0415 - without the policies, which nobody asks here

    if port is not None and not serve:
        _fail(f"--port {port}: there is nothing to serve; give --serve too")
    choices = command.Choices(
        at=at, keep_going=keep_going, serve_on=(port or 0) if serve else None, faults=tuple(fault or ())
    )
    _run(lambda: command.up(stack, output, choices, as_json=json_, full=full))


@app.command()
def audit(
    state: Annotated[Path, typer.Option("--state", help="File that `pulumi stack export` has written.")],
    output: Output = None,
    full: Annotated[
        bool, typer.Option("--full", help="Also say what is waived and what could not be judged, and why.")
    ] = False,
    report: Reports = None,
    fail_on: Failing = None,
) -> None:
    """Judge what has been created."""
    from infra import commands  # noqa: PLC0415

    _run(lambda: commands.audit(state, output, _judging(report, fail_on, full)))


@app.command()
def explain(
    rule: Annotated[str | None, typer.Argument(help="Id of a rule; without it, all rules are listed.")] = None,
) -> None:
    """Say what a rule demands and why, with an example that holds it and one that does not."""
    from infra import commands  # noqa: PLC0415

    _run(lambda: commands.explain(rule))


@app.command()
def rehearse(
    stack: Stack,
    campaign: Annotated[
        str | None, typer.Option(help="One of stacks/campaigns.yaml; without it the next one.")
    ] = None,
    at: PlayedAt = None,
    lose_zone: Annotated[bool, typer.Option("--lose-zone", help="Lose a zone at the worst second.")] = False,
    lose_zone_at: LostAt = None,
    fault: SaleFaults = None,
    margin: Annotated[
        bool, typer.Option("--margin/--no-margin", help="Look for the load that the plan carries, too.")
    ] = True,
    json_: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    output: Output = None,
    report: Annotated[
        list[Path] | None,
        typer.Option("--report", metavar="FILE", help="Also write FILE.html, .png or .json; repeatable."),
    ] = None,
) -> None:
    """Play a campaign over the planned stack: does it hold, what breaks first, what does it cost?"""
    from infra import commands_rehearse  # noqa: PLC0415
    from infra.rehearsal.rehearse import WORST, Question  # noqa: PLC0415

    lost = lose_zone_at or (WORST if lose_zone else None)
    asked = commands_rehearse.Asked(
        campaign=campaign,
        at=at,
        question=Question(lose_zone=lost, faults=tuple(fault or ()), margin=margin),
        as_json=json_,
        output=output,
        reports=tuple(report or ()),
    )
    _run(lambda: commands_rehearse.run(stack, asked))


@app.command()
def simulate(
    scenario: Annotated[Path, typer.Argument(help="A scenario file; docs/simulate.md says what it holds.")],
    json_: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    output: Output = None,
) -> None:
    """Play a sale second by second: does it hold, what breaks first, how much more would it carry?"""
    from infra import commands  # noqa: PLC0415

    _run(lambda: commands.simulate(scenario, output, as_json=json_))


@app.command(name="load-test")
def load_test(
    stack: Stack,
    campaign: TestedCampaign = None,
    minutes: Annotated[
        int | None, typer.Option(help="How much of it, around its busiest moment.", min=5, max=180)
    ] = None,
    tasks: Annotated[
        int | None, typer.Option(help="Generators that share the load; the script is for one.", min=1, max=100)
    ] = None,
    output: Output = None,
) -> None:
    """Write the k6 script that plays a campaign against the sites of a stack."""
    from infra import commands_load_test  # noqa: PLC0415

    _run(lambda: commands_load_test.run(stack, campaign, minutes, tasks, output))


@app.command()
def forecast(
    hours: Annotated[
        Path,
        typer.Argument(help="CSV with the columns `hour` (UTC) and `sessions`; docs/forecast.md has the query."),
    ],
    time_zone: TimeZone = None,
    output: Output = None,
) -> None:
    """Fit the ordinary traffic to hours of the past: writes the `base:` block of campaigns.yaml, for a review."""
    from infra import commands_forecast  # noqa: PLC0415

    _run(lambda: commands_forecast.run(hours, time_zone, output))


@app.command()
def plugin(
    aws_port: Annotated[
        int, typer.Option(help="Port of the aws provider; 0 takes a free one.", min=0, max=65535)
    ] = 0,
    alicloud_port: Annotated[
        int, typer.Option(help="Port of the alicloud provider; 0 takes a free one.", min=0, max=65535)
    ] = 0,
) -> None:
    """Let your own `pulumi` create stacks in the local cloud: serve it as providers until Ctrl-C."""
    from infra import commands  # noqa: PLC0415

    _run(lambda: commands.plugin({"aws": aws_port, "alicloud": alicloud_port}))


@app.command()
def stacks() -> None:
    """List the stacks with their cloud, region and size."""
    from infra import commands  # noqa: PLC0415

    _run(commands.stacks)


def _judging(reports: list[Path] | None, fail_on: FailOn | None, full: bool) -> Judging:
    from infra.commands import Judging  # noqa: PLC0415
    from policies.rule import Severity  # noqa: PLC0415

    return Judging(fail_on=Severity(fail_on.value) if fail_on else None, reports=reports or (), full=full)


def _run(command: Callable[[], bool | None]) -> None:
    """A command that says False has found policies violated, or something that does not hold."""
    try:
        holds = command()
    except Exception as error:
        from infra.commands import BAD_INPUT  # noqa: PLC0415

        if not isinstance(error, BAD_INPUT):
            raise
        _fail(str(error))
    if holds is False:
        raise typer.Exit(1)


def _fail(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(2)


def main() -> None:
    """Entry point of the console script."""
    import gc  # noqa: PLC0415

    from infra.preview import lazy_sdk  # noqa: PLC0415

    lazy_sdk.install()
    # One short run leaves next to no cyclic garbage; looking for it costs a third of the time of a preview.
    gc.disable()
    code = 0
    try:
        app()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 1
    sys.stdout.flush()
    sys.stderr.flush()
    # Taking down 10,000 SDK classes one by one would take longer than the preview itself.
    os._exit(code)
