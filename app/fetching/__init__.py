"""Addresses -> bytes, from public hosts only, politely. Whatever asks the network for something asks a `Fetcher`."""

from app.fetching.errors import FetchFailed, FetchRefused, NotPublic
from app.fetching.fetcher import Fetched, Fetcher, Known
from app.fetching.listings import Link, Listing, read_listing
from app.fetching.turns import Turns
from app.fetching.urls import checked_url, host_of, without_user

__all__ = [
    "FetchFailed",
    "FetchRefused",
    "Fetched",
    "Fetcher",
    "Known",
    "Link",
    "Listing",
    "NotPublic",
    "Turns",
    "checked_url",
    "host_of",
    "read_listing",
    "without_user",
]
