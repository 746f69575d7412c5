"""`candor publish`: the site on a server or a laptop, built, verified, and switched at one stroke."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from mkdocs_candor.cli.built_site import BuiltSite, doubts, faults, read_built_site
from mkdocs_candor.cli.engine import build_site
from mkdocs_candor.cli.place import Place, find_place
from mkdocs_candor.cli.public_folder import PublicFolder, Refused
from mkdocs_candor.model.post import AnyPost
from mkdocs_candor.read.history import read_history

_UNTOUCHED = "What is public was left as it is."


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "given",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Publish this folder, a site that is built already, instead of building one.",
)
@click.option(
    "--keep",
    default=3,
    show_default=True,
    type=click.IntRange(min=0),
    metavar="N",
    help="How many earlier builds to keep.",
)
@click.option("--rollback", is_flag=True, help="Build nothing: make the build before the public one public again.")
@click.option(
    "--convert", is_flag=True, help="DIR is a plain folder: keep it as an earlier build, and put a link there."
)
@click.option("--anyway", is_flag=True, help="Publish a site that is far smaller, older or of another address too.")
@click.option(
    "--wait",
    default=600,
    show_default=True,
    type=click.IntRange(min=0),
    metavar="SECONDS",
    help="How long to wait for another run that publishes into DIR.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON, for scripts.")
def publish(
    folder: Path, given: Path | None, keep: int, rollback: bool, convert: bool, anyway: bool, wait: int, as_json: bool
) -> None:
    """Build the site and put it into DIR, the folder that your web server serves; or leave DIR as it is.

    The site is built beside DIR, in DIR.builds, and verified: there is a front page, the feeds can be read, no draft
    is in it, it has not lost most of its pages. Then DIR, which is a link, is switched to it at one stroke: no reader
    sees half a site. If anything fails, what was public stays. Words never stop it, nor a post that cannot be read:
    that is shown as unknown. Runs at the same time wait for each other.

    Ends with 0 when the site is public, with 1 when what was public was left as it is.

    \b
    Examples:
      candor publish /var/www/status
      candor publish /var/www/status --rollback
      candor publish /var/www/status --from site
    """
    if given and rollback:
        raise click.UsageError("--from and --rollback exclude each other.")
    public = PublicFolder(folder)
    try:
        if not public.path.parent.is_dir():
            raise Refused(f"There is no folder {public.path.parent}. Make it, or mend the path.")
        if rollback:
            with public.locked(wait, partial(click.echo, err=True)):
                done = _roll_back(public)
        else:
            place = None if given else find_place()
            _check_target(public, place, given, convert)
            with public.locked(wait, partial(click.echo, err=True)) as lock:
                done = _publish(public, place, given, lock, keep, anyway)
    except Refused as refusal:
        raise click.ClickException(f"{refusal}\n{_UNTOUCHED}") from None
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        raise click.ClickException(f"{what}.\n{_UNTOUCHED}") from None
    _say(public, done, as_json)


def _check_target(public: PublicFolder, place: Place | None, given: Path | None, convert: bool) -> None:
    if public.path.is_file():
        raise Refused(f"{public.path} is a file. Name the folder that your web server serves.")
    if public.is_plain and not convert:
        raise Refused(
            f"{public.path} is a folder with files in it, and only a link can be switched at one stroke. "
            f"Once, let it become one: candor publish {public.path} --convert"
        )
    if os.path.ismount(public.path):
        raise Refused(f"{public.path} is a mount, which cannot be a link. Publish into a folder in it.")
    if place:
        for watched in (place.pages, place.incidents):
            if public.path.is_relative_to(watched):
                raise Refused(f"{public.path} lies in {watched}, where the site's source is. Choose another folder.")
    if given and public.live == given.resolve():
        raise Refused(f"{given} is what is public already.")


def _publish(
    public: PublicFolder, place: Place | None, given: Path | None, lock: int, keep: int, anyway: bool
) -> BuiltSite:
    begun = datetime.now(UTC)
    unfinished = public.begun(begun)
    try:
        posts: tuple[AnyPost, ...] = ()
        if given:
            shutil.copytree(given, unfinished, dirs_exist_ok=True)
        elif place:
            # A moment that somebody's shell sets for other things must not make a site of the past public.
            environment = {"CANDOR_AS_OF": "", "SOURCE_DATE_EPOCH": ""}
            if not build_site(place.root / "mkdocs.yml", unfinished, environment, keep_open=[lock]):
                raise Refused("The site was not built; the lines above say why.")
            reading = read_history(place.root, incidents=place.incidents, pages=place.pages, timezone=place.timezone)
            posts = reading.history.posts
        site = read_built_site(unfinished)
        if found := list(faults(site, posts)):
            raise Refused(f"The built site is not fit to be public: {'; '.join(found)}.")
        if public.live and not anyway:
            found = list(doubts(site, read_built_site(public.live), is_given=given is not None))
            if found:
                raise Refused(f"Look first: {'; '.join(found)}. If that is meant, add --anyway.")
        build = public.publish(unfinished)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    public.prune(keep)
    return BuiltSite(build, site.as_of, site.url, site.pages, site.size)


def _roll_back(public: PublicFolder) -> BuiltSite:
    to = public.before
    if to is None:
        raise Refused(f"No build is kept that is older than the public one. Those kept are in {public.builds_folder}.")
    site = read_built_site(to)
    if found := list(faults(site, ())):
        raise Refused(f"The build before, {to}, is not fit to be public: {'; '.join(found)}.")
    public.roll_back(to)
    return site


def _say(public: PublicFolder, site: BuiltSite, as_json: bool) -> None:
    before = public.before
    if as_json:
        done = {
            "public": str(public.path),
            "build": str(site.folder),
            "as_of": f"{site.as_of:%Y-%m-%dT%H:%M:%SZ}" if site.as_of else None,
            "url": site.url,
            "before": str(before) if before else None,
        }
        click.echo(json.dumps(done, ensure_ascii=False, indent=2))
        return
    click.echo(f"Public: {public.path}, {site.summary}")
    click.echo(f"It is {site.folder}")
    if before:
        click.echo(f"Back to the build before: candor publish {public.path} --rollback")
    if site.url:
        click.echo(f"Next: look at {site.url}")
