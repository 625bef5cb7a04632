"""A host is asked as it wants to be: what its robots.txt says, and never faster than once a second."""

from __future__ import annotations

import pytest

from app.fetching import FetchFailed, FetchRefused, Turns
from tests.fetching.internet import Answer, Internet, answer, dripping, one_after_another, raw, redirect

TEXT = {"text/plain"}


def robots(text: str) -> Answer:
    return answer(text.encode())


@pytest.fixture(autouse=True)
def words(net: Internet) -> None:
    net.pages |= {path: answer(b"words") for path in ("/news/1", "/news/2", "/private/1", "/a.pdf")}


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /private", "/private/1", False),
        ("User-agent: *\nDisallow: /private", "/news/1", True),
        ("User-agent: *\nDisallow: /\nAllow: /news", "/news/1", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow:", "/news/1", True),
        ("User-agent: summitry\nDisallow: /\n\nUser-agent: *\nAllow: /", "/news/1", False),
        ("User-agent: other\nDisallow: /", "/news/1", True),
        ("\ufeffUser-agent: *\nDisallow: /", "/news/1", False),
        ("<html>no rules at all</html>", "/news/1", True),
        ("", "/news/1", True),
    ],
)
def test_what_it_forbids_is_not_asked(net: Internet, text: str, path: str, allowed: bool) -> None:
    net.pages["/robots.txt"] = robots(text)
    with net.fetcher() as fetcher:
        if allowed:
            assert fetcher.fetch(f"http://h.example{path}", takes=TEXT).body == b"words"
        else:
            with pytest.raises(FetchRefused, match=r"robots\.txt of h\.example forbids"):
                fetcher.fetch(f"http://h.example{path}", takes=TEXT)
    assert len(net.requests) == int(allowed)


@pytest.mark.parametrize(
    "send",
    [
        answer(status="500 Internal Server Error"),
        answer(status="429 Too Many Requests"),
        raw(b""),
        dripping(b"", b"", every=5),
        redirect("/robots.txt"),
        redirect("http://inside.test/robots.txt"),
        answer(b"User-agent: *\nAllow: /\n" + b"#" * 600_000),
    ],
)
def test_where_it_cannot_be_read_nothing_is_asked(net: Internet, send: Answer) -> None:
    net.names["inside.test"] = lambda: ["10.0.0.1"]
    net.pages["/robots.txt"] = send
    with net.fetcher(seconds=0.3) as fetcher:
        for _ in range(2):
            with pytest.raises(FetchFailed, match=r"robots\.txt could not be read"):
                fetcher.fetch("http://h.example/news/1", takes=TEXT)
    assert net.requests == []


@pytest.mark.parametrize("status", ["404 Not Found", "401 Unauthorized", "403 Forbidden", "410 Gone"])
def test_where_there_is_none_everything_is_allowed(net: Internet, status: str) -> None:
    net.pages["/robots.txt"] = answer(status=status)
    with net.fetcher() as fetcher:
        assert fetcher.fetch("http://h.example/news/1", takes=TEXT).body


def test_it_is_asked_for_once_a_day(net: Internet) -> None:
    net.pages["/robots.txt"] = one_after_another(
        robots("User-agent: *\nAllow: /"), robots("User-agent: *\nDisallow: /")
    )
    with net.fetcher() as fetcher:
        fetcher.fetch("http://h.example/news/1", takes=TEXT)
        fetcher.fetch("http://h.example/news/2", takes=TEXT)
        net.clock.sleep(24 * 3600)
        with pytest.raises(FetchRefused, match="forbids"):
            fetcher.fetch("http://h.example/news/1", takes=TEXT)


def test_each_hop_is_asked_of_its_own_host(net: Internet) -> None:
    net.pages["a.example/news/1"] = redirect("http://b.example/news/1")
    net.pages["b.example/robots.txt"] = robots("User-agent: *\nDisallow: /")
    with net.fetcher() as fetcher, pytest.raises(FetchRefused, match=r"robots\.txt of b\.example forbids"):
        fetcher.fetch("http://a.example/news/1", takes=TEXT)
    assert net.requests == [("a.example", "/news/1")]


@pytest.mark.parametrize(("text", "least"), [("", 1.0), ("User-agent: *\nCrawl-delay: 7", 7.0), ("User-agent: *\nCrawl-delay: -5", 1.0),
                                             ("User-agent: *\nCrawl-delay: nan", 1.0)])  # fmt: skip
def test_there_is_time_between_two_requests(net: Internet, text: str, least: float) -> None:
    net.pages["/robots.txt"] = robots(text)
    with net.fetcher() as fetcher:
        fetcher.fetch("http://h.example/news/1", takes=TEXT)
        assert net.clock.slept == []
        fetcher.fetch("http://h.example/news/2", takes=TEXT)
        assert least - 0.5 < sum(net.clock.slept) <= least
        fetcher.fetch("http://other.example/news/1", takes=TEXT)
        assert sum(net.clock.slept) <= least


def test_fetchers_that_share_turns_ask_one_after_the_other(net: Internet) -> None:
    turns = Turns(net.clock.now)
    with net.fetcher(turns=turns) as one, net.fetcher(turns=turns) as other:
        one.fetch("http://h.example/news/1", takes=TEXT)
        other.fetch("http://h.example/news/2", takes=TEXT)
        assert 0.5 < sum(net.clock.slept) <= 1.0
        one.fetch("http://h.example/news/1", takes=TEXT)
        assert 1.0 < sum(net.clock.slept) <= 2.0


def test_who_asks_for_ages_is_left_alone(net: Internet) -> None:
    net.pages["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 100000")
    with net.fetcher() as fetcher, pytest.raises(FetchRefused, match="seconds between two requests"):
        fetcher.fetch("http://h.example/news/1", takes=TEXT)
    assert net.clock.slept == []
