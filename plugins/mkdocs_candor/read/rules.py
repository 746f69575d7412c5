"""The names of all that can be wrong with a file. People search for them and silence by them: they never change."""

from __future__ import annotations

from enum import StrEnum

from mkdocs_candor.model.problem import Level


class Rule(StrEnum):
    # Files
    NO_INCIDENTS_FOLDER = "no-incidents-folder"
    UNREADABLE_FILE = "unreadable-file"
    NOT_UTF8 = "not-utf8"
    EMPTY_FILE = "empty-file"
    FILE_EXTENSION = "file-extension"
    BAD_FILE_NAME = "bad-file-name"

    # Front matter
    NO_FRONT_MATTER = "no-front-matter"
    UNCLOSED_FRONT_MATTER = "unclosed-front-matter"
    BAD_YAML = "bad-yaml"
    YAML_FEATURE = "yaml-feature"
    NOT_A_MAPPING = "not-a-mapping"
    DUPLICATE_KEY = "duplicate-key"
    TEXT_AFTER_HASH = "text-after-hash"
    UNKNOWN_TYPE = "unknown-type"
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    WRONG_SHAPE = "wrong-shape"
    BAD_VALUE = "bad-value"
    BAD_ID = "bad-id"
    BAD_URL = "bad-url"
    UNCERTAIN_DRAFT = "uncertain-draft"

    # Times
    BAD_TIME = "bad-time"
    NO_TIME_ZONE = "no-time-zone"
    UNKNOWN_ZONE = "unknown-zone"
    AMBIGUOUS_ZONE = "ambiguous-zone"
    NO_SUCH_TIME = "no-such-time"
    AMBIGUOUS_TIME = "ambiguous-time"
    END_BEFORE_START = "end-before-start"
    DETECTED_BEFORE_START = "detected-before-start"

    # Updates and questions
    UNKNOWN_STAGE = "unknown-stage"
    UPDATE_WITHOUT_TIME = "update-without-time"
    UPDATE_WITHOUT_STAGE = "update-without-stage"
    UPDATE_HEADING = "update-heading"
    UNCLOSED_FENCE = "unclosed-fence"
    UNCLOSED_COMMENT = "unclosed-comment"
    UNKNOWN_KEY_LINE = "unknown-key-line"
    DUPLICATE_KEY_LINE = "duplicate-key-line"
    EMPTY_KEY_LINE = "empty-key-line"
    KEY_IN_TEXT = "key-in-text"
    DUPLICATE_UPDATE = "duplicate-update"
    NO_UPDATES = "no-updates"
    UPDATE_BEFORE_START = "update-before-start"
    UPDATE_AFTER_END = "update-after-end"
    NEXT_UPDATE_NOT_LATER = "next-update-not-later"
    SINCE_AFTER_UPDATE = "since-after-update"
    EDITED_BEFORE_UPDATE = "edited-before-update"
    QUESTIONS_HEADING = "questions-heading"
    TEXT_OUTSIDE_QUESTION = "text-outside-question"
    ANSWERED_WITHOUT_ANSWER = "answered-without-answer"
    ANSWERED_BEFORE_ASKED = "answered-before-asked"

    # Promises
    DUPLICATE_PROMISE_ID = "duplicate-promise-id"
    SLIPPED_WITHOUT_DATE = "slipped-without-date"
    SLIP_NOT_LATER = "slip-not-later"
    DONE_WITHOUT_EVIDENCE = "done-without-evidence"
    DROPPED_WITHOUT_WHY = "dropped-without-why"
    PROMISE_WITHOUT_DUE = "promise-without-due"

    # Components, desks and community pages
    NO_COMPONENTS_FILE = "no-components-file"
    DUPLICATE_COMPONENT = "duplicate-component"
    DUPLICATE_DESK = "duplicate-desk"
    DUPLICATE_RESOURCE = "duplicate-resource"
    BAD_HOURS = "bad-hours"
    BAD_DURATION = "bad-duration"
    DESK_WITHOUT_CONTACT = "desk-without-contact"

    # Between files
    DUPLICATE_ID = "duplicate-id"
    UNKNOWN_COMPONENT = "unknown-component"
    UNKNOWN_POST = "unknown-post"
    UNKNOWN_INCIDENT = "unknown-incident"
    UNKNOWN_RESOURCE = "unknown-resource"
    UNKNOWN_DESK = "unknown-desk"
    REDIRECT_CONFLICT = "redirect-conflict"

    # Translations
    UNKNOWN_LANGUAGE = "unknown-language"
    TRANSLATION_WITHOUT_ORIGINAL = "translation-without-original"
    TRANSLATION_DIFFERS = "translation-differs"
    TRANSLATION_UPDATE = "translation-update"
    TRANSLATION_PART = "translation-part"
    TRANSLATION_INCOMPLETE = "translation-incomplete"

    @property
    def level(self) -> Level:
        """Return how much it matters, unless the place says otherwise: see `Notes.add`."""
        return Level.WARNING if self in _WARNINGS else Level.ERROR


# All else could make a status, a time or an id on the page false, or hide words that were meant to be read.
_WARNINGS = frozenset(
    {
        Rule.TEXT_AFTER_HASH,
        Rule.DETECTED_BEFORE_START,
        Rule.EMPTY_KEY_LINE,
        Rule.NO_UPDATES,
        Rule.UPDATE_BEFORE_START,
        Rule.UPDATE_AFTER_END,
        Rule.NEXT_UPDATE_NOT_LATER,
        Rule.EDITED_BEFORE_UPDATE,
        Rule.TEXT_OUTSIDE_QUESTION,
        Rule.ANSWERED_WITHOUT_ANSWER,
        Rule.ANSWERED_BEFORE_ASKED,
        Rule.SLIP_NOT_LATER,
        Rule.DONE_WITHOUT_EVIDENCE,
        Rule.DROPPED_WITHOUT_WHY,
        Rule.PROMISE_WITHOUT_DUE,
        Rule.NO_COMPONENTS_FILE,
        Rule.BAD_DURATION,
        Rule.DESK_WITHOUT_CONTACT,
        Rule.UNKNOWN_POST,
        Rule.UNKNOWN_INCIDENT,
        Rule.UNKNOWN_RESOURCE,
        Rule.UNKNOWN_DESK,
        Rule.REDIRECT_CONFLICT,
    }
)
