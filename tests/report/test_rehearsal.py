"""A rehearsal as text, JSON, a page and a picture."""

from __future__ import annotations

import functools
import json
import re
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from infra.output import OutputError
from infra.rehearsal.rehearse import WORST, Question
from infra.report import rehearsal_words as words
from infra.report.rehearsal_figure import busiest, png, svg, whole
from infra.report.rehearsal_files import check_endings, write_reports
from infra.report.rehearsal_json import rehearsal_json
from infra.report.rehearsal_page import rehearsal_page
from infra.report.rehearsal_text import rehearsal_text
from tests.rehearsal.plans import rehearsed


@functools.cache
def calm():
    return rehearsed("prod-aws", question=Question(margin=True))


@functools.cache
def broken():
    faults = ("schedule-missed", "cdn-purge@23:59:00")
    return rehearsed("prod-aws", question=Question(margin=False, lose_zone=WORST, faults=faults))


def text(rehearsal):
    out = StringIO()
    Console(file=out, width=200, color_system=None, highlight=False).print(rehearsal_text(rehearsal))
    return out.getvalue()


def test_what_holds_says_up_to_where_and_what_comes_next():
    lines = text(calm()).splitlines()
    assert lines[0].startswith(
        "prod-aws rehearses double-eleven: 2027-11-10 18:30 to 2027-11-11 06:00 (Europe/Berlin)"
    )
    assert lines[1].strip() == "the plan as it is on 2027-11-09 18:00 UTC"
    assert re.fullmatch(r"holds up to 1\.\d\d x the forecast; beyond, the first limit is *", lines[3])
    assert re.match(r"  .+: .+, at most .+, from ", lines[4])


def test_what_does_not_hold_names_the_first_and_what_was_done_to_it():
    lines = text(broken()).splitlines()
    assert lines[2].startswith("  a zone is lost at ")
    assert [line.strip() for line in lines[3:5]] == ["schedule-missed", "cdn-purge at 23:59:00"]
    assert lines[6].strip() == "does not hold"
    assert lines[7].startswith("  first ")


def test_the_text_shows_services_queues_limits_charts_cost_and_what_it_rests_on():
    shown = text(calm())
    for part in (
        *calm().simulation.services,
        *calm().simulation.queues,
        "other limits are never used beyond 50 %",
        "capacity, on the same scale",
        "What the groups did",
        "Cost of these 11.5 hours: ",
        "campaigns.double-eleven.sources.midnight.marketplace_event.click_ratio = 0.1 [A]",
        "What this cannot know",
    ):
        assert part in shown, part
    assert re.search(r"[▂▃▄▅▆▇█]", shown)


def test_a_day_is_named_where_it_is_another_one():
    rehearsal = calm()
    assert words.moment(rehearsal, 0) == "18:30:00"
    assert words.moment(rehearsal, 5 * 3600 + 1800 + 30) == "Nov 11 00:00:30"


def test_the_busiest_day_of_a_week_says_so():
    assert "the busiest day of it" in "".join(words.played(replace(calm(), cut=True)))


def test_json_has_everything_and_is_strict():
    found = json.loads(rehearsal_json(broken()), parse_constant=pytest.fail)
    assert (found["schema"], found["stack"], found["holds"]) == ("floodgate.rehearsal/1", "prod-aws", False)
    assert found["margin"] is None
    assert found["campaign"]["name"] == "double-eleven"
    assert found["zone_lost"]["at"].endswith("+01:00")
    assert [fault["name"] for fault in found["faults"]] == ["schedule-missed", "cdn-purge"]
    first = found["breaches"][0]
    assert {"where", "limit", "second", "at", "value", "allowed", "unit"} == set(first)
    minutes = found["duration_seconds"] // 60
    for part in ("services", "queues", "limits"):
        assert {len(series) for each in found[part].values() for series in each["minutes"].values()} == {minutes}
    assert found["cost_totals"]["USD"] == pytest.approx(
        sum(cost["amount"] or 0 for cost in found["costs"]), rel=1e-4
    )
    assert all(each["mark"] in "VSDA" for each in found["assumptions"])


def test_json_says_what_breaks_beyond():
    found = json.loads(rehearsal_json(calm()))
    assert found["holds"]
    assert found["margin"]["factor"] > 1
    assert found["margin"]["breaks"]["where"]


def test_limits_are_sorted_by_use():
    ratios = [use.ratio for use in words.uses(calm())]
    assert ratios == sorted(ratios, reverse=True)
    assert ratios[0] < 1


def test_the_page_needs_nothing_else_and_is_the_same_every_time():
    page = rehearsal_page(calm())
    assert page == rehearsal_page(calm())
    assert not re.search(r"""(?:src|href)=["'](?!#)""", re.sub(r'xlink:href="#', 'x="#', page))
    assert page.count("<svg") == 2
    for part in (
        "holds</span>",
        "It holds up to ",
        "payment-jobs",
        "EXAMPLE numbers",
        "marketplace_event.click_ratio",
    ):
        assert part in page, part
    assert 'class="bad"' not in page


def test_the_page_of_what_does_not_hold_is_red_where_it_breaks():
    page = rehearsal_page(broken())
    assert "does not hold</span>" in page
    assert '<tr class="bad"><td>web</td>' in page


def test_figures_show_the_whole_and_the_busiest_half_hour():
    rehearsal = broken()
    lost = rehearsal.stage.zone_lost_at
    part = busiest(rehearsal)
    assert (part.end - part.first, part.step) == (1800, 5)
    assert part.first <= lost < part.end
    assert svg(rehearsal, whole(rehearsal)) == svg(rehearsal, whole(rehearsal))
    drawn = svg(rehearsal, part)
    assert "web, requests/s" in drawn
    assert "queue payment-jobs" in drawn
    assert "marketing, requests/s" not in drawn, "it only works off a queue"


def test_the_picture_is_one():
    found = png(calm())
    assert found.startswith(b"\x89PNG")
    assert found == png(calm())


def test_report_files(tmp_path):
    check_endings([tmp_path / "a.html", tmp_path / "a.png", tmp_path / "a.json"])
    with pytest.raises(OutputError, match=r"a.pdf: the ending says what to write, allowed: .json, .html, .png"):
        check_endings([tmp_path / "a.pdf"])
    write_reports(calm(), [tmp_path / "a.json", tmp_path / "a.png"])
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == rehearsal_json(calm())
    assert (tmp_path / "a.png").read_bytes() == png(calm())
