"""No address, however it is written, and no name, whatever it resolves to, leads to a private host (RELIABILITY 32)."""

from __future__ import annotations

from collections import Counter
from functools import partial
from ipaddress import IPv4Address, IPv6Address

import pytest

from app.errors import AppError
from app.fetching import FetchRefused
from app.fetching.addresses import why_not_public
from app.fetching.network import PublicNetwork, PublicTransport
from tests.fetching.internet import PUBLIC, PUBLIC_6, Internet, answer, redirect

PRIVATE_4 = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.100.100.200",
    "100.127.255.254",
    "127.0.0.1",
    "127.1.2.3",
    "127.255.255.255",
    "168.63.129.16",
    "169.254.169.254",
    "169.254.170.2",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "192.168.255.255",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "192.31.196.1",
    "192.52.193.1",
    "192.175.48.1",
]
PRIVATE_6 = [
    "::",
    "::1",
    "::127.0.0.1",
    "::10.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2002:a9fe:a9fe::",
    "2606:4700::5efe:127.0.0.1",
    "2606:4700::200:5efe:10.0.0.1",
    "3fff::1",
    "2620:4f:8000::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "febf::1",
    "fec0::1",
    "feff::1",
    "ff02::1",
    "ff0e::1",
]
SPELLINGS = [
    *("http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://127.1/", "http://127.0.1/", "http://017700000001/"),
    *("http://0/", "http://0x0/", "http://0x7F.0x0.0x0.0x1/", "http://3232235521/", "http://2852039166/", "http://0xa9fea9fe/"),
    *("http://0177.0.0.1/", "http://127.000.000.001/", "http://0000127.0.0.1/", "http://127.0.0.1./", "http://127.1./"),
    *("http://①②⑦.0.0.1/", "http://１２７.0.0.1/", "http://127。0。0。1/", "http://⑯⑨.②⑤④.⑯⑨.②⑤④/", "http://localhost/"),
    *("http://localhost./", "http://LOCALHOST/", "http://ip6-localhost/", "http://127.0.0.1%2f@example.test/"),
    *("http://example.test@127.0.0.1/", "http://127.0.0.1:80/", "https://127.0.0.1/", "http://127.0.0.1#@example.test/"),
    *("http://127.0.0.1\\@example.test/", "http://127.0.0.1%00.example.test/", "http://[::1]:80/"),
]  # fmt: skip
NO_WEB = [
    *("file:///etc/passwd", "ftp://example.test/", "gopher://127.0.0.1:70/x", "dict://127.0.0.1:11211/stat", "data:text/plain,x"),
    *("http://example.test:22/", "http://example.test:6379/", "http://example.test:8080/", "https://example.test:0/"),
    *("http://name:password@example.test/", "http:///page", "http://", "//example.test/", "example.test", "http://exa\nmple.test/"),
    *("http://example.test:99999/", "http://[::1/", "jar:http://example.test!/", "http://" + "a" * 3000 + ".test/"),
]  # fmt: skip
ADDRESSES = [
    *(f"http://{a}/" for a in PRIVATE_4),
    *(f"http://[{a}]/" for a in PRIVATE_6),
    *SPELLINGS,
    *NO_WEB,
]
NAMES = [*PRIVATE_4, *PRIVATE_6]


def test_there_are_enough_of_them() -> None:
    assert len({*ADDRESSES}) >= 80


@pytest.mark.parametrize("address", [*PRIVATE_4, *PRIVATE_6])
def test_an_address_that_is_not_public_is_known(address: str) -> None:
    assert why_not_public(address)


@pytest.mark.parametrize(
    "address",
    [PUBLIC, PUBLIC_6, "8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "11.0.0.1", "192.0.1.1",
     "198.17.0.1", "198.20.0.1", "223.255.255.255", "2a00:1450:4001::1", "2400:cb00::1", "2001:4860:4860::8888", "2003::1"],
)  # fmt: skip
def test_a_public_one_is_public(address: str) -> None:
    assert why_not_public(address) is None


def test_the_edges_of_the_networks_are_where_they_are_registered() -> None:
    for network, bits in (
        (0x0A000000, 8),
        (0x64400000, 10),
        (0xAC100000, 12),
        (0xC0A80000, 16),
        (0xC6120000, 15),
    ):
        size = 1 << (32 - bits)
        inside = (network, network + size - 1)
        outside = (network - 1, network + size)
        assert all(why_not_public(str(IPv4Address(n))) for n in inside)
        assert not any(why_not_public(str(IPv4Address(n))) for n in outside)
    assert why_not_public(str(IPv6Address((1 << 125) - 1)))
    assert why_not_public("3fff:fff::") and why_not_public("3fff:1000::") is None


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_asked_of_it(net: Internet, address: str) -> None:
    with net.fetcher() as fetcher, pytest.raises(AppError) as refused:
        fetcher.fetch(address, takes={"text/plain"})
    assert (net.dialled, net.private_visitors, net.requests) == ([], 0, [])
    assert "password" not in refused.value.detail or "a name or a password" in refused.value.detail


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_redirect_leads_there(net: Internet, address: str) -> None:
    net.pages["/"] = redirect(address.replace("\n", "").encode().decode("latin-1"))
    with net.fetcher() as fetcher, pytest.raises(AppError):
        fetcher.fetch("http://start.test/", takes={"text/plain"})
    assert {*net.dialled} <= {PUBLIC}
    assert net.private_visitors == 0


@pytest.mark.parametrize("address", NAMES)
def test_no_name_leads_there(net: Internet, address: str) -> None:
    net.names["inside.test"] = lambda: [address]
    with net.fetcher() as fetcher, pytest.raises(FetchRefused):
        fetcher.fetch("http://inside.test/", takes={"text/plain"})
    assert (net.dialled, net.private_visitors) == ([], 0)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "10.0.0.1", "64:ff9b::7f00:1", "169.254.169.254"])
def test_one_private_address_among_public_ones_is_enough(net: Internet, address: str) -> None:
    net.names["mixed.test"] = lambda: [PUBLIC, address, PUBLIC_6]
    with net.fetcher() as fetcher, pytest.raises(FetchRefused, match="not public"):
        fetcher.fetch("http://mixed.test/", takes={"text/plain"})
    assert (net.dialled, net.private_visitors) == ([], 0)


def test_a_name_that_changes_its_mind_reaches_nobody_else(net: Internet) -> None:
    """Rebinding, 200 times: whatever was looked up is what is connected to, and it was judged."""
    turns = Counter[str]()

    def flipping(name: str) -> list[str]:
        turns[name] += 1
        return [PUBLIC] if turns[name] % 2 else ["127.0.0.1"]

    net.pages["/"] = answer(b"public words")
    with net.fetcher() as fetcher:
        for number in range(200):
            name = f"flip{number}.test"
            net.names[name] = partial(flipping, name)
            with pytest.raises(FetchRefused, match="not public"):  # robots.txt came from the public one
                fetcher.fetch(f"http://{name}/", takes={"text/plain"})
    assert net.dialled == [PUBLIC] * 200
    assert (net.private_visitors, net.requests) == (0, [])


def test_a_redirect_is_looked_up_like_everything(net: Internet) -> None:
    net.names["inside.test"] = lambda: ["192.168.1.1"]
    net.pages["start.test/"] = redirect("http://inside.test/")
    with (
        net.fetcher() as fetcher,
        pytest.raises(FetchRefused, match=r"192\.168\.1\.1, which is not public \(private\)"),
    ):
        fetcher.fetch("http://start.test/", takes={"text/plain"})
    assert net.requests == [("start.test", "/")]


def test_what_is_asked_is_named_as_it_was_written(net: Internet) -> None:
    """The connection goes to a number, `Host` keeps the name, and no variable of the environment stands in between."""
    net.pages["/"] = answer(b"words")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
            patch.setenv(name, f"http://127.0.0.1:{net.private.port}")
        with net.fetcher() as fetcher:
            found = fetcher.fetch("http://name.test/#part", takes={"text/plain"})
    assert (found.body, found.url) == (b"words", "http://name.test/")
    assert net.requests == [("name.test", "/")]
    assert "Summitry/0 (+mailto:tests@example.org)" in net.heads[0]
    assert "cookie" not in net.heads[0].lower()


def test_the_transport_connects_by_our_network_alone() -> None:
    """It takes the place of a pool that httpx2 keeps for itself: an upgrade that calls it otherwise must be noticed."""
    network = PublicNetwork(lambda: 0.0)
    pool = PublicTransport(network)._pool
    assert pool._network_backend is network
    assert pool._proxy is None
