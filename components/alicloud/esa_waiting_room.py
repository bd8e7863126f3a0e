"""Waiting rooms of Edge Security Acceleration (ESA), and what it fetches into its cache before they open."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pulumi
from pulumi_alicloud import esa

from components.alicloud.context import AlicloudContext
from components.edge import Site
from components.waiting_room import QueueWindow, WaitingRoom

_COOKIE = "shop_turn"
_WAITING_STATUS = "200"
"""ESA offers 200, 202 and 429; some in-app browsers show a page of their own for 429."""
_PRELOAD_AHEAD_SECONDS = 7200
"""How long before the first window the pages are fetched."""
_PRELOAD_BATCH = 10
_PRELOAD_PAUSE_SECONDS = 30


def waiting_room(
    ctx: AlicloudContext, name: str, site: esa.Site, of: Site, domain: str, opts: pulumi.ResourceOptions
) -> list[pulumi.Resource]:
    """The room of a site, which lets everybody pass, and an event for each window, in which people queue.

    Who queues before a window opens is let in by lot; who comes later, in the order of coming. Not more than
    `users_per_minute` enter, and not more than enter in `session_minutes` are inside.
    """
    room = of.waiting_room
    if room is None:
        return []
    made = esa.WaitingRoom(
        f"{name}-{of.name}-room",
        site_id=site.id,
        waiting_room_name=ctx.label.physical(f"{name}-{of.name}", 64),
        status="on",
        # ESA joins the two: `live.` and `shop.example.net`
        host_name_and_paths=[{"subdomain": f"{of.host.removesuffix(domain)}", "domain": domain, "path": "/"}],
        cookie_name=_COOKIE,
        queuing_method="passthrough",
        queuing_status_code=_WAITING_STATUS,
        new_users_per_minute=str(room.users_per_minute),
        total_active_users=str(_inside(room)),
        session_duration=str(room.session_minutes),
        waiting_room_type="default",
        language=_language(ctx),
        queue_all_enable="off",
        disable_session_renewal_enable="off",
        json_response_enable="on",
        opts=opts,
    )
    return [made, *(_event(ctx, name, site, of, made, room, window, opts) for window in room.windows)]


def _event(
    ctx: AlicloudContext,
    name: str,
    site: esa.Site,
    of: Site,
    made: esa.WaitingRoom,
    room: WaitingRoom,
    window: QueueWindow,
    opts: pulumi.ResourceOptions,
) -> esa.WaitingRoomEvent:
    early = window.queue_from < window.opens
    return esa.WaitingRoomEvent(
        f"{name}-{of.name}-{window.name}",
        site_id=site.id,
        waiting_room_id=made.waiting_room_id,
        waiting_room_event_name=window.name,
        status="on",
        pre_queue_enable="on" if early else "off",
        pre_queue_start_time=str(window.queue_from) if early else None,
        random_pre_queue_enable="on" if early else "off",
        start_time=str(window.opens),
        end_time=str(window.closes),
        queuing_method="fifo",
        queuing_status_code=_WAITING_STATUS,
        new_users_per_minute=str(room.users_per_minute),
        total_active_users=str(_inside(room)),
        session_duration=str(room.session_minutes),
        waiting_room_type="default",
        language=_language(ctx),
        disable_session_renewal_enable="off",
        json_response_enable="on",
        opts=opts,
    )


def _inside(room: WaitingRoom) -> int:
    return room.users_per_minute * room.session_minutes


def _language(ctx: AlicloudContext) -> str:
    return "zhcn" if ctx.region.startswith("cn-") else "enus"


def preload(name: str, site: esa.Site, of: Site, opts: pulumi.ResourceOptions) -> None:
    """Fetch the pages of a site before its first window; nothing if there is none."""
    room = of.waiting_room
    if room is None or not room.preload or not room.windows:
        return
    first = room.windows[0]
    urls = "\n".join(f"https://{of.host}{path}" for path in room.preload)
    job = esa.ScheduledPreloadJob(
        f"{name}-{of.name}-preload",
        site_id=site.id,
        # The list of a job cannot be changed; another name makes another job
        scheduled_preload_job_name=f"{of.name}-{first.name}-{hashlib.sha256(urls.encode()).hexdigest()[:6]}",
        insert_way="textBox",
        url_list=urls,
        opts=opts,
    )
    esa.ScheduledPreloadExecution(
        f"{name}-{of.name}-preload",
        scheduled_preload_job_id=job.scheduled_preload_job_id,
        slice_len=_PRELOAD_BATCH,
        interval=_PRELOAD_PAUSE_SECONDS,
        start_time=_moment(first.queue_from - _PRELOAD_AHEAD_SECONDS),
        end_time=_moment(first.queue_from),
        opts=opts,
    )


def _moment(unix: int) -> str:
    return datetime.fromtimestamp(unix, UTC).strftime("%Y-%m-%dT%H:%M:%S.000+00:00")
