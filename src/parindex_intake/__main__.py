"""The bounded process: ``python -m parindex_intake look|read|tables KIND FILE FOLDER``.

Prints a line of JSON for what it found: ``{"looked": …}``, ``{"page": …}``, ``{"table": …}``,
``{"refused": …}``.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from parindex_intake.kinds import Kind
from parindex_intake.limits import bound_this_process
from parindex_intake.refusals import PaperRefused, Reason


def main(arguments: list[str]) -> int:
    """Do what the arguments say."""
    step, kind_name, file_name, folder_name = arguments
    kind = Kind(kind_name)
    if kind is not Kind.OLD_WORD:
        # LibreOffice reserves more than it uses, and is bounded where it is started.
        bound_this_process()
    try:
        path, folder = Path(file_name), Path(folder_name)
        if step == "tables":
            # The programs for scans and PDFs take longer to load than a plan to read.
            from parindex_intake.word_tables import tables_of_word_file

            for table in tables_of_word_file(path):
                _say({"table": table})
            return 0
        from parindex_intake.opening import look, read

        if step == "look":
            _say({"looked": asdict(look(path, kind))})
        else:
            for page in read(path, kind, folder):
                _say({"page": page.to_json()})
    except PaperRefused as refused:
        _say({"refused": refused.reason.value, "facts": dict(refused.facts)})
    except MemoryError:
        _say({"refused": Reason.TOO_HEAVY.value, "facts": {}})
    return 0


def _say(what: dict[str, object]) -> None:
    print(json.dumps(what, ensure_ascii=True), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
