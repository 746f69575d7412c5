"""What editors offer in the front matter of a translation: words. It may also hold a copy of the original's facts."""

from typing import ClassVar

from mkdocs_candor.read.declared import Maybe
from mkdocs_candor.read.fields import Edited, Flag, Id, Line, Lines, SaidOn
from mkdocs_candor.read.form import Field, Form


class SlipWordsForm(Form):
    noun: ClassVar[str] = "a slip"

    on: Maybe[SaidOn] = Field(description="the day of the original's slip, by which it is found")
    why: Line = Field("", description="why it takes longer")


class PromiseWordsForm(Form):
    noun: ClassVar[str] = "a promise"

    id: Id | None = Field(None, description="the id of the original's promise, by which it is found")
    action: Line = Field("", description="what we change")
    what: Line = Field("", description="what we promised")
    to: Line = Field("", description="whom it was promised to")
    evidence: Line = Field("", description="how others can see that it is done")
    why: Line = Field("", description="why it was dropped")
    where: Line = Field("", description="where we report back")
    told_where: Line = Field("", description="where we told how it ended")
    slips: list[SlipWordsForm] = Field([], description="the reasons for later dates")


class ImpactWordsForm(Form):
    noun: ClassVar[str] = "an impact"

    who: Line = Field("", description="who was hurt")
    could_not: Line = Field("", description="what they could not do")
    count: Line = Field("", description="how many of how many")
    data_loss: Line = Field("", description="what was lost, or none")


class RepairWordsForm(Form):
    noun: ClassVar[str] = "a repair"

    what: Line = Field("", description="what we do for those who were hurt")
    who: Line = Field("", description="for whom")
    how: Line = Field("", description="how to claim it")


class AuthorWordsForm(Form):
    noun: ClassVar[str] = "an author"

    role: Line = Field("", description="what the person who signs answers for")


class ContactWordsForm(Form):
    noun: ClassVar[str] = "a contact"

    reply_within: Line = Field("", description="how soon, for example 4 h")
    bring: Line = Field("", description="what to have at hand")


class TranslationForm(Form):
    noun: ClassVar[str] = "a translation"

    title: Maybe[Line] = Field(description="what happened, in a few words for customers")
    description: Line = Field("", description="one sentence for previews")
    passed_on: Line = Field("", description="what the desk has from us already, so that nobody explains it again")
    found_later: Line = Field("", description="why the first notice came late")
    author: AuthorWordsForm | None = Field(None, description="the role of the person who signs")
    failure: Line = Field("", description="our failure in one plain sentence: We ...")
    impact: ImpactWordsForm | None = Field(None, description="what it did to people")
    repair: list[RepairWordsForm] = Field([], description="each of the original's repairs, in its order")
    repair_reason: Line = Field("", description="why there is no repair")
    causes: Lines = Field([], description="each of the original's causes, in its order")
    went_well: Lines = Field([], description="each of the original's lines, in its order")
    went_badly: Lines = Field([], description="each of the original's lines, in its order")
    got_lucky: Lines = Field([], description="each of the original's lines, in its order")
    prevention: list[PromiseWordsForm] = Field([], description="what we change, by id")
    follow_up: PromiseWordsForm | None = Field(None, description="when and where we report back")
    follow_ups: list[PromiseWordsForm] = Field([], description="what else we promised, by id")
    contact: ContactWordsForm | None = Field(None, description="how to reach us about it")
    edited: Edited = Field([], description="the days of the original's edits that this has, for example 2026-11-20")
    draft: Flag = Field(False, description="true while nobody may see it")
