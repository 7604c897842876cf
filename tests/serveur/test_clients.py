"""Clients are told apart by what is theirs alone."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from fabrique_dash.serveur.clients import client_de


@pytest.mark.parametrize(
    ("hote", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:0:1:aaaa::1", "2001:db8:0:1::/64"),
        ("2001:db8:0:1:bbbb::2", "2001:db8:0:1::/64"),
        ("testclient", "testclient"),
    ],
)
def test_a_client_is_an_address_or_a_network(hote: str, client: str) -> None:
    assert client_de(Request({"type": "http", "client": (hote, 1), "headers": []})) == client


def test_a_request_without_a_client_has_a_turn_too() -> None:
    assert client_de(Request({"type": "http", "client": None, "headers": []})) == ""
