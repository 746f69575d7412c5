"""How news leave the house: pings to a WebSub hub, and messages through Apprise, when it is installed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from http.client import HTTPException
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import click

from mkdocs_candor.publish.news import Message

_SECONDS = 20


def ping_hub(hub: str, feeds: Sequence[str]) -> str:
    """Tell a WebSub hub that feeds have changed (W3C WebSub, section 7). Return what went wrong, or nothing."""
    body = urlencode([("hub.mode", "publish"), *(("hub.url", feed) for feed in feeds)]).encode()
    try:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        request = Request(hub, data=body, headers=headers)  # noqa: S310 - the owner's own hub
        with urlopen(request, timeout=_SECONDS):  # noqa: S310 - the owner's own hub
            return ""
    except (OSError, HTTPException, ValueError) as error:  # an answer that is an error is an OSError too
        return f"the hub {hub} did not take the ping: {error}"


class Services:
    """Addresses of Apprise, such as `slack://…`. They hold secrets: what is shown of them never does."""

    def __init__(self, addresses: Iterable[str]) -> None:
        """Raises ClickException where Apprise is not installed, or does not know an address."""
        try:
            import apprise
        except ImportError:
            raise click.ClickException(
                "Apprise is not installed. Install it: pip install 'mkdocs-candor[notify]'"
            ) from None
        self._services = {}
        for number, address in enumerate(addresses, start=1):
            # Not even Apprise's own masked form is free of secrets: of some services it shows the headers.
            name = f"address {number} ({address.partition(':')[0] if '://' in address else '?'}://…)"
            service = apprise.Apprise.instantiate(address, suppress_exceptions=True)
            if service is None:
                raise click.ClickException(
                    f"{name} of --apprise is none that Apprise knows. "
                    "Its form is in Apprise's documentation of the service."
                )
            self._services[name] = service

    @property
    def names(self) -> list[str]:
        """Return what may be shown of each address."""
        return list(self._services)

    def send(self, messages: Sequence[Message]) -> Iterator[str]:
        """Send each message to each service; yield what went wrong."""
        for name, service in self._services.items():
            failed = [m for m in messages if not service.notify(body=_body(m), title=m.title)]
            if failed:
                yield f"{name} did not take {len(failed)} of {len(messages)} messages"


def _body(message: Message) -> str:
    return "\n".join(part for part in (message.text, message.url) if part)
