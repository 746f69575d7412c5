"""`candor new incident`: the first notice of a failure."""

from __future__ import annotations

from typing import Any

import click

from mkdocs_candor.cli.components_option import read_components
from mkdocs_candor.cli.moments import coming_moment, in_words, past_moment
from mkdocs_candor.cli.new_post import asked, front_of, post_options, read_or_asked, required, write_post
from mkdocs_candor.cli.now import Now, read_now
from mkdocs_candor.cli.updating import next_update
from mkdocs_candor.cli.words import can_ask, words_of
from mkdocs_candor.edit.post_files import UpdateText
from mkdocs_candor.model.post import PostType
from mkdocs_candor.model.status import INCIDENT_STAGES, Severity, Stage, Status
from mkdocs_candor.read.fields import INCIDENT_STATUSES

_SEVERITIES = [severity.value for severity in Severity]


@click.command()
@click.argument("title", required=False)
@click.option("--severity", "-s", type=click.Choice(_SEVERITIES), help="How bad it is, over all.")
@click.option(
    "--components",
    "-c",
    metavar="ID[=STATUS]",
    multiple=True,
    help="What fails, and how: checkout=partial_outage; repeatable. Without a status: the one of the severity.",
)
@click.option("--started", metavar="WHEN", help='When customers were first hurt: "20 min ago". [default: now]')
@click.option("--impact", metavar="TEXT", help="What customers cannot do.")
@click.option("--do-now", metavar="TEXT", help="What they can do now.")
@click.option("--next", "next_", metavar="WHEN", help='When you will speak next: 30m, "14:30 UTC".')
@click.option("--scope", metavar="TEXT", help="Who is affected, and who is not.")
@click.option("--text", "-m", metavar="TEXT", help='What else there is to say; "-" reads standard input.')
@click.option("--by", metavar="NAME", envvar="CANDOR_BY", help="Who says it. [env: CANDOR_BY]")
@click.option(
    "--stage",
    type=click.Choice([s.value for s in INCIDENT_STAGES]),
    default="investigating",
    show_default=True,
    help="Where it stands already.",
)
@click.option("--at", metavar="WHEN", default="now", show_default=True, help="The time of this notice.")
@click.option("--detected", metavar="WHEN", help="When you noticed.")
@click.option("--disclosed-by", type=click.Choice(["us", "customers", "press"]), help="Who told of it first.")
@click.option("--found-later", metavar="TEXT", help="Why the first notice came late.")
@click.option("--upstream", metavar="NAME", help="The supplier whose failure it is.")
@click.option("--upstream-url", metavar="URL", help="Where the supplier tells of it.")
@click.option("--upstream-feed", metavar="URL", help="The supplier's feed.")
@post_options
def incident(title: str | None, **options: Any) -> None:
    """Write the first notice of an incident. Four facts do: what, how bad, what to do now, when you speak next.

    \b
    Examples:
      candor new incident
      candor new incident "Card payments fail" -s major -c checkout --started "20 min ago" \\
        --impact "You cannot pay by card." --do-now "Pay by transfer, or wait." --next 30m
      curl -s https://monitor.example/alert | candor new incident "API errors" -s minor -c api --text - --open
    """
    now = read_now()
    title = required(title, "a TITLE", "Title")
    severity = Severity(_severity(options["severity"]))
    statuses = _statuses(now, severity, options["components"])
    started = read_or_asked(
        lambda text: past_moment(text or "now", now.as_of, now.timezone, "--started"),
        options["started"],
        "When did it start? (now, 20 min ago, 14:02 UTC)",
        "now",
    )
    at = past_moment(options["at"], now.as_of, now.timezone, "--at")
    front = front_of(PostType.INCIDENT, title)
    front["severity"] = severity.value
    if statuses:
        front["components"] = {component: status.value for component, status in statuses.items()}
    front["started"] = in_words(started)
    if options["detected"]:
        front["detected"] = in_words(past_moment(options["detected"], now.as_of, now.timezone, "--detected"))
    front.update({key: options[key] for key in ("disclosed_by", "found_later") if options[key]})
    if options["upstream"]:
        upstream = {"name": options["upstream"], "url": options["upstream_url"], "feed": options["upstream_feed"]}
        front["upstream"] = {key: value for key, value in upstream.items() if value}
    keys = {
        "Impact": asked(options["impact"], "What can customers not do?"),
        "Scope": " ".join((options["scope"] or "").split()),
        "Do now": asked(options["do_now"], "What can they do now?", "Nothing; wait."),
    }
    if options["stage"] != "resolved":
        keys["Next update"] = read_or_asked(
            lambda text: next_update(coming_moment(text, now.as_of, now.timezone, "--next"), at) if text else "",
            options["next_"],
            "When will you speak next?",
            "30m" if can_ask() else "",
        )
    keys["By"] = " ".join((options["by"] or "").split())
    text = words_of(options["text"], edit=False, about="", question="Anything else? (empty: no)")
    update = UpdateText(
        at=at, stage=Stage(options["stage"]), keys={key: value for key, value in keys.items() if value}, body=text
    )
    promised = keys.get("Next update")
    step = f"commit and push it, then speak again by {promised}: candor update" if promised else ""
    write_post(
        now,
        front,
        day=started,
        updates=(update,),
        next_step=f"{step or 'commit and push it, then candor update'}.",
        common=options,
    )


def _severity(severity: str | None) -> str:
    if severity is not None:
        return severity
    if not can_ask():
        raise click.UsageError(f"Say --severity ({', '.join(_SEVERITIES)}); it is asked for only on a terminal.")
    chosen: str = click.prompt("How bad is it?", type=click.Choice(_SEVERITIES), default="major", err=True)
    return chosen


def _statuses(now: Now, severity: Severity, written: tuple[str, ...]) -> dict[str, Status]:
    components = [c for c in now.history.components if not c.hidden and c.until is None] or now.history.components
    if written or not can_ask():
        return read_components(written, now.history.components, INCIDENT_STATUSES, default=severity.status)
    choices = ", ".join(component.id for component in components)
    return read_or_asked(
        lambda text: read_components(
            [text], now.history.components, INCIDENT_STATUSES, default=severity.status, can_ask=True
        ),
        None,
        f"What is affected? ({choices}; with =status where it differs)",
        "",
    )
