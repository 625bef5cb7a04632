"""Which addresses of the Internet are public. `ipaddress.is_global` is not asked: its answers change with Python's releases, and 3.11 calls
64:ff9b::7f00:1, 2002:7f00:1:: and 224.0.0.1 global."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

# IANA's registries of special-purpose addresses, what clouds keep for themselves, and everything that is no single host.
_NOT_PUBLIC_4: Final = tuple(
    (IPv4Network(network), meaning)
    for network, meaning in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a provider's customers"),
        ("127.0.0.0/8", "this machine"),
        ("168.63.129.16/32", "a cloud's own service"),
        ("169.254.0.0/16", "link-local, where clouds keep their metadata"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "kept for protocols"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "kept for protocols"),
        ("192.52.193.0/24", "kept for protocols"),
        ("192.88.99.0/24", "a relay to IPv6"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "kept for protocols"),
        ("198.18.0.0/15", "benchmarks"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
# All of IPv6 that is given to hosts. Outside are loopback, private (fc00::/7, fec0::/10), link-local and multicast addresses, and those that
# hold one of IPv4: mapped, compatible, translated, NAT64.
_UNICAST: Final = IPv6Network("2000::/3")
_NOT_PUBLIC_6: Final = tuple(
    (IPv6Network(network), meaning)
    for network, meaning in (
        ("2001::/23", "kept for protocols, Teredo among them"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "an address of IPv4 in disguise (6to4)"),
        ("2620:4f:8000::/48", "kept for protocols"),
        ("3fff::/20", "documentation"),
    )
)
_ISATAP: Final = frozenset({0x0000_5EFE, 0x0200_5EFE})  # before an address of IPv4, as the host's half


def why_not_public(address: str) -> str | None:
    """Why nothing is asked at this numeric address, as half a sentence; None where it is public."""
    try:
        found = ip_address(address)
    except ValueError:
        return "no address of the Internet"
    if isinstance(found, IPv4Address):
        return next((meaning for network, meaning in _NOT_PUBLIC_4 if found in network), None)
    return _why_not_public_6(found)


def _why_not_public_6(found: IPv6Address) -> str | None:
    if found.scope_id is not None:
        return "link-local"
    if found not in _UNICAST:
        return "no public address of IPv6"
    if (int(found) >> 32) & 0xFFFF_FFFF in _ISATAP:
        return "an address of IPv4 in disguise (ISATAP)"
    return next((meaning for network, meaning in _NOT_PUBLIC_6 if found in network), None)
