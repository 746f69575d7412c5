"""`candor notify`: what changed in public, for those who are elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

import click

from mkdocs_candor.build import Build
from mkdocs_candor.cli.commits import commit_for, committed_at, write_out
from mkdocs_candor.cli.moments import in_words
from mkdocs_candor.cli.news_file import NewsFile, as_json, read_news
from mkdocs_candor.cli.place import Place, find_place
from mkdocs_candor.cli.published import Unreadable, is_address
from mkdocs_candor.cli.senders import Services, ping_hub
from mkdocs_candor.cli.told_by_site import told_by_site
from mkdocs_candor.derive.changes import News, Told, changes, told_by
from mkdocs_candor.derive.present import present
from mkdocs_candor.inputs import Inputs
from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.news import changed_feeds, messages
from mkdocs_candor.read.history import read_history


@click.command()
@click.option("--since", metavar="REF|URL", help="A git commit, or the published site: its address, or its folder.")
@click.option(
    "--news", type=click.File(encoding="utf-8"), help="What --format json printed before, in place of --since."
)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
@click.option("--websub", is_flag=True, help="Ping the hub of the configuration (websub_hub) for each changed feed.")
@click.option(
    "--apprise",
    metavar="URL",
    multiple=True,
    envvar="CANDOR_APPRISE",
    help="Tell a service through Apprise: slack://…, matrixs://…, mastodon://…, mailto://…; repeatable. "
    "[env: CANDOR_APPRISE]",
)
@click.option("--most", default=20, show_default=True, metavar="N", help="Send nothing if there is more than this.")
@click.option("--send", is_flag=True, help="Send it. Without this, what would be sent is printed.")
def notify(
    since: str | None,
    news: TextIO | None,
    format_: str,
    websub: bool,
    apprise: tuple[str, ...],
    most: int,
    send: bool,
) -> None:
    """Print what changed in public since a commit, or since the published site was built; and send it on.

    Updates, letters, news, answers, promises kept or broken; also what the clock did alone: an embargo that lifted, a
    maintenance that began. Drafts and what is under embargo never. Nothing is sent without --send.

    Ask before the new site is public, and send once it is: `--format json > news.json`, then `--news news.json --send`.

    Exits with 0 also when nothing changed. With 1 when the commit or the site cannot be read, or when a service did
    not take what was sent: the others were told all the same.

    \b
    Examples:
      candor notify --since HEAD~1
      candor notify --since https://status.example.org/ --format json > news.json
      candor notify --news news.json --websub --apprise slack://T0/B0/C0 --send
    """
    if (since is None) == (news is None):
        raise click.UsageError("Say --since or --news, one of the two.")
    if send and not websub and not apprise:
        raise click.UsageError("Say where to send it: --websub, or --apprise URL.")
    place = find_place()
    found = read_news(news) if news else _compared(place, str(since))
    hub = _hub(place, found) if websub else ""
    services = Services(" ".join(apprise).split()) if apprise else None
    if not send:
        _show(found, format_)
        _show_plan(found, hub, services)
        return
    if len(found.messages) > most:
        raise click.ClickException(
            f"These are {len(found.messages)} messages, more than {most}, as after an import. "
            f"Nothing was sent. To send them all: --most {len(found.messages)}"
        )
    _show(found, format_)
    _send(found, hub, services)


def _compared(place: Place, since: str) -> NewsFile:
    as_of = datetime.now(UTC)
    edition = _edition(place, as_of)
    now = told_by(edition.now)
    if is_address(since) or Path(since).is_dir():
        changed = {id_: facts.changed for id_, facts in edition.now.posts.items()}
        try:
            before = told_by_site(since, now, changed)
        except Unreadable as reason:
            raise click.ClickException(f"{reason}. Nothing was compared, and nothing sent.") from None
    else:
        before = _told_at(place, since)
    found = changes(before, now)
    statuses = before.components
    return NewsFile(
        since=before.as_of,
        as_of=edition.now.as_of,
        sentences=(before.sentence, now.sentence),
        components=tuple(
            (id_, statuses.get(id_, ""), s) for id_, s in now.components.items() if statuses.get(id_) != s
        ),
        messages=tuple(messages(found, edition)),
        withdrawn=tuple(change.post for change in found if change.kind is News.WITHDRAWN),
        feeds=tuple(changed_feeds(found, edition)) if found and place.site_url else (),
    )


def _edition(place: Place, as_of: datetime) -> Edition:
    pages = sorted(path.relative_to(place.pages).as_posix() for path in place.pages.rglob("*.md"))
    templates = place.options.get("templates_dir")
    build = Build(
        Inputs(
            root=place.root,
            incidents=place.incidents,
            pages_folder=place.pages,
            as_of=as_of,
            pages={page: _address(page, directory_urls=place.directory_urls) for page in pages},
            site_url=place.site_url,
            directory_urls=place.directory_urls,
            name=place.name,
            lang=place.lang,
            timezone=place.timezone,
            templates=place.root / str(templates) if templates else None,
            social_cards=False,
        )
    )
    build.recall()
    return build.edition


def _address(page: str, *, directory_urls: bool) -> str:
    """Return the address that MkDocs gives a page."""
    stem = page.removesuffix(".md")
    if not directory_urls:
        return f"{stem}.html"
    return stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else f"{stem}/"


def _told_at(place: Place, ref: str) -> Told:
    for source in (place.incidents, place.pages):
        if not source.is_relative_to(place.root):
            raise click.ClickException(
                f"{source} lies outside of the site's folder, where git is not asked. "
                "Compare with the published site: --since and its address."
            )
    commit = commit_for(place.root, ref)
    with TemporaryDirectory(prefix="candor-") as folder:
        then = write_out(place.root, commit, Path(folder))
        reading = read_history(
            then,
            incidents=then / place.incidents.relative_to(place.root),
            pages=then / place.pages.relative_to(place.root),
            timezone=place.timezone,
        )
    return told_by(present(reading.history, committed_at(place.root, commit)).now)


def _hub(place: Place, found: NewsFile) -> str:
    hub = str(place.options.get("websub_hub") or "")
    if not hub:
        raise click.ClickException("mkdocs.yml names no websub_hub, so there is nobody to ping.")
    if found.messages and not found.feeds:
        raise click.ClickException("mkdocs.yml has no site_url, so the feeds have no address.")
    return hub


def _show(found: NewsFile, format_: str) -> None:
    if format_ == "json":
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=2))
        return
    for line in _lines(found):
        click.echo(line)


def _lines(found: NewsFile) -> Iterator[str]:
    count = len(found.messages)
    told = "1 change" if count == 1 else f"{count or 'no'} changes"
    yield f"Since {in_words(found.since)}: {told}."
    if found.sentences[0] != found.sentences[1]:
        yield f"It was: {found.sentences[0]} It is: {found.sentences[1]}"
    for message in found.messages:
        yield f"\n{click.style(message.title, bold=True)}"
        yield from (f"  {line}" for line in (*message.text.splitlines(), message.url) if line)
    if found.withdrawn:
        yield f"\nNo longer there, and told to nobody: {', '.join(found.withdrawn)}"


def _show_plan(found: NewsFile, hub: str, services: Services | None) -> None:
    """Say what would be sent; not in the output itself, which scripts read."""
    count = f"{len(found.messages)} messages" if len(found.messages) != 1 else "1 message"
    if hub and found.feeds:
        click.echo(f"\nWould ping {hub} for:", err=True)
        for feed in found.feeds:
            click.echo(f"  {feed}", err=True)
    if services and found.messages:
        click.echo(f"\nWould send {count} to:", err=True)
        for name in services.names:
            click.echo(f"  {name}", err=True)
    if hub or services:
        click.echo("Nothing was sent. To send: --send" if found.messages else "Nothing to send.", err=True)


def _send(found: NewsFile, hub: str, services: Services | None) -> None:
    failures = []
    if hub and found.feeds:
        failure = ping_hub(hub, found.feeds)
        failures += [failure] if failure else []
    if services:
        failures += services.send(found.messages)
    if failures:
        raise click.ClickException("; ".join(failures) + ". What the others took was sent.")
    click.echo("Sent." if found.messages else "Nothing to send.", err=True)
