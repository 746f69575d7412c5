"""The front matter of every type of post: which keys there are, and what they say.

The descriptions are for authors: problems say them after "Expected:", and editors show them.
"""

from typing import Annotated, ClassVar, Literal, TypeAlias

from mkdocs_candor.model.post import Audience, Discloser, PostType, Responsibility
from mkdocs_candor.model.promise import PromiseOutcome
from mkdocs_candor.read.declared import Maybe, Read
from mkdocs_candor.read.fields import (
    AudienceName,
    DiscloserName,
    Due,
    Edited,
    EndOfDay,
    Flag,
    Id,
    IncidentComponents,
    Lang,
    Line,
    Lines,
    MaintenanceComponents,
    OutcomeName,
    ResponsibilityName,
    SaidOn,
    SeverityName,
    StartOfDay,
    Time,
    TopicName,
    Url,
)
from mkdocs_candor.read.form import Field, Form


class SlipForm(Form):
    noun: ClassVar[str] = "a slip"

    on: Maybe[SaidOn] = Field(description="when we told that it would take longer, for example 2026-11-12")
    due: Maybe[Due] = Field(description="the new date that we told, for example 2027-01-15")
    why: Line = Field("", description="why it takes longer")


class PreventionForm(Form):
    noun: ClassVar[str] = "a prevention item"

    id: Maybe[Id] = Field(description="a short id that stays, for example P1")
    action: Maybe[Line] = Field(description="what we change, so that others can see whether it is done")
    owner: Line = Field("", description="the person who answers for it")
    due: Due | None = Field(None, description="the date first promised, which is never rewritten")
    status: OutcomeName = Field(PromiseOutcome.OPEN, description="what has become of it")
    evidence: Line = Field("", description="how others can see that it is done: text or an address")
    on: SaidOn | None = Field(None, description="when it was done")
    why: Line = Field("", description="why it was dropped")
    slips: list[SlipForm] = Field([], description="each time that we told a later date")


class FollowUpForm(Form):
    noun: ClassVar[str] = "a follow-up"

    id: Maybe[Id] = Field(description="a short id that stays, for example F1")
    to: Line = Field("", description="whom it was promised to: all, or a group")
    what: Maybe[Line] = Field(description="what we promised, so that others can see whether it is done")
    owner: Line = Field("", description="the person who answers for it")
    due: Due | None = Field(None, description="the date first promised, which is never rewritten")
    status: OutcomeName = Field(PromiseOutcome.OPEN, description="what has become of it")
    evidence: Line = Field("", description="how others can see that it is done: text or an address")
    closed_on: SaidOn | None = Field(None, description="when it was done or dropped")
    told_where: Line = Field("", description="where we told how it ended")
    why: Line = Field("", description="why it was dropped")
    slips: list[SlipForm] = Field([], description="each time that we told a later date")


class ReportBackForm(Form):
    noun: ClassVar[str] = "a follow_up"

    date: Maybe[Due] = Field(description="when we report back, for example 2026-12-01")
    where: Line = Field("", description="where we report back")
    owner: Line = Field("", description="the person who reports back")
    status: OutcomeName = Field(PromiseOutcome.OPEN, description="what has become of it")
    evidence: Line = Field("", description="where the report stands")
    closed_on: SaidOn | None = Field(None, description="when we reported back")
    why: Line = Field("", description="why it was dropped")
    slips: list[SlipForm] = Field([], description="each time that we told a later date")


class UpstreamForm(Form):
    noun: ClassVar[str] = "an upstream"

    name: Maybe[Line] = Field(description="the supplier's name")
    url: Url = Field("", description="the supplier's status page")
    feed: Url = Field("", description="the supplier's feed")


class AuthorForm(Form):
    noun: ClassVar[str] = "an author"

    name: Maybe[Line] = Field(description="the name of the person who signs")
    role: Line = Field("", description="what this person answers for")
    contact: Line = Field("", description="the id of the desk where this person is reached")


class WaiverForm(Form):
    noun: ClassVar[str] = "a waiver"

    rule: Maybe[Line] = Field(description="the rule that this post is excused from, for example AP112")
    reason: Maybe[Line] = Field(description="why it is excused")


class CheckForm(Form):
    noun: ClassVar[str] = "a check"

    disable: list[WaiverForm] = Field([], description="the rules that this post is excused from")


class ImportedForm(Form):
    noun: ClassVar[str] = "an imported"

    tool: Maybe[Line] = Field(alias="from", description="the tool that the post comes from")
    id: Line = Field("", description="its id there")
    url: Url = Field("", description="its address there")


class PostForm(Form):
    noun: ClassVar[str] = "a post"

    title: Maybe[Line] = Field(description="what happened, in a few words for customers")
    id: Id | None = Field(None, description="the post's id, if it is not the file's name")
    related: Lines = Field([], description="ids of other posts that belong to this one")
    resources: Lines = Field([], description="community pages that help, by file name without .md")
    desk: Line = Field("", description="the id of the desk that helps")
    passed_on: Line = Field("", description="what the desk has from us already, so that nobody explains it again")
    discussion: Url = Field("", description="where people talk about it")
    draft: Flag = Field(False, description="true while nobody may see it")
    publish_at: Time | None = Field(None, description="from when on people may see it")
    lang: Lang = Field("", description="the language it is written in")
    redirect_from: Lines = Field([], description="earlier ids or addresses of this post")
    noindex: Flag = Field(False, description="true to keep it out of search engines")
    audience: AudienceName = Field(Audience.CUSTOMERS, description="who it is for")
    description: Line = Field("", description="one sentence for previews")
    follow_ups: list[FollowUpForm] = Field([], description="what else we promised")
    check: CheckForm | None = Field(None, description="rules that this post is excused from")
    imported: ImportedForm | None = Field(None, description="where the post comes from")


class IncidentForm(PostForm):
    noun: ClassVar[str] = "an incident"

    type: Literal["incident"]
    severity: Maybe[SeverityName] = Field(description="how bad it is: none, minor, major or critical")
    started: Maybe[Time] = Field(description="when customers were first hurt, for example 2026-11-18 13:40 UTC")
    components: IncidentComponents = Field({}, description="the status of each component from the start")
    detected: Time | None = Field(None, description="when we noticed")
    disclosed_by: DiscloserName = Field(Discloser.US, description="who told of it first")
    found_later: Line = Field("", description="why the first notice came late")
    upstream: UpstreamForm | None = Field(None, description="the supplier whose failure reached our customers")


class MaintenanceForm(PostForm):
    noun: ClassVar[str] = "a maintenance"

    type: Literal["maintenance"]
    starts: Maybe[Time] = Field(description="when the window begins, for example 2026-11-24 22:00 UTC")
    ends: Maybe[Time] = Field(description="when the window ends, for example 2026-11-25 00:00 UTC")
    components: MaintenanceComponents = Field({}, description="the components concerned")


class AnnouncementForm(PostForm):
    noun: ClassVar[str] = "an announcement"

    type: Literal["announcement"]
    date: Maybe[StartOfDay] = Field(description="when it was announced, for example 2026-11-18")
    topic: Maybe[TopicName] = Field(
        description="what it is about: pricing, deprecation, policy, security, feature or general"
    )
    effective: StartOfDay | None = Field(None, description="when it takes effect")
    until: EndOfDay | None = Field(None, description="when it expires by itself")
    pin: Flag = Field(False, description="true to keep it on the front page")
    author: AuthorForm | None = Field(None, description="who answers for it")
    components: Lines = Field([], description="the components concerned")
    edited: Edited = Field([], description="the days on which words were added or corrected, for example 2026-11-20")


class ImpactForm(Form):
    noun: ClassVar[str] = "an impact"

    who: Line = Field("", description="who was hurt")
    could_not: Line = Field("", description="what they could not do")
    span_start: Time | None = Field(None, alias="from", description="from when")
    span_end: Time | None = Field(None, alias="to", description="until when")
    count: Line = Field("", description="how many of how many")
    data_loss: Line = Field("", description="what was lost, or none")


class RepairForm(Form):
    noun: ClassVar[str] = "a repair"

    what: Maybe[Line] = Field(description="what we do for those who were hurt")
    who: Line = Field("", description="for whom")
    automatic: Flag = Field(False, description="true if they need not ask")
    how: Line = Field("", description="how to claim it")
    by: EndOfDay | None = Field(None, description="until when we do it")


def _no_repairs(written: object) -> object:
    return [] if isinstance(written, str) and written.strip().lower() == "none" else written


Repairs = Annotated[list[RepairForm], Read(_no_repairs, written_as=list[RepairForm] | Literal["none"])]


class ContactForm(Form):
    noun: ClassVar[str] = "a contact"

    to: Line = Field("", description="the id of the desk that answers")
    reply_within: Line = Field("", description="how soon, for example 4 h")
    bring: Line = Field("", description="what to have at hand")


class ApologyForm(PostForm):
    noun: ClassVar[str] = "an apology"

    type: Literal["apology"]
    incident: Maybe[Lines] = Field(description="the ids of the incidents that it is for")
    date: Maybe[StartOfDay] = Field(description="when it was written, for example 2026-11-18")
    author: AuthorForm | None = Field(None, description="who signs it")
    failure: Line = Field("", description="our failure in one plain sentence: We ...")
    responsibility: ResponsibilityName = Field(Responsibility.OURS, description="whose failure it was")
    known_by: EndOfDay | None = Field(None, description="when we shall know, where we do not yet")
    impact: ImpactForm | None = Field(None, description="what it did to people")
    repair: Repairs = Field([], description="what we do for those who were hurt, or none")
    repair_reason: Line = Field("", description="why there is no repair")
    prevention: list[PreventionForm] = Field([], description="what we change")
    follow_up: ReportBackForm | None = Field(None, description="when and where we report back")
    contact: ContactForm | None = Field(None, description="how to reach us about it")
    disclosed_by: DiscloserName = Field(Discloser.US, description="who told of it first")
    amends: Lines = Field([], description="ids of earlier apologies for the same component")
    reviewed_by: Line = Field("", description="who read it before it went out")
    legal_review: Line = Field("", description="what legal review it had")
    components: Lines = Field([], description="the components concerned, if not those of its incidents")
    edited: Edited = Field([], description="the days on which words were added or corrected, for example 2026-11-20")


class ReportForm(PostForm):
    noun: ClassVar[str] = "a report"

    type: Literal["report"]
    incident: Maybe[Lines] = Field(description="the ids of the incidents that it is about")
    date: Maybe[StartOfDay] = Field(description="when it was written, for example 2026-11-18")
    author: AuthorForm | None = Field(None, description="who answers for it")
    causes: Lines = Field([], description="what led to it")
    went_well: Lines = Field([], description="what went well")
    went_badly: Lines = Field([], description="what went badly")
    got_lucky: Lines = Field([], description="where we got lucky")
    prevention: list[PreventionForm] = Field([], description="what we change")
    follow_up: ReportBackForm | None = Field(None, description="when and where we report back")
    reviewed_by: Line = Field("", description="who read it before it went out")
    components: Lines = Field([], description="the components concerned, if not those of its incidents")
    edited: Edited = Field([], description="the days on which words were added or corrected, for example 2026-11-20")


AnyPostForm: TypeAlias = IncidentForm | MaintenanceForm | AnnouncementForm | ApologyForm | ReportForm

POST_FORMS: dict[PostType, type[AnyPostForm]] = {
    PostType.INCIDENT: IncidentForm,
    PostType.MAINTENANCE: MaintenanceForm,
    PostType.ANNOUNCEMENT: AnnouncementForm,
    PostType.APOLOGY: ApologyForm,
    PostType.REPORT: ReportForm,
}
