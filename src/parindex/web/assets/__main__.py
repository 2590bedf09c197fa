"""`python -m parindex.web.assets [--force]` installs the npm packages and builds when needed.

`python -m parindex.web.assets pyright …` runs the type checker that the same packages carry.
"""

import sys

from parindex.web.assets.build import build_assets, run_package


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["pyright"]:
        return run_package("pyright/index.js", arguments[1:])
    return build_assets(force="--force" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
