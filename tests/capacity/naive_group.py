"""A scaling group instance by instance and second by second: slow and plain, to check the fast one against."""

import math
from dataclasses import dataclass

from infra.capacity.autoscaler import Metric


@dataclass(eq=False)
class Instance:
    serves_at: int
    warm_at: int
    noticed_at: int | None = None
    """Lost; the group notices then."""


def play(group, arrivals, instance_rps, losses=()):
    """In service and desired of each second; without a warm pool."""
    minimum, maximum, desired = group.minimum, group.maximum, group.desired
    instances = [Instance(-1, -1) for _ in range(desired)]
    tokens, zones, history, waiting = group.launch_burst, group.zones, [], False
    in_service, warmed, wished = [], [], []
    for now in range(len(arrivals)):
        if now:
            tokens += group.launch_rate_per_second
            tokens = tokens if waiting else min(group.launch_burst, tokens)
        instances = [one for one in instances if one.noticed_at is None or one.noticed_at > now]
        for loss in losses:
            if loss.at_second == now and zones:
                zones = lose(instances, loss, now, zones)
        instances = [one for one in instances if one.noticed_at is None or one.noticed_at > now]
        for action in group.scheduled:
            if action.at_second == now:
                minimum = minimum if action.minimum is None else action.minimum
                maximum = maximum if action.maximum is None else action.maximum
                wish = desired if action.desired is None else action.desired
                desired = max(minimum, min(maximum, wish))
        (tracking,) = group.tracking
        ended = now - tracking.metric_delay_seconds
        if ended > 0 and ended % tracking.period_seconds == 0:
            seconds = range(ended - tracking.period_seconds, ended)
            history.append(datapoint(tracking, seconds, arrivals, in_service, warmed, instance_rps))
            base = sum(one.warm_at <= now and one.noticed_at is None for one in instances)
            quiet = all(one.warm_at <= now and one.noticed_at is None for one in instances)
            highs = history[-tracking.high_datapoints :]
            lows = history[-tracking.low_datapoints :]
            lower = tracking.scale_in_threshold_ratio * tracking.target
            if len(highs) == tracking.high_datapoints and all(m > tracking.target + 1e-6 for m in highs):
                desired = max(desired, min(maximum, math.ceil(base * highs[-1] / tracking.target - 1e-6)))
            elif (
                tracking.scale_in
                and quiet
                and len(instances) >= desired
                and len(lows) == tracking.low_datapoints
                and all(m < lower - 1e-6 for m in lows)
            ):
                want = max(minimum, math.ceil(desired * lows[-1] / tracking.target - 1e-6))
                if want < desired:
                    desired, history = want, []
        terminate(instances, desired, now)
        while len(instances) < desired and tokens >= 1 - 1e-6 and zones:
            tokens -= 1
            serves = now + group.boot_seconds
            instances.append(Instance(serves, serves + group.warm_up_seconds))
        waiting = bool(zones) and len(instances) < desired
        alive = [one for one in instances if one.noticed_at is None]
        in_service.append(sum(one.serves_at <= now for one in alive))
        warmed.append(sum(one.warm_at <= now for one in alive))
        wished.append(desired)
    return in_service, wished


def datapoint(tracking, seconds, arrivals, in_service, warmed, instance_rps):
    if tracking.metric is Metric.REQUESTS_PER_INSTANCE:
        instances = sum(in_service[t] for t in seconds) / len(seconds)
        requests = sum(arrivals[t] for t in seconds) * 60 / len(seconds)
        return requests / instances if instances else math.nan
    samples = [min(1, arrivals[t] / in_service[t] / instance_rps) for t in seconds for _ in range(warmed[t])]
    return sum(samples) / len(samples) if samples else math.nan


def lose(instances, loss, now, zones):
    alive = [one for one in instances if one.noticed_at is None]
    serving = [one for one in alive if one.serves_at <= now]
    booting = [one for one in alive if one.serves_at > now]
    lost = math.ceil(len(serving) / zones)
    lost_booting = math.ceil(len(alive) / zones) - lost
    # warmed up ones first; of those that are not, the last in line
    warm = [one for one in serving if one.warm_at <= now]
    warming = [one for one in serving if one.warm_at > now]
    for one in (warm + warming[::-1])[:lost] + booting[::-1][:lost_booting]:
        one.noticed_at = now + loss.detect_seconds
    return zones - 1


def terminate(instances, desired, now):
    excess = len(instances) - desired
    if excess <= 0:
        return
    lost = [one for one in instances if one.noticed_at is not None]
    ended = excess * len(lost) // len(instances)
    order = sorted(lost, key=lambda one: one.noticed_at)[len(lost) - ended :]
    alive = sorted((one for one in instances if one.noticed_at is None), key=lambda one: one.serves_at)
    order += alive[::-1][: excess - ended]
    for one in order:
        instances.remove(one)
