"""What holds for every floor, whatever the waves and whenever it is looked at."""

from datetime import timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from infra.capacity.plan.floors import UPDATE, floor_at, floor_now, holds, steps
from tests.capacity.plan.samples import START, campaign

EVERYDAY = 6
BLOCKS = 180
LEAD = 235

waves = st.lists(
    st.tuples(st.integers(0, BLOCKS - 1), st.integers(1, 40), st.integers(0, 200)), min_size=0, max_size=6
)
"""Block, how many blocks, instances."""
minutes = st.integers(-120, BLOCKS + 60)
starts = st.lists(st.integers(0, 240), min_size=1, max_size=3, unique=True)
"""Of campaigns that may overlap, in minutes."""


def needs(found):
    need = np.full(BLOCKS, 2, dtype=np.int64)
    for first, lasts, instances in found:
        need[first : first + lasts] = np.maximum(need[first : first + lasts], instances)
    return need


def standing(found, offsets=(0,)):
    """The holds of one campaign, or of several with the same waves."""
    return [
        hold
        for offset in offsets
        for hold in holds(
            campaign(start=START + timedelta(minutes=offset)),
            START + timedelta(minutes=offset),
            needs(found),
            EVERYDAY,
            lambda further: LEAD,
        )
    ]


def at(minute):
    return START + timedelta(minutes=minute)


@given(waves)
def test_every_minute_has_what_it_needs_and_early_enough(found):
    held, need = standing(found), needs(found)
    for block, instances in enumerate(need):
        for early in (0, LEAD):
            moment = at(block) - timedelta(seconds=early)
            assert floor_at(held, EVERYDAY, moment) >= min(instances, max(EVERYDAY, instances))


@given(waves, starts, minutes, minutes)
def test_no_clock_lowers_a_floor_while_a_campaign_needs_it(found, offsets, one, other):
    """Whoever plans at a time, and whoever planned before: at no later minute is the floor below the
    calendar's."""
    held = standing(found, offsets)
    for clock in (at(min(one, other)), at(max(one, other))):
        planned = steps(held, EVERYDAY, clock)
        now = floor_now(held, EVERYDAY, clock)
        for minute in range(-120, BLOCKS + 300, 7):
            moment = at(minute)
            if moment < clock:
                continue
            floor = next((step.instances for step in reversed(planned) if step.at <= moment), now)
            assert floor >= floor_at(held, EVERYDAY, moment)
            if moment >= clock + UPDATE:
                assert floor == floor_at(held, EVERYDAY, moment)


@given(waves)
def test_within_a_campaign_a_floor_only_rises(found):
    held = standing(found)
    floors = [floor_at(held, EVERYDAY, at(minute)) for minute in range(BLOCKS)]
    assert floors == sorted(floors)
    assert floor_at(held, EVERYDAY, at(BLOCKS) + timedelta(minutes=5)) == EVERYDAY


@given(waves, st.integers(0, BLOCKS - 1), st.integers(0, 200))
def test_more_need_never_gives_a_lower_floor(found, block, instances):
    less, more = standing(found), standing([*found, (block, 1, instances)])
    for minute in range(-30, BLOCKS + 10, 3):
        # levels are halves of the peak: a higher peak has others, but each is enough for its minute
        assert floor_at(more, EVERYDAY, at(minute)) >= min(
            floor_at(less, EVERYDAY, at(minute)), max(EVERYDAY, needs(found)[: max(0, minute) + 5].max(initial=0))
        )
    assert max((hold.instances for hold in more), default=0) >= max((hold.instances for hold in less), default=0)


@given(waves, minutes)
def test_there_are_few_steps_at_times_that_people_read(found, minute):
    planned = steps(standing(found), EVERYDAY, at(minute))
    assert len(planned) <= 7  # log2(200 / 6) levels up, and one down
    assert all(
        step.at.minute % 5 == 0 and step.at.second == 0 for step in planned if step.at != at(minute) + UPDATE
    )
    assert all(step.at >= at(minute) + UPDATE for step in planned)


def test_a_window_of_which_only_the_busiest_day_was_looked_at_has_its_floor_from_the_start():
    day = START + timedelta(hours=1)
    (hold,) = holds(campaign(), day, needs([(10, 5, 12)]), EVERYDAY, lambda further: LEAD)
    assert (hold.start, hold.ready) == (START, START - timedelta(minutes=5))


def test_what_follows_a_campaign_has_a_floor_of_its_own():
    need = np.full(BLOCKS + 240, 2, dtype=np.int64)
    need[30:60] = 40
    need[BLOCKS + 60 : BLOCKS + 90] = 12
    held = holds(campaign(), START, need, EVERYDAY, lambda further: LEAD)
    end = campaign().window_end
    assert next(hold.instances for hold in held) == 40
    assert floor_at(held, EVERYDAY, end - timedelta(seconds=1)) == 40
    assert floor_at(held, EVERYDAY, end) == 12, "until then nobody knows when those come who ask"
    assert floor_at(held, EVERYDAY, end + timedelta(minutes=89)) == 12
    assert floor_at(held, EVERYDAY, end + timedelta(minutes=90)) == EVERYDAY


def test_more_than_in_the_campaign_stands_before_its_end():
    need = np.full(BLOCKS + 60, 2, dtype=np.int64)
    need[BLOCKS:] = 20
    (hold,) = holds(campaign(), START, need, EVERYDAY, lambda further: LEAD)
    assert (hold.instances, hold.start) == (20, campaign().window_end)
    assert hold.ready <= hold.start - timedelta(seconds=LEAD)
