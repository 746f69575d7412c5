"""The plugin's options in `mkdocs.yml`, described for editors; a test holds them against what the plugin takes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from mkdocs_candor.model.deadlines import NOTICE_DAYS
from mkdocs_candor.publish.headers import SERVERS

_Share = Annotated[float, Field(ge=0, le=1)]
_WholeNumber = Annotated[int, Field(ge=0)]


class WeightsForm(BaseModel):
    """How much of the time with a status counts as down: 1.0 is all of it."""

    model_config = ConfigDict(extra="forbid")

    major_outage: _Share = Field(1.0, description="when it does not work at all")
    partial_outage: _Share = Field(0.3, description="when it fails for some")
    degraded_performance: _Share = Field(0.0, description="when it is slow")


def _number(description: str) -> Any:
    """Return a number that is not null where it is left out: each severity has its own."""

    def without_default(schema: dict[str, Any]) -> None:
        del schema["default"]

    return Field(None, description=description, json_schema_extra=without_default)


class DeadlineForm(BaseModel):
    """What you promise for incidents of a severity; null where you promise nothing."""

    model_config = ConfigDict(extra="forbid")

    first_notice_minutes: _WholeNumber | None = _number("how soon after the start the first notice comes")
    too_late_minutes: _WholeNumber | None = _number("from when on a first notice is an error")
    silence_minutes: _WholeNumber | None = _number("how long nothing may be said that was not announced")
    apology_days: _WholeNumber | None = _number("working days from the end to the apology")
    report_days: _WholeNumber | None = _number("working days from the end to the report")


class DeadlinesForm(BaseModel):
    """How soon you speak; the policy page and candor check go by it."""

    model_config = ConfigDict(extra="forbid")

    critical: DeadlineForm | None = Field(None, description="for critical incidents")
    major: DeadlineForm | None = Field(None, description="for major incidents")
    minor: DeadlineForm | None = Field(None, description="for minor incidents")
    maintenance_hours: _WholeNumber = Field(72, description="how many hours ahead you tell of maintenance")


class OptionsForm(BaseModel):
    """The options of Candor in mkdocs.yml."""

    model_config = ConfigDict(extra="forbid")

    incidents_dir: str = Field("incidents", description="the folder of the posts, from mkdocs.yml")
    timezone: str | None = Field(
        None,
        description="what a time without a zone means, for example Europe/Berlin; without this option it is a problem",
    )
    as_of: str = Field(
        "",
        description="show the site as it was, or will be, at this moment, for example 2026-11-18 14:02 UTC; leave it "
        "out on a real site, or it stands still",
    )
    id_host: str = Field(
        "",
        description="the host in the permanent ids of feeds, if it is not that of site_url; set it to the old one "
        "when you move",
    )
    feed_size: _WholeNumber = Field(50, description="how many entries a feed holds, besides what is still open")
    statuspage_at_host_root: bool = Field(
        False, description="for a site under a path: write the files of Statuspage's API at the root of the host too"
    )
    statuspage_names_maintenance: bool = Field(
        False, description="whether planned work alone is called maintenance, and not none, in Statuspage's API"
    )
    websub_hub: str | None = Field(None, description="the address of a WebSub hub, which pushes feeds to readers")
    days_shown: _WholeNumber = Field(90, description="how many days the bars and the uptime of a component cover")
    stale_after_hours: float = Field(
        24, gt=0, description="how long an open incident may be silent before the build warns"
    )
    stale_page_minutes: _WholeNumber = Field(
        60,
        description="how long a page may be open, without a newer build, before it says that it may be out of date; "
        "0 is never",
    )
    uptime_weights: WeightsForm = Field(
        WeightsForm(), description="how much of the time with each status counts as down; 1.0 is all of it"
    )
    glossary: list[str] = Field([], description="abbreviations that your readers know, for example [API, TLS]")
    templates_dir: str | None = Field(
        None, description="a folder of your own templates; one there replaces ours of the same file name"
    )
    cache: bool = Field(
        True, description="whether posts are kept between builds, so that only what changed is made anew"
    )
    pipeline: Literal["auto", "fast", "mkdocs"] = Field(
        "auto",
        description="fast fills posts into one frame for each section; mkdocs makes each by itself, for plugins that "
        "work on single pages; auto is fast where nothing of that kind is found",
    )
    social_cards: bool = Field(True, description="whether pictures are drawn that chats show beside a link")
    own_cards: _WholeNumber = Field(50, description="how many of the newest posts have a picture of their own")
    noindex: bool = Field(False, description="true to tell search engines to list no page of the site")
    notice_days: _WholeNumber = Field(
        NOTICE_DAYS, description="how many days ahead you tell of a new price, an end of life or a new rule"
    )
    deadlines: DeadlinesForm | None = Field(None, description="how soon you speak, where it is not as we say")
    inbox: str = Field("", description="a mail address that gets a copy of what customers write from a post's page")
    contribute_url: str | None = Field(
        None, description="the form in which customers offer a workaround, at your Git host"
    )
    servers: list[Literal[SERVERS]] = Field(  # type: ignore[valid-type]  # it is a tuple of texts
        [], description="also write headers for your own server: nginx, caddy"
    )
    brand_color: str = Field("", description='your colour, for links and above the header, for example "#e4572e"')
    prune_styles: bool = Field(True, description="whether what no page uses is left out of the stylesheet")
    precompress: bool = Field(False, description="true to write compressed copies of files too")
