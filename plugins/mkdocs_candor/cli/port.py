"""Where a site is served on this machine: a port that nobody else has."""

from __future__ import annotations

import socket

import click

HOST = "127.0.0.1"


def check_port(port: int) -> None:
    """Raise ClickException where nothing can be served at `port`."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} cannot be used ({error.strerror}). Choose another: --port {port % 65000 + 100}"
            ) from None
