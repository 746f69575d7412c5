"""How a preview hears of a save: at once where the system tells of it, and never while it builds.

The engine looks through all watched folders twice a second, since not every disk tells of what is written. With a long
history that takes a fifth of a processor, which a build could do with, and a save waits for its turn.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer


class _Saves(FileSystemEventHandler):
    """Hears what the system tells; no more is done about it than to look sooner."""

    def __init__(self, is_told: threading.Event) -> None:
        self._is_told = is_told

    def _tell(self, event: FileSystemEvent) -> None:
        self._is_told.set()

    on_modified = on_created = on_moved = on_deleted = _tell


def hear_saves(server: Any, folders: Iterable[str]) -> None:
    """Let the engine's live-reload `server` hear of saves in `folders`, and in those that it watches already.

    It looks by itself as often as before. Where the system tells nothing, a save is noticed as late as ever.
    """
    for folder in folders:
        server.watch(folder)
    is_idle = threading.Event()
    is_idle.set()
    builder: Callable[[], None] = server.builder

    def build() -> None:
        is_idle.clear()
        try:
            builder()
        finally:
            is_idle.set()

    server.builder = build
    system = Observer()
    for emitter in server.observer.emitters:
        is_told = threading.Event()
        emitter.queue_events = partial(_look, emitter.queue_events, is_idle, is_told)
        if os.path.isdir(emitter.watch.path):
            system.schedule(_Saves(is_told), emitter.watch.path, recursive=True)
    system.daemon = True
    with contextlib.suppress(OSError):  # the system may be set to watch no more folders
        system.start()


def _look(look: Callable[[float], None], is_idle: threading.Event, is_told: threading.Event, timeout: float) -> None:
    """Look through a folder after `timeout` seconds, or once the system tells of a save; never during a build."""
    is_told.wait(timeout)
    if is_idle.wait(timeout):
        is_told.clear()
        look(0)
