#!/usr/bin/python3
"""Calls Alibaba Cloud as the role of the instance it runs on. Not part of the program: the boot script carries it
to the instances (user_data.py).

It needs nothing but the Python 3.6 of Alibaba Cloud Linux 3, so that no instance has to download and trust a
command line tool before it can serve. Hence the old ways: quoted types, no newer functions.
"""

import hashlib
import hmac
import json
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

METADATA = "http://100.100.100.200/latest/"
ATTEMPTS = 5
NOTHING = hashlib.sha256(b"").hexdigest()
"""Hash of the empty body: all parameters are in the query."""


def fetch(url: str, method: str, headers: "dict[str, str]") -> str:
    """One request; a refusal tells why in the journal."""
    request = urllib.request.Request(url, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return str(response.read().decode())
    except urllib.error.HTTPError as error:
        raise OSError(f"{error}: {error.read().decode()}") from error


def credentials() -> "dict[str, str]":
    """Temporary keys of the instance's role, from the metadata service in its hardened mode."""
    lifetime = {"X-aliyun-ecs-metadata-token-ttl-seconds": "60"}
    token = {"X-aliyun-ecs-metadata-token": fetch(METADATA + "api/token", "PUT", lifetime)}
    roles = METADATA + "meta-data/ram/security-credentials/"
    keys: dict[str, str] = json.loads(fetch(roles + fetch(roles, "GET", token).strip(), "GET", token))
    return keys


def signed(keys: "dict[str, str]", query: str, headers: "dict[str, str]") -> "dict[str, str]":
    """The headers with a signature of type ACS3-HMAC-SHA256."""
    headers = {**headers, "x-acs-content-sha256": NOTHING}
    if "SecurityToken" in keys:
        headers["x-acs-security-token"] = keys["SecurityToken"]
    names = sorted(headers)
    lines = "".join(f"{name}:{headers[name]}\n" for name in names)
    request = "\n".join(["POST", "/", query, lines, ";".join(names), NOTHING])
    text = "ACS3-HMAC-SHA256\n" + hashlib.sha256(request.encode()).hexdigest()
    signature = hmac.new(keys["AccessKeySecret"].encode(), text.encode(), hashlib.sha256).hexdigest()
    scope = f"Credential={keys['AccessKeyId']},SignedHeaders={';'.join(names)}"
    return {**headers, "Authorization": f"ACS3-HMAC-SHA256 {scope},Signature={signature}"}


def call(service: str, region: str, version: str, action: str, parameters: "dict[str, str]") -> "dict[str, str]":
    """One RPC call; tries the address inside the VPC and the public one in turn."""
    query = "&".join(
        f"{urllib.parse.quote(name, safe='~')}={urllib.parse.quote(value, safe='~')}"
        for name, value in sorted(parameters.items())
    )
    for attempt in range(ATTEMPTS):
        host = f"{service}{'' if attempt % 2 else '-vpc'}.{region}.aliyuncs.com"
        headers = {
            "host": host,
            "x-acs-action": action,
            "x-acs-version": version,
            "x-acs-date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "x-acs-signature-nonce": uuid.uuid4().hex,
        }
        try:
            url = f"https://{host}/?{query}"
            answer: dict[str, str] = json.loads(fetch(url, "POST", signed(credentials(), query, headers)))
            return answer
        except OSError as error:
            print(f"{action} at {host}: {error}", file=sys.stderr)
            time.sleep(attempt + 1)
    sys.exit(f"gave up on {action}")


def secret(region: str, name: str) -> None:
    """Print a secret's value, which must be one line: it becomes an environment variable."""
    value = call("kms", region, "2016-01-20", "GetSecretValue", {"SecretName": name})["SecretData"]
    if "\n" in value:
        sys.exit(f"{name} has several lines, an environment variable takes one")
    print(value)


def login(region: str, registry_id: str, host: str) -> None:
    """Log docker in to a registry instance, with a token that lives as long as the role's keys."""
    answer = call("cr", region, "2018-12-01", "GetAuthorizationToken", {"InstanceId": registry_id})
    command = ["docker", "login", "--username", answer["TempUsername"], "--password-stdin", host]
    subprocess.run(command, input=answer["AuthorizationToken"].encode(), check=True)


if __name__ == "__main__":
    if sys.argv[1] == "secret":
        secret(*sys.argv[2:])
    else:
        login(*sys.argv[2:])
