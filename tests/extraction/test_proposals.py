"""What is proposed: the action without its attribution, each of several apart. Bars part the proposals."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ардан Темур предложил построить дорогу к морю.", "построить дорогу к морю"),
        (
            "Ардан Темур предложил разработать и запустить единую платформу.",
            "разработать и запустить единую платформу",
        ),
        (
            "Ардан Темур предложил построить дорогу и открыть мост через реку.",
            "построить дорогу|открыть мост через реку",
        ),
        ("Ардан Темур предложил, чтобы страны региона построили дорогу к морю.", "построили дорогу к морю"),
        ("Ардан Темур призвал соседей снизить тарифы на перевозки.", "снизить тарифы на перевозки"),
        (
            "Ардан Темур выступил за строительство дороги и за открытие моста.",
            "строительство дороги|открытие моста",
        ),
        ("Ардан Темур заявил, что необходимо построить дорогу к морю.", "построить дорогу к морю"),
        (
            "Предлагается запустить единую платформу, сообщил Ардан Темур.",
            "запустить единую платформу",
        ),
        ("«Предлагаю построить дорогу к морю», — сказал Ардан Темур.", "построить дорогу к морю"),
        (
            "Ардан Темур предложил:\n1) построить дорогу;\n2) открыть мост, снизить тарифы.",
            "построить дорогу|открыть мост, снизить тарифы",
        ),
        ("Ардан Темур отметил, что дорога готова.", ""),
    ],
)
def test_proposals(read: Any, text: str, wanted: str) -> None:
    found = read(text)
    assert [proposal.span.of(text) for proposal in found.proposals] == [
        part for part in wanted.split("|") if part
    ]
    assert all(
        proposal.speaker is not None and proposal.speaker.id == "ardan-temur" for proposal in found.proposals
    )
    assert [proposal.position for proposal in found.proposals] == list(range(1, len(found.proposals) + 1))
