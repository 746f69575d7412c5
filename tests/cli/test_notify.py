"""What changed in public, for a deploy job to tell: from a commit or from the published site, and never a secret."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from click.testing import CliRunner, Result

from conftest import INCIDENT, Site
from mkdocs_candor.cli import candor

# Apprise imports what Python 3.13 has no more, and has its own in place there.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

NOW = datetime.now(UTC)


def _moment(**ago: float) -> str:
    return f"{NOW - timedelta(**ago):%Y-%m-%d %H:%M} UTC"


CARDS = f"""
---
type: incident
title: Card payments fail
severity: major
components: {{checkout: partial_outage}}
started: {_moment(hours=5)}
---

## {_moment(hours=4.5)} — Investigating
Impact: You cannot pay by [card](../site_src/community/pay-by-transfer.md).
Do now: Pay by transfer.

We look.
"""
RESOLVED = f"\n## {_moment(hours=1)} — Resolved\n\nCards work again.\n"
WORK = f"""
---
type: maintenance
title: New disks
starts: {_moment(hours=1)}
ends: {_moment(hours=-1)}
components: [search]
---

## {_moment(hours=9)} — Scheduled
Impact: Searches take long.
"""
SECRET = f"""
---
type: announcement
title: A secret price
date: 2024-03-01
topic: pricing
publish_at: {_moment(hours=-5)}
---

Nobody knows.
"""
LIFTED = SECRET.replace("A secret", "A new").replace(_moment(hours=-5), _moment(hours=2))

Run = Callable[..., Result]


@pytest.fixture
def run(site: Site, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(site.root)
    monkeypatch.delenv("CANDOR_APPRISE", raising=False)

    def call(*arguments: str) -> Result:
        result = CliRunner().invoke(candor, ["notify", *arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


def _commit(site: Site, at: datetime) -> None:
    when = at.isoformat()
    env = {**os.environ, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    who = ("-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false")
    for arguments in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "x"]):
        subprocess.run(["git", *arguments], cwd=site.root, env=env, check=True, capture_output=True)


def _changes(result: Result) -> list[tuple[str, str]]:
    return [(change["kind"], change["title"]) for change in json.loads(result.stdout)["changes"]]


def test_since_a_commit_people_and_the_clock_made_news(site: Site, run: Run) -> None:
    for name, text in (("cards", CARDS), ("work", WORK), ("secret", SECRET), ("lifted", LIFTED)):
        site.write(f"incidents/{name}.md", text)
    _commit(site, NOW - timedelta(hours=3))
    site.append("incidents/cards.md", RESOLVED)
    site.write("incidents/draft.md", SECRET.replace("type:", "draft: true\ntype:").replace("secret", "drafted"))
    site.write("site_src/community/search.md", "---\ntitle: Search by hand\nworks_for: All.\n---\n\n# Search by hand\n")

    result = run("--since", "HEAD", "--format", "json")

    told = json.loads(result.stdout)
    assert result.exit_code == 0, result.output
    assert _changes(result) == [
        ("new", "A new price"),
        ("updated", "Resolved: Card payments fail"),
        ("moved_on", "In progress: New disks"),
        ("resource", "Search by hand"),
    ]
    resolved = told["changes"][1]
    assert resolved["text"] == "Cards work again."
    assert resolved["url"].startswith("https://status.acme.example/incidents/cards/#update-")
    assert told["changes"][2]["text"].startswith("Impact: Searches take long.\n")
    assert told["components"] == [
        {"id": "checkout", "before": "partial_outage", "now": "operational"},
        {"id": "search", "before": "operational", "now": "under_maintenance"},
    ]
    assert "secret" not in result.output
    assert "drafted" not in result.output
    assert "https://status.acme.example/components/checkout/feed.xml" in told["feeds"]
    assert "https://status.acme.example/incidents/cards/feed.json" in told["feeds"]
    assert "https://status.acme.example/apologies/feed.xml" not in told["feeds"]
    as_text = run("--since", "HEAD").output
    assert as_text.startswith(f"Since {_moment(hours=3)}: 4 changes.\nIt was: Partly down: Checkout. ")
    assert f"\nResolved: Card payments fail\n  Cards work again.\n  {resolved['url']}\n" in as_text


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@pytest.fixture
def serve() -> Iterator[Callable[[type[BaseHTTPRequestHandler] | partial[SimpleHTTPRequestHandler]], str]]:
    servers = []

    def start(handler: type[BaseHTTPRequestHandler] | partial[SimpleHTTPRequestHandler]) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_since_the_published_site_was_built(site: Site, run: Run, serve: Callable[..., str]) -> None:
    for name, text in (("cards", CARDS), ("work", WORK), ("secret", SECRET), ("lifted", LIFTED), ("old", INCIDENT)):
        site.write(f"incidents/{name}.md", text)
    built = site.build(as_of=NOW - timedelta(hours=3))
    site.write("incidents/cards.md", CARDS.replace("\n\nWe", f"\nEdited: {_moment(hours=2.5)}, cards\n\nWe") + RESOLVED)
    (site.root / "incidents/old.md").unlink()

    from_folder = run("--since", str(built.folder), "--format", "json")
    address = serve(partial(_Quiet, directory=str(built.folder)))
    from_address = run("--since", f"{address}/", "--format", "json")

    assert _changes(from_folder) == [
        ("corrected", "Investigating: Card payments fail"),
        ("new", "A new price"),
        ("updated", "Resolved: Card payments fail"),
        ("moved_on", "In progress: New disks"),
    ]
    assert json.loads(from_address.stdout)["changes"] == json.loads(from_folder.stdout)["changes"]
    assert json.loads(from_folder.stdout)["withdrawn"] == ["old"]
    assert "No longer there, and told to nobody: old" in run("--since", str(built.folder)).output


LETTER = """
---
type: apology
title: We are sorry
incident: cards
date: 2024-03-01
prevention:
  - {id: A1, action: Two lines, due: 2999-01-01}
  - {id: A2, action: An alarm, due: 2999-01-01}
  - {id: A3, action: A list, due: 2024-04-01}
  - {id: A4, action: A plan, due: 2999-01-01, status: done, on: 2024-03-09, evidence: Before.}
---

We are sorry.
"""


def test_what_became_of_promises_is_news(site: Site, run: Run) -> None:
    site.write("incidents/cards.md", CARDS + "\n## Questions\n\n### Was I charged?\nAsked: 2024-03-01 10:00 UTC\n")
    site.write("incidents/sorry.md", LETTER)
    built = site.build(as_of=datetime(2024, 3, 20, tzinfo=UTC))
    invoke = partial(CliRunner().invoke, candor, catch_exceptions=False)
    for command in (
        ["promise", "done", "A1", "--evidence", "Both [run](https://a.example/)."],
        ["promise", "slip", "A2", "--to", "2999-02-01", "--why", "It rang too often."],
        ["answer", "charged", "-m", "No. **Nobody** was."],
    ):
        assert invoke(command).exit_code == 0

    result = run("--since", str(built.folder), "--format", "json")

    told = {change["title"]: change["text"] for change in json.loads(result.stdout)["changes"]}
    assert told["Done: Two lines"] == "Both run (https://a.example/)."
    assert told["Put off to 1 February 2999: An alarm"] == "It rang too often."
    assert "Overdue: A list" in told
    assert told["Card payments fail: Was I charged?"] == "No. Nobody was."
    assert "Done: A plan" not in told


def test_the_same_site_has_no_news(site: Site, run: Run) -> None:
    site.write("incidents/cards.md", CARDS + RESOLVED)
    built = site.build(as_of=datetime.now(UTC))

    result = run("--since", str(built.folder))

    assert result.output.endswith(": no changes.\n")
    assert result.exit_code == 0


@dataclass
class _Received:
    """What a server was sent. It answers with `code`."""

    code: int = 204
    bodies: list[str] = field(default_factory=list)

    @property
    def handler(self) -> type[BaseHTTPRequestHandler]:
        received = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                received.bodies.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.send_response(received.code)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Print nothing."""

        return Handler


def _news(site: Site, run: Run) -> Path:
    """Write the news of one change to a file."""
    site.write("incidents/cards.md", CARDS)
    _commit(site, NOW - timedelta(hours=3))
    site.append("incidents/cards.md", RESOLVED)
    path = site.root / "news.json"
    path.write_text(run("--since", "HEAD", "--format", "json").stdout, "utf-8")
    return path


def test_news_are_sent_once_the_site_is_public_and_only_when_told(
    site: Site, run: Run, serve: Callable[..., str]
) -> None:
    pytest.importorskip("apprise")
    hub, chat = _Received(), _Received(code=200)
    site.configure("  - candor\n", f"  - candor: {{websub_hub: {serve(hub.handler)}/hub}}\n")
    news = str(_news(site, run))
    service = serve(chat.handler).replace("http://", "json://")

    plan = run("--news", news, "--websub", "--apprise", f"{service}/?+Key=secret")

    assert (hub.bodies, chat.bodies) == ([], [])
    assert "Would ping http://127.0.0.1:" in plan.stderr
    assert "Would send 1 message to:\n  address 1 (json://…)\n" in plan.stderr
    assert plan.stderr.endswith("Nothing was sent. To send: --send\n")
    assert "secret" not in plan.output

    sent = run("--news", news, "--websub", "--apprise", service, "--send")

    assert (sent.exit_code, sent.stderr) == (0, "Sent.\n")
    ping = parse_qs(hub.bodies[0])
    assert ping["hub.mode"] == ["publish"]
    assert "https://status.acme.example/feed.xml" in ping["hub.url"]
    (message,) = (json.loads(body) for body in chat.bodies)
    assert message["title"] == "Resolved: Card payments fail"
    assert message["message"].startswith("Cards work again.\nhttps://status.acme.example/incidents/cards/#update-")


def test_a_service_that_fails_is_named_and_the_others_are_told(site: Site, run: Run, serve: Callable[..., str]) -> None:
    pytest.importorskip("apprise")
    hub, chat, broken = _Received(code=500), _Received(code=200), _Received(code=500)
    site.configure("  - candor\n", f"  - candor: {{websub_hub: {serve(hub.handler)}}}\n")
    news = str(_news(site, run))
    good, bad = (serve(received.handler).replace("http://", "json://") for received in (chat, broken))

    result = run("--news", news, "--websub", "--apprise", bad, "--apprise", good, "--send")

    assert result.exit_code == 1
    last = result.output.splitlines()[-1]
    assert last.startswith("Error: the hub http://127.0.0.1:")
    assert " did not take the ping: HTTP Error 500: Internal Server Error; address 1 (json://…)" in last
    assert last.endswith(" did not take 1 of 1 messages. What the others took was sent.")
    assert len(chat.bodies) == 1


MISTAKES = {
    "nothing to compare with": (["--send", "--websub"], "Say --since or --news, one of the two."),
    "nowhere to send": (["--since", "HEAD", "--send"], "Say where to send it: --websub, or --apprise URL."),
    "no such commit": (
        ["--since", "v9"],
        "there is no commit 'v9' here. `git branch --all` and `git tag` list those that there are; "
        "`git fetch` brings newer ones.",
    ),
    "no site there": (
        ["--since", "http://127.0.0.1:1/"],
        "http://127.0.0.1:1/ cannot be read: <urlopen error [Errno 111] Connection refused>. "
        "Nothing was compared, and nothing sent.",
    ),
    "another folder": (
        ["--since", "incidents"],
        "incidents cannot be read: [Errno 2] No such file or directory: 'incidents/api/candor/v1/status.json'. "
        "Nothing was compared, and nothing sent.",
    ),
    "a site of another version": (
        ["--since", "other"],
        "other is of another version: its API has other keys. Nothing was compared, and nothing sent.",
    ),
    "a site that is torn": (
        ["--since", "torn"],
        "torn has no api/candor/v1/status.json that can be read. Nothing was compared, and nothing sent.",
    ),
    "no news": (
        ["--news", "mkdocs.yml"],
        "Invalid value for --news: this is not what --format json prints.",
    ),
    "no hub": (["--since", "HEAD", "--websub"], "mkdocs.yml names no websub_hub, so there is nobody to ping."),
    "no service": (
        ["--since", "HEAD", "--apprise", "zzz://secret"],
        "address 1 (zzz://…) of --apprise is none that Apprise knows. "
        "Its form is in Apprise's documentation of the service.",
    ),
    "too much": (
        ["--since", "HEAD", "--apprise", "json://127.0.0.1:1", "--most", "0", "--send"],
        "These are 1 messages, more than 0, as after an import. Nothing was sent. To send them all: --most 1",
    ),
}


@pytest.mark.parametrize(("arguments", "message"), MISTAKES.values(), ids=MISTAKES)
def test_news_that_cannot_be_found_or_sent_are_no_traceback(
    site: Site, run: Run, arguments: list[str], message: str
) -> None:
    pytest.importorskip("apprise")
    site.write("other/api/candor/v1/status.json", '{"as_of": "2026-01-01T00:00:00Z"}')
    site.write("torn/api/candor/v1/status.json", "{")
    _news(site, run)

    result = run(*arguments)

    assert result.output.splitlines()[-1] == f"Error: {message}"
    assert result.exit_code in {1, 2}


def test_feeds_without_an_address_cannot_be_pinged(site: Site, run: Run) -> None:
    site.configure("site_url: https://status.acme.example/\n", "")
    site.configure("  - candor\n", "  - candor: {websub_hub: https://hub.example/}\n")
    _news(site, run)

    result = run("--since", "HEAD", "--websub")

    assert result.output == "Error: mkdocs.yml has no site_url, so the feeds have no address.\n"


def test_without_apprise_it_is_said_how_to_get_it(site: Site, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _news(site, run)
    monkeypatch.setitem(sys.modules, "apprise", None)

    result = run("--since", "HEAD", "--apprise", "json://a.example")

    assert result.output == ("Error: Apprise is not installed. Install it: pip install 'mkdocs-candor[notify]'\n")
