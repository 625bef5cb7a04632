"""The container's recipe, linted: no engine is at hand where the tests run."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from app import __version__
from app.settings import ROOT
from tests.packaging.dockerfile import faults, instructions

DOCKERFILE = (ROOT / "Dockerfile").read_text()


def test_the_recipe_has_no_fault() -> None:
    assert faults(DOCKERFILE) == []


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("FROM python:3.13-slim\n", "FROM python\n", "python has no version"),
        ("FROM python:3.13-slim\n", "FROM python:latest\n", "python:latest is a moving target"),
        ("--require-hashes ", "", "dependencies are installed without their hashes"),
        ("--no-install-recommends ", "", "apt-get installs what is only recommended"),
        ("USER 10001:10001", "USER summitry", "the process does not run as a number of 10000 or more"),
        ("USER 10001:10001", "", "the process does not run as a number of 10000 or more"),
        ("VOLUME /data", "RUN id\nVOLUME /data", "something is run after USER"),
        ('CMD ["serve", "--migrate"]', "CMD serve --migrate", "CMD is not in exec form"),
        ('ENTRYPOINT ["summitry"]', "ENTRYPOINT summitry", "ENTRYPOINT is not in exec form"),
        ("HEALTHCHECK ", "LABEL ", "no HEALTHCHECK"),
        ("COPY data data", "ADD data data", "ADD fetches"),
        ("sqlite:////data/", "sqlite:////srv/", "the database does not lie in the volume"),
        ("EXPOSE 8000", "ENV API_KEY=1", "a secret is baked in"),
    ],
)
def test_the_checks_notice_a_fault(good: str, bad: str, fault: str) -> None:
    assert good in DOCKERFILE
    assert any(fault in told for told in faults(DOCKERFILE.replace(good, bad)))


def test_what_is_copied_exists_and_is_not_ignored() -> None:
    ignored = (ROOT / ".dockerignore").read_text().split()
    for name, rest in instructions(DOCKERFILE):
        if name == "COPY" and not rest.startswith("--from"):
            for source in shlex.split(rest)[:-1]:
                assert (ROOT / source).exists(), source
                assert f"!{source}" in ignored, source


def test_the_service_keeps_its_root_read_only_and_drops_all_rights() -> None:
    service = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["summitry"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["volumes"] == ["data:/data"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert Path("/tmp").as_posix() in service["tmpfs"]


DEPLOY = ROOT / "deploy"


@pytest.mark.parametrize("name", ["compose.replica.yaml", "compose.cluster.yaml"])
def test_what_is_of_ours_in_larger_set_ups_is_as_shut_in(name: str) -> None:
    told = yaml.safe_load((DEPLOY / name).read_text())
    ours = {key: service for key, service in told["services"].items() if "build" in service}
    assert ours
    for service in ours.values():
        assert service["read_only"] is True and service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"] and "/tmp" in service["tmpfs"]
        assert service["image"].startswith(f"summitry:{__version__}")
    for service in told["services"].values():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))
        for volume in service.get("volumes", []):
            place = volume.partition(":")[0]
            assert place in told["volumes"] or (DEPLOY / place).exists(), volume
    if name == "compose.cluster.yaml":  # Dask's connections know no password
        assert told["networks"]["cluster"]["internal"] is True
        assert all(service["networks"] == ["cluster"] and "ports" not in service for service in ours.values())


@pytest.mark.parametrize("script", ["copy.sh", "replication.sh"])
def test_scripts_are_shell(script: str) -> None:
    assert subprocess.run(["bash", "-n", DEPLOY / script]).returncode == 0


def test_commands_of_the_cluster_are_those_of_dask() -> None:
    pytest.importorskip("distributed")
    services = yaml.safe_load((DEPLOY / "compose.cluster.yaml").read_text())["services"]
    for name in ("scheduler", "worker"):
        command = [sys.executable, *services[name]["entrypoint"][1:]]
        told = subprocess.run([*command[:4], "--help"], capture_output=True, text=True, check=True).stdout
        for option in (part for part in command if part.startswith("--")):
            assert option in told, option
