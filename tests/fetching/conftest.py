from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fetching.internet import Internet, internet


@pytest.fixture
def net() -> Iterator[Internet]:
    with internet() as net:
        yield net
        assert net.private_visitors == 0
