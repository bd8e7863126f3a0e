"""One rehearsal: the plan of a stack, played under a campaign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from infra.capacity.assumption import Assumption
from infra.capacity.calendar import Campaign
from infra.capacity.demand import demand
from infra.capacity.simulation import Simulation, simulate
from infra.capacity.verdict import Breach, Margin, breaches, margin
from infra.preview.plan import Plan
from infra.rehearsal.answer import Answer, answer
from infra.rehearsal.certainty import assumptions
from infra.rehearsal.cost import Cost, costs
from infra.rehearsal.faults import Fault, apply, parse, second_at
from infra.rehearsal.readers import read
from infra.rehearsal.scenario import scenario
from infra.rehearsal.stage import Stage
from infra.rehearsal.traffic import forecast
from infra.rehearsal.window import played_window
from infra.rehearsal.zone_loss import worst_second
from infra.settings import Settings
from infra.settings.stack_limits import stack_limits

WORST = "worst"
"""Instead of a time: the second at which the loss of a zone hurts most."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked besides whether the plan holds."""

    lose_zone: str | None = None
    """Local time at which a zone is lost, or WORST; None: all zones stay."""
    faults: Sequence[str] = ()
    """As `--fault` takes them."""
    margin: bool = True
    """Whether to look for the load that the plan carries: a dozen further rehearsals."""


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """What was played, and what came of it."""

    stack: str
    cloud: str
    region: str
    environment: str
    campaign: Campaign
    clock: datetime
    """When the plan was made, UTC."""
    cut: bool
    """Only the busiest day of the campaign was played."""
    stage: Stage
    simulation: Simulation
    faults: tuple[Fault, ...] = ()
    breaches: tuple[Breach, ...]
    margin: Margin | None
    costs: tuple[Cost, ...]
    assumptions: tuple[Assumption, ...] = field(default=())
    """Everything that nobody gave or measured."""

    @cached_property
    def answer(self) -> Answer:
        """Part by part, what people want to know."""
        return answer(self.stage, self.simulation, self.breaches, self.margin)

    @property
    def holds(self) -> bool:
        """Whether everything holds."""
        return not self.breaches

    @property
    def start(self) -> datetime:
        """The first second, UTC."""
        return self.stage.demand.start

    def local(self, second: int) -> datetime:
        """A second as clocks of the campaign show it."""
        return (self.start + timedelta(seconds=second)).astimezone(ZoneInfo(self.campaign.time_zone))


def rehearse(settings: Settings, campaign: Campaign, plan: Plan, clock: datetime, question: Question) -> Rehearsal:
    """Play a campaign over a plan; the same arguments give the same rehearsal.

    Args:
        settings: of the stack: what was measured, and what visits cause.
        campaign: of the calendar in the settings.
        plan: what is played; sizes, policies and schedules come from it and from nowhere else.
        clock: when the plan was made.
        question: what is asked besides.

    Raises:
        RehearsalError: a plan that cannot be played, a fault or time that does not exist.
    """
    stage, cut = _stage(settings, campaign, plan)
    start, zone = stage.demand.start, campaign.time_zone
    faults = tuple(parse(text, start, stage.seconds, zone) for text in question.faults)
    stage, disturbances = apply(stage, faults)
    if question.lose_zone == WORST:
        calm = simulate(scenario(stage, disturbances))
        stage = replace(stage, zone_lost_at=worst_second(calm))
    elif question.lose_zone is not None:
        at = second_at("--lose-zone-at", question.lose_zone, start, stage.seconds, zone)
        stage = replace(stage, zone_lost_at=at)
    played = scenario(stage, disturbances)
    simulation = simulate(played)
    return Rehearsal(
        stack=plan.stack,
        cloud=plan.cloud,
        region=plan.region,
        environment=plan.environment,
        campaign=campaign,
        clock=clock,
        cut=cut,
        stage=stage,
        simulation=simulation,
        faults=faults,
        breaches=breaches(simulation),
        margin=margin(played) if question.margin else None,
        costs=costs(stage, simulation, plan.cloud, plan.region),
        assumptions=tuple(assumptions(settings.calendar, campaign, stage)),
    )


def _stage(settings: Settings, campaign: Campaign, plan: Plan) -> tuple[Stage, bool]:
    calendar, shop = settings.calendar, settings.shop_load
    window, cut = played_window(calendar, campaign, shop)
    comes = demand(calendar, window, shop, settings.config.traffic.share_ratio)
    stage = Stage(
        planned=read(plan),
        measured=stack_limits(settings),
        shop=shop,
        demand=comes,
        traffic=forecast(comes, shop),
    )
    return stage, cut
