"""Tests cannot reach another machine."""

import socket

import pytest

from tests.no_network import NetworkRefused


def test_connecting_to_another_machine_is_refused():
    # 192.0.2.0/24 is set aside for documentation: nothing answers there even if this fails.
    with socket.socket() as connection, pytest.raises(NetworkRefused):
        connection.connect(("192.0.2.1", 80))


def test_looking_up_another_machine_is_refused():
    with pytest.raises(NetworkRefused):
        socket.getaddrinfo("example.org", 80)


def test_this_machine_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()[:2]):
        pass
