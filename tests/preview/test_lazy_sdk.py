"""The lazy imports of a provider's SDK, each in a new process, because they change how a process imports."""

import subprocess
import sys

import pytest

from infra.program import ROOT


def lazily(program: str) -> str:
    script = f"from infra.preview import lazy_sdk\nlazy_sdk.install()\nimport sys\n{program}"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_naming_a_resource_loads_only_its_module() -> None:
    loaded = lazily(
        "from pulumi_aws import ec2\n"
        "ec2.Vpc\n"
        "print(*sorted(name for name in sys.modules if name.startswith('pulumi_aws.ec2.')))"
    )
    assert loaded == "pulumi_aws.ec2.vpc"


@pytest.mark.parametrize(
    "service", ["pulumi_aws.ec2", "pulumi_aws.rds", "pulumi_aws.wafv2", "pulumi_alicloud.alb"]
)
def test_every_public_name_is_still_there(service: str) -> None:
    listed = f"import {service} as service\nprint(*sorted(name for name in dir(service) if name[0] != '_'))"
    usual = subprocess.run([sys.executable, "-c", listed], capture_output=True, text=True, check=True).stdout
    assert lazily(f"import {service} as service\nfor name in {usual.split()!r}: getattr(service, name)") == ""


@pytest.mark.parametrize("package", ["pulumi_aws", "pulumi_alicloud"])
def test_what_stands_beside_the_services_is_imported_as_usual(package: str) -> None:
    assert lazily(f"from {package} import Provider\nprint(Provider.__name__)") == "Provider"


def test_nested_types_are_made_when_named() -> None:
    made = lazily(
        "from pulumi_aws import ec2\n"
        "args = ec2.LaunchTemplateMetadataOptionsArgs(http_tokens='required')\n"
        "kinds = [name for name, value in vars(sys.modules['pulumi_aws.ec2._inputs']).items()\n"
        "         if isinstance(value, type) and value.__module__ == 'pulumi_aws.ec2._inputs']\n"
        "print(args.http_tokens, *kinds)"
    )
    assert made == "required LaunchTemplateMetadataOptionsArgs"


def test_a_name_that_nobody_has_is_an_attribute_error() -> None:
    assert lazily("from pulumi_aws import ec2\nprint(hasattr(ec2, 'NoSuchThing'))") == "False"
