"""Runs a CloudFront function under Node.js, with a key-value store that has what a test puts into it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

NODE = shutil.which("node")
ABSENT = "Node.js is not installed: what runs at the edge on AWS is NOT tested"

_STORE = """\
const data = JSON.parse(process.env.EDGE_STORE);
export default {
    kvs() {
        return {
            async get(key, options) {
                if (!(key in data)) {
                    throw new Error('KeyNotFound');
                }
                return options.format === 'json' ? JSON.parse(data[key]) : data[key];
            },
        };
    },
};
"""
_DRIVER = """\
import { readFileSync } from 'fs';
import { handler } from './function.mjs';
const cases = JSON.parse(readFileSync(0, 'utf8'));
const answers = [];
for (const one of cases) {
    Date.now = () => one.now * 1000;
    answers.push(await handler(one.event));
}
process.stdout.write(JSON.stringify(answers));
"""


def run(
    folder: Path, code: str, events: Sequence[Mapping[str, Any]], store: Mapping[str, str], now: int = 0
) -> list[dict[str, Any]]:
    """What the function gives back for each event."""
    module = folder / "node_modules" / "cloudfront"
    module.mkdir(parents=True, exist_ok=True)
    (module / "package.json").write_text('{"name": "cloudfront", "type": "module", "exports": "./index.js"}')
    (module / "index.js").write_text(_STORE)
    (folder / "function.mjs").write_text(f"{code}\nexport {{ handler }};\n")
    (folder / "driver.mjs").write_text(_DRIVER)
    assert NODE is not None
    done = subprocess.run(
        [NODE, "driver.mjs"],
        cwd=folder,
        input=json.dumps([{"event": event, "now": now} for event in events]),
        env={"EDGE_STORE": json.dumps(store)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def event(
    uri: str = "/",
    *,
    host: str = "www.shop.example.net",
    cookies: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    ip: str = "192.0.2.1",
    request_id: str = "request-1",
) -> dict[str, Any]:
    """A request as CloudFront shows it to a function, with an empty answer."""
    given = {"host": host, "user-agent": "Browser/1", **(headers or {})}
    return {
        "context": {"requestId": request_id},
        "viewer": {"ip": ip},
        "request": {
            "method": "GET",
            "uri": uri,
            "querystring": {},
            "headers": {name: {"value": value} for name, value in given.items()},
            "cookies": {name: {"value": value} for name, value in (cookies or {}).items()},
        },
        "response": {"statusCode": 200, "headers": {}, "cookies": {}},
    }
