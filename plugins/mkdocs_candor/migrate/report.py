"""What an import tells its staff: what became of each incident, and what could not be taken as it was."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from mkdocs_candor.model.frozen import frozen


@frozen(order=True)
class Note:
    """News about one file. `line` 0: the file as a whole."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.what}"


@dataclass(slots=True)
class Report:
    """What one run did. Every incident read is counted once more as written, unchanged, kept or not written.

    `files` are those written, reviews and `components.yml` included. `remarks` are counts about the whole history:
    what was said too often for a line each.
    """

    read: int = 0
    written: int = 0
    unchanged: int = 0
    kept: int = 0
    not_written: int = 0
    notes: set[Note] = field(default_factory=set)
    remarks: Counter[str] = field(default_factory=Counter)
    files: list[str] = field(default_factory=list)
    found_anything: bool = False

    def note(self, path: str, what: str, line: int = 0) -> None:
        self.notes.add(Note(path, line, what))

    def lines(self) -> list[str]:
        """Return the report as staff read it: notes by file, remarks, and the summary last."""
        remarks = [f"{count} × {what}" for what, count in sorted(self.remarks.items())]
        return [*map(str, sorted(self.notes)), *remarks, *self._outcome(), self.summary]

    def _outcome(self) -> list[str]:
        if self.files:
            return [f"{len(self.files)} {'file' if len(self.files) == 1 else 'files'} written."]
        return ["Nothing to write: all of it is here already."] if self.read and not self.not_written else []

    @property
    def summary(self) -> str:
        counts = f"read {self.read}, written {self.written}, unchanged {self.unchanged}"
        return f"{counts}, kept yours {self.kept}, not written {self.not_written}, reported {len(self.notes)}"
