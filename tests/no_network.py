"""Keeps tests off the network: only this machine can be reached."""

import ipaddress
import socket
from typing import Any

import pytest


class NetworkRefused(Exception):
    """A test tried to reach another machine."""


def is_this_machine(host: str) -> bool:
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check(family: int, address: Any) -> None:
    if family in (socket.AF_INET, socket.AF_INET6) and not is_this_machine(address[0]):
        raise NetworkRefused(f"A test tried to reach {address[0]}; tests may only reach this machine.")


@pytest.fixture(autouse=True, scope="session")
def no_network():
    """Make every connection and name look-up beyond this machine raise NetworkRefused."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def checked_connect(self, address):
        check(self.family, address)
        return connect(self, address)

    def checked_connect_ex(self, address):
        check(self.family, address)
        return connect_ex(self, address)

    def checked_getaddrinfo(host, *args, **kwargs):
        name = host.decode() if isinstance(host, bytes) else host or ""
        check(socket.AF_INET, (name,))
        return getaddrinfo(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", checked_connect)
        patch.setattr(socket.socket, "connect_ex", checked_connect_ex)
        patch.setattr(socket, "getaddrinfo", checked_getaddrinfo)
        yield
