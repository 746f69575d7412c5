"""A file of the incidents folder → a post, with everything in it that could be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mkdocs_candor.model.post import (
    Announcement,
    AnyPost,
    Apology,
    Author,
    Impact,
    Imported,
    Incident,
    Maintenance,
    PostType,
    Repair,
    Report,
    Topic,
    Update,
    Upstream,
    Waiver,
)
from mkdocs_candor.model.problem import Source
from mkdocs_candor.model.status import Status
from mkdocs_candor.model.timespan import Timespan
from mkdocs_candor.read.body import read_lines
from mkdocs_candor.read.files import Found, read_text
from mkdocs_candor.read.form import fill
from mkdocs_candor.read.frontmatter import parse_document
from mkdocs_candor.read.ids import is_safe_id, name_from_id, safe_id
from mkdocs_candor.read.key_lines import joined
from mkdocs_candor.read.notes import Notes, quoted
from mkdocs_candor.read.post_file import PostFile
from mkdocs_candor.read.promises import PromiseReader
from mkdocs_candor.read.rules import Rule
from mkdocs_candor.read.schema import (
    POST_FORMS,
    AnnouncementForm,
    AnyPostForm,
    ApologyForm,
    AuthorForm,
    IncidentForm,
    MaintenanceForm,
)
from mkdocs_candor.read.tree import Mapping as Tree
from mkdocs_candor.read.tree import line_of
from mkdocs_candor.read.updates import Timeline, read_timeline
from mkdocs_candor.read.withheld import Secrecy, note_secrecy, read_type

# Where one of these was noted, an update was written: it has just not been read.
_UPDATE_RULES = frozenset(
    {Rule.UNKNOWN_STAGE, Rule.UPDATE_WITHOUT_TIME, Rule.UPDATE_WITHOUT_STAGE, Rule.UPDATE_HEADING, Rule.BAD_TIME}
    | {Rule.NO_TIME_ZONE, Rule.UNKNOWN_ZONE, Rule.AMBIGUOUS_ZONE, Rule.NO_SUCH_TIME, Rule.AMBIGUOUS_TIME}
)


def read_post(found: Found, timezone: ZoneInfo | None, content: bytes | None = None) -> PostFile:
    """Return what can be read of a file, and all that is wrong with it. `content` is what it holds, if known."""
    notes = Notes(found.path)
    file = PostFile(found, notes)
    if not found.is_md:
        ending = found.path.rpartition("/")[2][len(found.stem) :]
        notes.add(
            Rule.FILE_EXTENSION,
            1,
            f"posts end in '.md'; this ends in {quoted(ending)}, so it is not read",
            f"Rename it to {found.stem}.md. If it is no post, move it out of this folder.",
        )
        return file
    text = read_text(found.file, notes, content)
    return file if text is None else _read_into(file, text, timezone)


def read_post_text(text: str, path: str, timezone: ZoneInfo | None) -> PostFile:
    """Return what can be read of a post with the cleaned `text`, as if it stood in a file at `path`."""
    name = path.rpartition("/")[2]
    return _read_into(PostFile(Found(path, path, name.removesuffix(".md")), Notes(path)), text, timezone)


def _read_into(file: PostFile, text: str, timezone: ZoneInfo | None) -> PostFile:
    found, notes = file.found, file.notes
    document = parse_document(text, notes)
    file.is_draft = document.is_surely_draft
    if document.front is None:
        return file
    file.tree = document.front
    secrecy = note_secrecy(document.front, notes)
    file.is_draft = secrecy is Secrecy.DRAFT
    type_ = read_type(document.front, notes)
    if type_ is None:
        return file
    form = fill(POST_FORMS[type_], document.front, notes, timezone=timezone)
    builder = _Builder(found, form, document.front, notes, timezone)
    post = builder.post(type_, document.body, document.body_line)
    file.component_lines = builder.component_lines
    is_embargo_lost = form.publish_at is None and "publish_at" in document.front.lines
    if file.is_draft or not (secrecy is Secrecy.UNCERTAIN or is_embargo_lost):
        file.post = post
    return file


def built(
    found: Found,
    tree: Tree,
    type_: PostType,
    body: list[str],
    body_line: int,
    notes: Notes,
    timezone: ZoneInfo | None,
) -> AnyPost:
    """Return the post that front matter and a body say, whatever becomes of it."""
    form = fill(POST_FORMS[type_], tree, notes, timezone=timezone)
    return _Builder(found, form, tree, notes, timezone).post(type_, body, body_line)


class _Builder:
    """Makes the post of one file from its form, its front matter and its body."""

    def __init__(self, found: Found, form: AnyPostForm, tree: Tree, notes: Notes, timezone: ZoneInfo | None) -> None:
        self.found = found
        self.form = form
        self.tree = tree
        self.notes = notes
        self.timezone = timezone
        self.promises = PromiseReader(tree, notes)
        self.component_lines: dict[int, int] = {}

    def post(self, type_: PostType, body: list[str], body_line: int) -> AnyPost:
        form = self.form
        if isinstance(form, IncidentForm | MaintenanceForm):
            timeline = read_timeline(body, body_line, self.notes, type=type_, timezone=self.timezone)
            self.component_lines = timeline.component_lines
            common = self._common(timeline.summary, timeline.summary_line)
            if isinstance(form, IncidentForm):
                return self._incident(form, timeline, common)
            return self._maintenance(form, timeline, common)
        text, first = joined(read_lines(body, body_line, self.notes))
        common = self._common(text, first if text else body_line)
        if isinstance(form, AnnouncementForm):
            return Announcement(
                **common,
                edited=self._edited(form.edited, form.date),
                date=form.date,
                topic=form.topic or Topic.GENERAL,
                effective=form.effective,
                until=form.until,
                pin=form.pin,
                author=_author(form.author),
                components=tuple(form.components),
            )
        reviewed = {
            **common,
            "incidents": tuple(form.incident or ()),
            "date": form.date,
            "author": _author(form.author),
            "follow_ups": (*self.promises.report_back(form.follow_up), *common["follow_ups"]),
            "prevention": self.promises.prevention(form.prevention),
            "reviewed_by": form.reviewed_by,
            "edited": self._edited(form.edited, form.date),
            "components": tuple(form.components),
        }
        if isinstance(form, ApologyForm):
            return self._apology(form, reviewed)
        return Report(
            **reviewed,
            causes=tuple(form.causes),
            went_well=tuple(form.went_well),
            went_badly=tuple(form.went_badly),
            got_lucky=tuple(form.got_lucky),
        )

    def _common(self, body: str, body_line: int) -> dict[str, Any]:
        form = self.form
        post_id = self._id()
        imported = form.imported
        return {
            "id": post_id,
            "title": form.title or name_from_id(post_id),
            "body": body,
            "body_line": body_line,
            "description": form.description,
            "related": tuple(form.related),
            "resources": tuple(form.resources),
            "desk": form.desk,
            "passed_on": form.passed_on,
            "discussion": form.discussion,
            "draft": form.draft,
            "publish_at": form.publish_at,
            "lang": form.lang,
            "redirect_from": tuple(form.redirect_from),
            "noindex": form.noindex,
            "audience": form.audience,
            "follow_ups": self.promises.follow_ups(form.follow_ups),
            "waivers": tuple(Waiver(w.rule, w.reason or "") for w in form.check.disable if w.rule)
            if form.check
            else (),
            "imported": Imported(imported.tool or "", imported.id, imported.url) if imported else None,
            "source": Source(self.found.path),
        }

    def _id(self) -> str:
        if self.form.id:
            return self.form.id
        if is_safe_id(self.found.stem):
            return self.found.stem
        made = safe_id(self.found.stem)
        self.notes.add(
            Rule.BAD_FILE_NAME,
            1,
            f"the file's name can't be an id: {quoted(self.found.stem)}",
            f"Use letters, digits, '.', '_' and '-': rename it to {made}.md.",
        )
        return made

    def _incident(self, form: IncidentForm, timeline: Timeline, common: dict[str, Any]) -> Incident:
        upstream = form.upstream
        listed_as = form.severity.status if form.severity else Status.UNKNOWN
        incident = Incident(
            **common,
            severity=form.severity,
            started=form.started,
            components=_statuses(form.components, listed_as),
            detected=form.detected,
            disclosed_by=form.disclosed_by,
            found_later=form.found_later,
            upstream=Upstream(upstream.name or "", upstream.url, upstream.feed) if upstream else None,
            updates=timeline.updates,
            questions=timeline.questions,
        )
        self._note_order(incident.updates, incident.started)
        if form.detected and form.started and form.detected < form.started:
            line = line_of(self.tree, "detected")
            hint = "'started:' is when customers were first hurt. Correct one of the two."
            self.notes.add(Rule.DETECTED_BEFORE_START, line, "it was detected before it started", hint)
        return incident

    def _maintenance(self, form: MaintenanceForm, timeline: Timeline, common: dict[str, Any]) -> Maintenance:
        window = None
        if form.starts and form.ends:
            if form.starts < form.ends:
                window = Timespan(form.starts, form.ends)
            else:
                hint = "Correct 'starts:' or 'ends:'; did the date change at midnight?"
                self.notes.add(
                    Rule.END_BEFORE_START, line_of(self.tree, "ends"), "the window ends before it starts", hint
                )
        self._note_order(timeline.updates, None)
        return Maintenance(
            **common,
            window=window,
            components=_statuses(form.components, Status.UNDER_MAINTENANCE),
            updates=timeline.updates,
            questions=timeline.questions,
        )

    def _edited(self, days: Iterable[datetime], date: datetime | None) -> tuple[datetime, ...]:
        days = tuple(sorted(days))
        if date and days and days[0] < date.replace(hour=0, minute=0):
            line = line_of(self.tree, "edited")
            hint = "Correct 'edited:' or 'date:'."
            self.notes.add(Rule.EDITED_BEFORE_UPDATE, line, "this was edited before the day of its 'date:'", hint)
        return days

    def _note_order(self, updates: Iterable[Update], started: datetime | None) -> None:
        end: Update | None = None
        update = None
        for update in updates:
            line = update.source.line
            if started and update.at < started:
                hint = "'started:' is when customers were first hurt. Correct one of the two."
                message = f"this update is from before the incident started, {started:%Y-%m-%d %H:%M} UTC"
                self.notes.add(Rule.UPDATE_BEFORE_START, line, message, hint)
            if end:
                message = f"this update is from after the end, which is in line {end.source.line}"
                hint = "If it went on, all is well with the file; customers were told too early that it was over."
                self.notes.add(Rule.UPDATE_AFTER_END, line, message, hint)
            end = update if update.stage.is_final else None
        if update is None and not _UPDATE_RULES.intersection(problem.rule for problem in self.notes.problems):
            hint = "Add a heading such as '## 2026-11-18 14:02 UTC — Investigating', and what to tell people below it."
            if self.form.type == "maintenance":
                hint = "Say when it was announced: a heading such as '## 2026-11-18 14:02 UTC — Scheduled'."
            self.notes.add(Rule.NO_UPDATES, 1, f"{self.form.noun} without any update", hint)

    def _apology(self, form: ApologyForm, reviewed: dict[str, Any]) -> Apology:
        impact, contact = form.impact, form.contact
        return Apology(
            **reviewed,
            failure=form.failure,
            responsibility=form.responsibility,
            known_by=form.known_by,
            impact=Impact(**vars(impact)) if impact else None,
            repairs=tuple(
                Repair(what=r.what or "", who=r.who, automatic=r.automatic, how=r.how, by=r.by) for r in form.repair
            ),
            repair_reason=form.repair_reason,
            contact_desk=contact.to if contact else "",
            reply_within=contact.reply_within if contact else "",
            bring=contact.bring if contact else "",
            disclosed_by=form.disclosed_by,
            amends=tuple(form.amends),
            legal_review=form.legal_review,
        )


def _author(form: AuthorForm | None) -> Author | None:
    return Author(form.name or "", form.role, form.contact) if form else None


def _statuses(written: Mapping[str, Status | None], listed_as: Status) -> dict[str, Status]:
    """Return the statuses as written; of components that were only listed, `listed_as`."""
    return {
        name: Status.UNKNOWN if status is None else listed_as if status is Status.UNKNOWN else status
        for name, status in written.items()
    }
