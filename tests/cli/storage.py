#!/usr/bin/env python3
"""Stands in for `aws s3` with a folder as the storage: `cp --recursive` and `sync --delete`, with their filters.

Each upload is a line of JSON in `$STORAGE/log`: the key, its type and its caching; each deletion a line with the key.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from fnmatch import fnmatchcase
from pathlib import Path

STORAGE = Path(os.environ["STORAGE"])


def log(**entry: str | None) -> None:
    with (STORAGE / "log").open("a", encoding="utf-8") as file:
        file.write(json.dumps(entry) + "\n")


def main(arguments: list[str]) -> None:
    s3, verb, source, bucket, *options = arguments
    assert (s3, bucket) == ("s3", "s3://status"), arguments
    filters, values, flags = [], {}, set()
    while options:
        option = options.pop(0)
        if option in {"--exclude", "--include"}:
            filters.append((option == "--include", options.pop(0)))
        elif option in {"--content-type", "--cache-control"}:
            values[option] = options.pop(0)
        else:
            flags.add(option)

    def is_meant(key: str) -> bool:
        meant = True
        for wanted, pattern in filters:  # as there, the last one that matches decides
            if fnmatchcase(key, pattern):
                meant = wanted
        return meant

    here = {p.relative_to(source).as_posix(): p for p in Path(source).rglob("*") if p.is_file()}
    there = STORAGE / "status"
    if verb == "cp":
        assert "--recursive" in flags
        for key in sorted(filter(is_meant, here)):
            (there / key).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(here[key], there / key)
            log(put=key, type=values.get("--content-type"), cache=values["--cache-control"])
    else:
        assert verb == "sync"
        assert {"--delete", "--size-only"} <= flags
        for path in sorted(p for p in there.rglob("*") if p.is_file()):
            key = path.relative_to(there).as_posix()
            if is_meant(key) and key not in here:
                path.unlink()
                log(delete=key)


main(sys.argv[1:])
