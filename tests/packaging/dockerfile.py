"""Our own checks of a Dockerfile, in the manner of hadolint: text -> what is wrong with it."""

from __future__ import annotations

import json
import re

Instruction = tuple[str, str]


def instructions(text: str) -> list[Instruction]:
    """(name, rest) of each instruction, comments gone and continued lines joined."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [
        (name.upper(), rest.strip())
        for name, _, rest in (line.partition(" ") for line in joined.splitlines() if line)
    ]


def faults(text: str) -> list[str]:
    """One sentence for each rule that is broken."""
    every = instructions(text)
    starts = [position for position, (name, _) in enumerate(every) if name == "FROM"]
    final = every[starts[-1] :]
    last = dict(final)
    told: list[str] = []

    def rule(kept: bool, sentence: str) -> None:
        if not kept:
            told.append(sentence)

    stages = {
        words[3]
        for _, rest in (every[start] for start in starts)
        if len(words := ["FROM", *rest.split()]) == 4
    }
    for start in starts:
        image = every[start][1].split()[0]
        rule(
            image in stages or re.search(r":[\w.-]+$|@sha256:", image) is not None, f"{image} has no version"
        )
        rule(not image.endswith(":latest"), f"{image} is a moving target")
    rule(len(starts) > 1, "one stage only: compilers reach the image")
    runs = " ; ".join(rest for name, rest in every if name == "RUN")
    rule("--require-hashes" in runs, "dependencies are installed without their hashes")
    rule(
        "apt-get install" not in runs or "--no-install-recommends" in runs,
        "apt-get installs what is only recommended",
    )
    rule("apt-get" not in runs or "rm -rf /var/lib/apt/lists" in runs, "apt's lists stay in the layer")
    rule(
        not re.search(r"\b(curl|wget)\b", text),
        "curl or wget is used: not in the image, not checked by a hash",
    )
    rule("ADD" not in dict(every), "ADD fetches and unpacks; COPY is meant")
    rule(not re.search(r"(?i)\b(ENV|ARG)\b.*(password|secret|token|key)=", text), "a secret is baked in")
    user = last.get("USER", "0").split(":")[0]
    rule(user.isdigit() and int(user) >= 10000, "the process does not run as a number of 10000 or more")
    names = [name for name, _ in final]
    after_user = final[names.index("USER") :] if "USER" in names else []
    rule(all(name != "RUN" for name, _ in after_user), "something is run after USER")
    for name in ("ENTRYPOINT", "CMD"):
        rule(
            _is_list(last.get(name, "")), f"{name} is not in exec form: a shell would keep SIGTERM to itself"
        )
    rule("HEALTHCHECK" in last, "no HEALTHCHECK")
    rule(_is_list(last.get("HEALTHCHECK", "").partition("CMD ")[2]), "HEALTHCHECK needs a shell")
    rule(last.get("VOLUME") == "/data", "the volume is not /data")
    rule("sqlite:////data/" in last.get("ENV", ""), "the database does not lie in the volume")
    rule("PYTHONDONTWRITEBYTECODE=1" in last.get("ENV", ""), "Python would write into the read-only tree")
    return told


def _is_list(value: str) -> bool:
    try:
        return isinstance(json.loads(value), list)
    except ValueError:
        return False
