"""Runs a Pulumi program in this process, without an engine and without threads.

What is replaced in the SDK while it runs are functions that only cost time here; where another version of the SDK
lacks one, the run is the same and slower.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from pulumi import output
from pulumi.runtime import known_types, mocks, resource, rpc, run_in_stack, settings
from pulumi.runtime.proto import source_pb2

from components import boot_script
from infra.preview import known_in_part
from infra.preview.monitor import PlanMonitor


def run(program: Callable[[], None], *, project: str, stack: str) -> PlanMonitor:
    """Run a Pulumi program in preview mode and return what it registered.

    Raises:
        PreviewError: the program needs an account.
        Exception: whatever the program raises.
    """
    monitor = PlanMonitor(project, stack)
    with _keeping_documents():
        drive(program, monitor, dry_run=True)
    return monitor


@contextmanager
def _keeping_documents() -> Iterator[None]:
    """Let the monitor see what is known of documents and boot scripts in which something is not."""
    originals = output.Output.json_dumps, boot_script.of_values
    output.Output.json_dumps = staticmethod(known_in_part.json_dumps)  # type: ignore[method-assign]
    boot_script.of_values = known_in_part.of_values
    try:
        yield
    finally:
        output.Output.json_dumps = staticmethod(originals[0])  # type: ignore[method-assign]
        boot_script.of_values = originals[1]


def drive(program: Callable[[], None], monitor: PlanMonitor, *, dry_run: bool) -> None:
    """Run a Pulumi program against a monitor; what is registered is in the monitor.

    With `dry_run` an output that the monitor does not give is unknown, without it `None`, unless the answer says
    otherwise. Raises whatever the program or the monitor raises.
    """
    loop = _InlineLoop()
    # run_until_complete raises the first error; everything that depends on it would only repeat it on stderr
    loop.set_exception_handler(lambda *_: None)
    asyncio.set_event_loop(loop)
    try:
        settings.set_root_resource(None)  # type: ignore[arg-type]  # forget an earlier run
        # Not set_mocks: it makes a second root stack, and keeps what a program that failed has left waiting
        settings.configure(
            settings.Settings(
                project=monitor.project,
                stack=monitor.stack,
                monitor=monitor,
                engine=mocks.MockEngine(None),
                dry_run=dry_run,
            )
        )
        loop.run_until_complete(run_in_stack(lambda: _to_the_end(program)))
    except KeyboardInterrupt:
        _cancel(loop)
        raise
    finally:
        asyncio.set_event_loop(None)
        loop.close()


class _InlineLoop(asyncio.SelectorEventLoop):
    """Runs what the SDK gives to a thread right here: the monitor answers at once, so a thread would only add
    hand-overs, and the order of registrations stays the order of the program."""

    def run_in_executor(  # type: ignore[override]
        self,
        executor: concurrent.futures.Executor | None,
        func: Callable[..., Any],
        *args: Any,
    ) -> asyncio.Future[Any]:
        future: asyncio.Future[Any] = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:
            future.set_exception(error)
        return future


def _cancel(loop: asyncio.AbstractEventLoop) -> None:
    """End what an interrupt has left waiting, or Python would complain of each task, at any time later."""
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))


async def _to_the_end(program: Callable[[], None]) -> None:
    """Run the program and wait for its outputs in rounds.

    The SDK would wait for them too, but it looks at all of them each time that one is ready: with thousands of
    outputs that is most of the time of a preview. What failed is left to the SDK, which raises it.
    """
    outputs: list[asyncio.Future[Any]] = []
    with _without_bookkeeping(outputs):
        program()
        while outputs:
            waiting = list(outputs)
            outputs.clear()
            done, _ = await asyncio.wait(waiting)
            settings.SETTINGS.outputs.update(task for task in done if task.cancelled() or task.exception())


@contextmanager
def _without_bookkeeping(outputs: list[asyncio.Future[Any]]) -> Iterator[None]:
    """Collect all outputs in the list, instead of in a set that each one enters and leaves through a callback, and
    take no stack trace per resource, which only an engine would show."""

    def track(made: Any) -> None:
        outputs.append(made._data)

    with ExitStack() as restored:
        for owner, name, replacement in (
            (output.Output, "_track", track),
            (output.Output, "_untrack", lambda made: None),
            (resource, "_get_stack_trace", source_pb2.StackTrace),
            (rpc, "contains_unknowns", _contains_unknowns),
        ):
            original = getattr(owner, name, None)
            if original is not None:
                setattr(owner, name, replacement)
                restored.callback(setattr, owner, name, original)
        yield


def _contains_unknowns(value: Any) -> bool:
    """As the SDK's, without leaving a reference cycle behind at each of its forty calls per resource."""
    if isinstance(value, dict):
        return any(map(_contains_unknowns, dict.values(value)))  # `values` may be a property
    if isinstance(value, list):
        return any(map(_contains_unknowns, value))
    return known_types.is_unknown(value)
