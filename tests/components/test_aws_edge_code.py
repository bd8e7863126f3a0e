"""What runs at the edge on AWS: the code of the CloudFront functions, under Node.js."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from components.aws.edge_functions import answer_code, request_code
from components.aws.edge_store import ADMISSION_KEY, edge_values
from components.edge import Site, StaticContent
from components.experiment import Experiment
from components.waiting_room import QueueWindow, WaitingRoom
from tests.components.edge_runtime import ABSENT, NODE, event, run
from tests.components.targets import bucket

pytestmark = pytest.mark.skipif(NODE is None, reason=ABSENT)

DOMAIN = "shop.example.net"
LAYOUT = Experiment(
    name="layout", enabled=True, prefixes=("/products/",), variants={"old": 70, "none": 0, "new": 30}
)
COLOUR = replace(LAYOUT, name="colour", variants={"red": 1, "blue": 1})
WEB = Site(name="web", host="www.shop.example.net", cached=True, experiments=(LAYOUT, COLOUR))
OPENS = 1_800_000_000
WINDOW = QueueWindow(name="drop", queue_from=OPENS - 600, opens=OPENS, closes=OPENS + 900, visitors=60_000)
LIVE = Site(
    name="live",
    host="live.shop.example.net",
    cached=True,
    waiting_room=WaitingRoom(users_per_minute=6000, session_minutes=10, windows=(WINDOW,)),
)
FILES = Site(  # its Outputs need the loop that there is while tests are collected
    name="landing",
    host="promo.shop.example.net",
    cached=True,
    static=StaticContent(paths=("/*",), bucket=bucket("landing-pages")),
    redirects={"/spring": "/spring-sale/"},
)
SPREAD_SECONDS = 600  # 60,000 visitors at 6,000 a minute


def _store(site: Site) -> dict[str, str]:
    return {**dict(edge_values(site)), ADMISSION_KEY: "secret"}


def _request(folder: Path, site: Site, *events: Mapping[str, Any], now: int = 0) -> list[dict[str, Any]]:
    return run(folder, request_code(site, DOMAIN).text, events, _store(site), now)


def _variants(answer: Mapping[str, Any]) -> dict[str, str]:
    header = answer["headers"].get("x-experiments", {"value": ""})["value"]
    return dict(part.split("=") for part in header.split(";") if part)


def _expected(visitor: str, experiment: Experiment) -> str:
    """The rule in words of Python: what analysts use to say who saw what."""
    digest = hashlib.sha256(f"{visitor}.{experiment.name}".encode()).hexdigest()
    point = int(digest[:8], 16) / 2**32 * sum(experiment.variants.values())
    below = 0
    for variant, weight in experiment.variants.items():
        below += weight
        if point < below:
            return variant
    raise AssertionError("weights cover every point")


def test_origin_learns_the_address_and_never_what_a_visitor_claims(tmp_path: Path) -> None:
    api = Site(name="api", host="api.shop.example.net", cached=False)
    forged = event(headers={"true-client-ip": "203.0.113.9", "x-experiments": "layout=new"})
    (answer,) = _request(tmp_path, api, forged)
    assert answer["headers"]["true-client-ip"] == {"value": "192.0.2.1"}
    assert "x-experiments" not in answer["headers"]


def test_visitors_get_variants_by_weight_and_independently(tmp_path: Path) -> None:
    visitors = [f"{number:032x}" for number in range(4000)]
    answers = _request(
        tmp_path, WEB, *(event("/products/1", cookies={"shop_visitor": visitor}) for visitor in visitors)
    )
    chosen = [_variants(answer) for answer in answers]
    for visitor, variants in zip(visitors, chosen, strict=True):
        assert variants == {"layout": _expected(visitor, LAYOUT), "colour": _expected(visitor, COLOUR)}
    layouts = Counter(variants["layout"] for variants in chosen)
    assert set(layouts) == {"old", "new"}  # weight 0 is nobody
    assert layouts["new"] / len(visitors) == pytest.approx(0.3, abs=0.03)
    blue = Counter(variants["layout"] for variants in chosen if variants["colour"] == "blue")
    assert blue["new"] / blue.total() == pytest.approx(0.3, abs=0.04)


def test_first_visit_and_the_next_agree(tmp_path: Path) -> None:
    first = event("/products/1")
    (asked,) = _request(tmp_path, WEB, first)
    (answered,) = run(tmp_path, answer_code(DOMAIN).text, [first], {})
    cookie = answered["cookies"]["shop_visitor"]
    assert f"Domain={DOMAIN}" in cookie["attributes"]
    assert "Secure" in cookie["attributes"]
    again = event("/products/2", cookies={"shop_visitor": cookie["value"]}, request_id="request-2")
    (later,) = _request(tmp_path, WEB, again)
    assert _variants(asked) == _variants(later) != {}
    (kept,) = run(tmp_path, answer_code(DOMAIN).text, [again], {})
    assert kept["cookies"] == {}


@pytest.mark.parametrize("cookie", ["", "x", "A" * 32, "0" * 31, "<script>"])
def test_broken_id_is_replaced(tmp_path: Path, cookie: str) -> None:
    (answer,) = run(tmp_path, answer_code(DOMAIN).text, [event(cookies={"shop_visitor": cookie})], {})
    assert len(answer["cookies"]["shop_visitor"]["value"]) == 32


def test_only_pages_of_the_experiment_are_told_apart(tmp_path: Path) -> None:
    (home,) = _request(tmp_path, WEB, event("/"))
    assert "x-experiments" not in home["headers"]


@pytest.mark.parametrize("experiments", [(replace(LAYOUT, enabled=False),), ()])
def test_kill_switch_is_data(tmp_path: Path, experiments: tuple[Experiment, ...]) -> None:
    code = request_code(WEB, DOMAIN).text
    if experiments:
        assert request_code(replace(WEB, experiments=experiments), DOMAIN).text == code
    store = dict(edge_values(replace(WEB, experiments=experiments)))
    (answer,) = run(tmp_path, code, [event("/products/1")], store)
    assert "x-experiments" not in answer["headers"]


def test_nobody_waits_outside_the_windows(tmp_path: Path) -> None:
    for now in (OPENS - 601, OPENS + 900):
        (answer,) = _request(tmp_path, LIVE, event(host=LIVE.host), now=now)
        assert "statusCode" not in answer


def _turn(answer: Mapping[str, Any]) -> int:
    return int(answer["cookies"]["shop_turn"]["value"].split(".")[1])


def test_everybody_queues_before_the_drop_and_turns_are_spread_over_the_time_that_all_need(tmp_path: Path) -> None:
    crowd = [event(host=LIVE.host, ip=f"10.0.{number // 250}.{number % 250}") for number in range(2000)]
    answers = _request(tmp_path, LIVE, *crowd, now=OPENS - 300)
    assert {answer["statusCode"] for answer in answers} == {429}
    assert {answer["headers"]["cache-control"]["value"] for answer in answers} == {"no-store"}
    turns = [_turn(answer) - OPENS for answer in answers]
    assert 0 <= min(turns) < 20
    assert SPREAD_SECONDS - 20 < max(turns) < SPREAD_SECONDS
    assert sum(turns) / len(turns) == pytest.approx(SPREAD_SECONDS / 2, rel=0.1)
    minutes = Counter(turn // 60 for turn in turns)
    assert max(minutes.values()) < 1.35 * len(turns) / 10  # no minute lets in much more than its share


def test_turn_stays_and_lets_in_when_it_comes(tmp_path: Path) -> None:
    (first,) = _request(tmp_path, LIVE, event(host=LIVE.host), now=OPENS - 60)
    cookie, turn = first["cookies"]["shop_turn"]["value"], _turn(first)
    moved = event(host=LIVE.host, cookies={"shop_turn": cookie}, ip="198.51.100.7")  # another network
    (early,) = _request(tmp_path, LIVE, moved, now=turn - 1)
    assert (early["statusCode"], early["headers"]["retry-after"]["value"]) == (429, "1")
    assert "cookies" not in early
    (entered,) = _request(tmp_path, LIVE, moved, now=turn)
    assert "statusCode" not in entered


def test_drawing_again_gives_the_same_turn(tmp_path: Path) -> None:
    first, again = _request(tmp_path, LIVE, event(host=LIVE.host), event(host=LIVE.host), now=OPENS - 60)
    assert _turn(first) == _turn(again)


@pytest.mark.parametrize(
    "cookie", [f"{OPENS}.{OPENS}.{'0' * 32}", f"{OPENS}.{OPENS}", "x", f"{OPENS - 86_400}.{OPENS}.{'0' * 32}"]
)
def test_forged_turn_is_no_turn(tmp_path: Path, cookie: str) -> None:
    forged = event(host=LIVE.host, cookies={"shop_turn": cookie})
    (answer,) = _request(tmp_path, LIVE, forged, now=OPENS + 1)
    assert answer["statusCode"] == 429


@pytest.mark.parametrize("host", ["LIVE.shop.example.net", "live.shop.example.net:443"])
def test_writing_the_host_otherwise_is_no_way_past_the_queue(tmp_path: Path, host: str) -> None:
    (answer,) = _request(tmp_path, LIVE, event(host=host), now=OPENS - 60)
    assert answer["statusCode"] == 429


def test_room_without_its_key_is_open(tmp_path: Path) -> None:
    store = dict(edge_values(LIVE))
    (answer,) = run(tmp_path, request_code(LIVE, DOMAIN).text, [event(host=LIVE.host)], store, OPENS)
    assert "statusCode" not in answer


@pytest.mark.parametrize(
    ("uri", "file"),
    [("/", "/index.html"), ("/sale/", "/sale/index.html"), ("/sitemap.xml", "/sitemap.xml"), ("/sale", "/sale")],
)
def test_folders_are_their_index(tmp_path: Path, uri: str, file: str) -> None:
    (answer,) = _request(tmp_path, FILES, event(uri, host=FILES.host))
    assert answer["uri"] == file


def test_old_page_leads_to_the_new_one_with_what_the_campaign_put_on_it(tmp_path: Path) -> None:
    asked = event("/spring", host=FILES.host)
    asked["request"]["querystring"] = {
        "utm_source": {"value": "news"},
        "size": {"value": "1", "multiValue": [{"value": "1"}, {"value": "2"}]},
    }
    answer, plain = _request(tmp_path, FILES, asked, event("/spring", host=FILES.host))
    assert answer["statusCode"] == 301
    assert answer["headers"]["location"]["value"] == "/spring-sale/?utm_source=news&size=1&size=2"
    assert plain["headers"]["location"]["value"] == "/spring-sale/"


@pytest.mark.parametrize("site", [WEB, LIVE, replace(LIVE, experiments=(LAYOUT,))], ids=lambda site: site.name)
def test_code_is_small_and_complete(site: Site) -> None:
    for code in (request_code(site, DOMAIN), answer_code(DOMAIN)):
        assert len(code.text.encode()) < 8_000  # of 10 KB
        assert "{{" not in code.text
    assert json.loads(dict(edge_values(WEB))["experiments/www.shop.example.net"])[0]["name"] == "layout"
