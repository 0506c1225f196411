"""The address guard: a crawler that follows links must never be led into the machine or the network it runs in.

Every connection is made to an address that was checked, never to a name: names are resolved here, every address of a
name must be public, and the peer of the open socket is compared once more. This holds on every redirect hop and
against resolvers that change their answer, because httpcore (under httpx) opens its sockets through ``GuardedBackend``.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field

import httpcore

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Awaitable[list[str]]]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class AddressRefused(Exception):
    """The name or address is not a public one and not on the allow-list."""


class NameUnknown(Exception):
    """The name does not resolve."""


async def system_resolver(host: str, port: int) -> list[str]:
    """The addresses of ``host`` as the system resolves them."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def embedded(address: Address) -> Address:
    """The IPv4 address that an IPv6 one carries (mapped, 6to4, Teredo, NAT64), else the address itself."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address.sixtofour:
            return address.sixtofour
        if address.teredo:
            return address.teredo[1]
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def is_public(address: str) -> bool:
    """Whether ``address`` is a public unicast address, looked at through every way of writing it."""
    try:
        plain = embedded(ipaddress.ip_address(address.split("%")[0]))
    except ValueError:
        return False
    return plain.is_global and not plain.is_multicast and not plain.is_reserved


@dataclass
class Network:
    """What the crawler may connect to.

    ``allow``: networks that are allowed though not public (an intranet). ``connect``: host -> (address, port), used
    instead of resolving the host, and allowed for that host only; for tests, the demo and hosts behind a gateway.
    """

    allow: Iterable[str] = ()
    connect: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    resolver: Resolver = system_resolver
    keep: float = 60.0  # seconds for which a checked answer is used again

    def __post_init__(self) -> None:
        self._allowed = [ipaddress.ip_network(entry) for entry in self.allow]
        self._known: dict[str, tuple[float, list[str]]] = {}

    def permits(self, address: str) -> bool:
        """Whether a connection to ``address`` may be made."""
        if is_public(address):
            return True
        try:
            plain = embedded(ipaddress.ip_address(address.split("%")[0]))
        except ValueError:
            return False
        return any(plain in network for network in self._allowed if network.version == plain.version)

    async def addresses(self, host: str, port: int) -> list[tuple[str, int]]:
        """The checked (address, port) pairs for ``host``. Raises ``AddressRefused`` or ``NameUnknown``."""
        if host in self.connect:
            return [self.connect[host]]
        loop = asyncio.get_running_loop()
        known = self._known.get(host)
        if known and known[0] > loop.time():
            return [(address, port) for address in known[1]]
        try:
            found = await self.resolver(host.strip("[]"), port)
        except (OSError, UnicodeError) as error:
            raise NameUnknown(f"{host} does not resolve ({error})") from error
        if not found:
            raise NameUnknown(f"{host} does not resolve")
        refused = [address for address in found if not self.permits(address)]
        if refused:
            raise AddressRefused(f"{host} is {refused[0]}, not a public address")
        self._known[host] = (loop.time() + self.keep, found)
        return [(address, port) for address in found]

    def check_peer(self, host: str, peer: str) -> None:
        """Raise ``AddressRefused`` unless an open connection's peer is one that ``host`` may have."""
        if host in self.connect:
            if self.connect[host][0] == peer:
                return
        elif self.permits(peer):
            return
        raise AddressRefused(f"{host} was reached at {peer}, not a public address")


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens TCP connections for httpcore, to checked addresses only."""

    def __init__(self, network: Network, inner: httpcore.AsyncNetworkBackend | None = None) -> None:
        self.network = network
        self.inner = inner or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        last: Exception | None = None
        for address, actual_port in await self.network.addresses(host, port):
            try:
                stream = await self.inner.connect_tcp(address, actual_port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
                continue
            peer = stream.get_extra_info("server_addr")
            try:
                self.network.check_peer(host, str(peer[0]) if peer else "")
            except AddressRefused:
                with contextlib.suppress(Exception):
                    await stream.aclose()
                raise
            return stream
        raise last or httpcore.ConnectError(f"{host}: no address")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
