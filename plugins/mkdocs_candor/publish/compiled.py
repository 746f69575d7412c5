"""Templates as they were last compiled in this process: to compile all of a theme takes longer than to fill them.

For `serve`, which builds again and again, and for tests. Nothing is written to disk: what Jinja would write there is
code, which somebody else could have put into its place.
"""

from __future__ import annotations

from collections.abc import Hashable
from types import CodeType

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

_MOST = 1000
_codes: dict[tuple[Hashable, str], tuple[str, CodeType]] = {}


class Compiled(BytecodeCache):
    """Gives a template's code when its source is as it was. `by` is all that the code depends on beside the source."""

    def __init__(self, by: Hashable) -> None:
        self._by = by

    def load_bytecode(self, bucket: Bucket) -> None:
        known = _codes.get((self._by, bucket.key))
        if known is not None and known[0] == bucket.checksum:
            bucket.code = known[1]

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            if len(_codes) > _MOST:
                _codes.clear()
            _codes[self._by, bucket.key] = (bucket.checksum, bucket.code)


def compiler_of(environment: Environment) -> Hashable:
    """Return all that the compiler asks an environment for.

    Filters and tests are in it by themselves and not by their names: the compiler applies them to what is constant.
    """
    return (
        *(environment.block_start_string, environment.variable_start_string, environment.comment_start_string),
        *(environment.line_statement_prefix, environment.line_comment_prefix, environment.newline_sequence),
        *(environment.trim_blocks, environment.lstrip_blocks, environment.keep_trailing_newline),
        *(environment.optimized, environment.undefined, environment.finalize, environment.autoescape),
        *(environment.is_async, environment.sandboxed, tuple(sorted(environment.extensions))),
        *(tuple(environment.filters.items()), tuple(environment.tests.items())),
    )
