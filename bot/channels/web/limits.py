"""How often a citizen may send: one bucket per session, a larger one per address."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from aiohttp import web

from bot.channels.web.errors import ApiError

ADDRESS_FACTOR = 20  # many citizens share one address: a mobile carrier's, an office's
MINUTE = 60.0
SWEEP_SIZE = 10_000
LIMITS: web.AppKey[Limits] = web.AppKey("limits")


@dataclass
class Bucket:
    """`level` tokens at `at`; they come back evenly over a minute."""

    level: float
    at: float


class Limiter:
    """`per_minute` takes for each key, all at once or spread; 0 means no limit."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size, self._clock = per_minute, clock
        self._buckets: dict[str, Bucket] = {}

    def take(self, key: str) -> int:
        """0 when allowed, else the seconds until it will be."""
        if not self._size:
            return 0
        now = self._clock()
        if len(self._buckets) >= SWEEP_SIZE:
            self._sweep(now)
        bucket = self._buckets.setdefault(key, Bucket(self._size, now))
        bucket.level = min(self._size, bucket.level + (now - bucket.at) * self._size / MINUTE)
        bucket.at = now
        if bucket.level < 1:
            return max(1, math.ceil((1 - bucket.level) * MINUTE / self._size))
        bucket.level -= 1
        return 0

    def _sweep(self, now: float) -> None:
        """Forget who has not sent for a minute: those buckets are full. Under attack, forget everybody."""
        self._buckets = {key: bucket for key, bucket in self._buckets.items() if now - bucket.at < MINUTE}
        if len(self._buckets) >= SWEEP_SIZE:
            self._buckets.clear()


class Limits:
    """Both limiters, and where a request really comes from."""

    def __init__(self, per_minute: int, trusted_proxies: Iterable[str]) -> None:
        self._sessions, self._addresses = Limiter(per_minute), Limiter(per_minute * ADDRESS_FACTOR)
        self._trusted = [ip_network(proxy) for proxy in trusted_proxies]

    def check(self, request: web.Request, session: str | None) -> None:
        """Count a message of the session (of the address when it has none); raises ApiError too_many_requests."""
        address = self.address_of(request)
        _refuse(self._sessions.take(f"session {session}" if session else f"address {address}"))

    def check_address(self, request: web.Request) -> None:
        """Count a request of the address; raises ApiError too_many_requests."""
        _refuse(self._addresses.take(self.address_of(request)))

    def address_of(self, request: web.Request) -> str:
        """The nearest address that is no trusted proxy; of IPv6 the network a household has."""
        hops = [hop.strip() for hop in ",".join(request.headers.getall("X-Forwarded-For", [])).split(",")]
        address = request.remote or ""
        while hops and self._is_trusted(address):
            hop = hops.pop()
            if _parsed(hop) is None:
                break
            address = hop
        parsed = _parsed(address)
        return str(IPv6Network((parsed, 64), strict=False)) if isinstance(parsed, IPv6Address) else address

    def _is_trusted(self, address: str) -> bool:
        parsed = _parsed(address)
        return parsed is not None and any(parsed in network for network in self._trusted)


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address(address)
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed


def _refuse(seconds: int) -> None:
    if seconds:
        raise ApiError("too_many_requests", retry_after=seconds, seconds=seconds)
