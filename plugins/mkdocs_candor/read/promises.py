"""Prevention items and follow-ups as they were filled in → promises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from mkdocs_candor.model.problem import Source
from mkdocs_candor.model.promise import REPORT_BACK, Promise, PromiseKind, PromiseOutcome, Slip
from mkdocs_candor.read.ids import unique_id
from mkdocs_candor.read.notes import Notes
from mkdocs_candor.read.rules import Rule
from mkdocs_candor.read.schema import FollowUpForm, PreventionForm, ReportBackForm, SlipForm
from mkdocs_candor.read.tree import Mapping, line_of
from mkdocs_candor.read.tree import Sequence as Items

_REPORT_BACK_ID = "follow-up"


class PromiseReader:
    """Reads the promises of one post, each with an id of its own."""

    def __init__(self, tree: Mapping, notes: Notes) -> None:
        self.tree = tree
        self.notes = notes
        self.lines: dict[str, int] = {}

    def report_back(self, form: ReportBackForm | None) -> tuple[Promise, ...]:
        """Return the promise under `follow_up:`, if there is one."""
        if form is None:
            return ()
        promise = self._promise(form, PromiseKind.FOLLOW_UP, _REPORT_BACK_ID, REPORT_BACK, ("follow_up",))
        return (replace(promise, where=form.where, due=form.date, closed=form.closed_on),)

    def follow_ups(self, forms: Iterable[FollowUpForm]) -> tuple[Promise, ...]:
        """Return the promises under `follow_ups:`, in the order written."""
        promises = []
        for index, form in enumerate(forms):
            place = ("follow_ups", index)
            promise = self._promise(form, PromiseKind.FOLLOW_UP, form.id or f"F-{index + 1}", form.what, place)
            self._note_no_due(form.due, place)
            promises.append(replace(promise, to=form.to, where=form.told_where, due=form.due, closed=form.closed_on))
        return tuple(promises)

    def prevention(self, forms: Iterable[PreventionForm]) -> tuple[Promise, ...]:
        """Return the promises under `prevention:`, in the order written."""
        promises = []
        for index, form in enumerate(forms):
            place = ("prevention", index)
            promise = self._promise(form, PromiseKind.PREVENTION, form.id or f"P-{index + 1}", form.action, place)
            self._note_no_due(form.due, place)
            promises.append(replace(promise, due=form.due, closed=form.on))
        return tuple(promises)

    def _promise(
        self,
        form: PreventionForm | FollowUpForm | ReportBackForm,
        kind: PromiseKind,
        wanted_id: str,
        what: str | None,
        place: tuple[str | int, ...],
    ) -> Promise:
        """Return what all promises have, and note what does not add up in it."""
        due = form.date if isinstance(form, ReportBackForm) else form.due
        self._note_outcome(form, place)
        return Promise(
            id=self._own_id(wanted_id, place),
            kind=kind,
            what=what or "",
            owner=form.owner,
            outcome=form.status,
            evidence=form.evidence,
            why=form.why,
            slips=self._slips(form.slips, due, place),
            source=Source(self.notes.path, line_of(self.tree, *place)),
        )

    def _own_id(self, wanted: str, place: tuple[str | int, ...]) -> str:
        line = line_of(self.tree, *place, "id")
        if wanted in self.lines:
            self.notes.add(
                Rule.DUPLICATE_PROMISE_ID,
                line,
                f"the promise in line {self.lines[wanted]} has the id '{wanted}' too",
                "Give one of them another id, never used before: others link to it.",
            )
        own = unique_id(wanted, self.lines)
        self.lines[own] = line
        return own

    def _note_outcome(self, form: PreventionForm | FollowUpForm | ReportBackForm, place: tuple[str | int, ...]) -> None:
        line = line_of(self.tree, *place, "status")
        if form.status is PromiseOutcome.DONE and not form.evidence:
            hint = "Say in 'evidence:' how others can see it: text or an address."
            self.notes.add(Rule.DONE_WITHOUT_EVIDENCE, line, "this is done, and nothing shows it", hint)
        if form.status is PromiseOutcome.DROPPED and not form.why:
            self.notes.add(
                Rule.DROPPED_WITHOUT_WHY, line, "this was dropped without a reason", "Say in 'why:' what has changed."
            )
        if form.status is PromiseOutcome.SLIPPED and not form.slips:
            hint = "Add 'slips: [{on: the day we told, due: the new date, why: the reason}]'. 'due:' stays as it was."
            self.notes.add(Rule.SLIPPED_WITHOUT_DATE, line, "this has slipped, and no new date is given", hint)

    def _note_no_due(self, due: datetime | None, place: tuple[str | int, ...]) -> None:
        if due is None and not self._was_written("due", place):
            line = line_of(self.tree, *place)
            hint = "Say 'due:', a date such as 2026-12-01."
            self.notes.add(Rule.PROMISE_WITHOUT_DUE, line, "this is promised for no date", hint)

    def _was_written(self, key: str, place: tuple[str | int, ...]) -> bool:
        """Return whether `key` is there: then what is wrong with it was already noted."""
        items = self.tree.items.get(str(place[0]))
        item = items.items[place[1]] if isinstance(items, Items) and isinstance(place[1], int) else None
        return isinstance(item, Mapping) and key in item.lines

    def _slips(self, forms: Sequence[SlipForm], due: datetime | None, place: tuple[str | int, ...]) -> tuple[Slip, ...]:
        slips: list[Slip] = []
        for index, form in enumerate(forms):
            if form.on is None or form.due is None:
                continue
            if due and form.due <= due:
                line = line_of(self.tree, *place, "slips", index)
                hint = "'due:' at the top is the date first promised and stays; each slip has a later one."
                self.notes.add(Rule.SLIP_NOT_LATER, line, "this new date is not after the one before it", hint)
            due = form.due
            slips.append(Slip(form.on, form.due, form.why))
        return tuple(slips)
