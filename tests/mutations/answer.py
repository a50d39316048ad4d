"""Run some truth tables against whichever `evenhand` is on the path: `python -m tests.mutations.answer FILE…`.

Prints one line for each case that fails. Exit code 0: all agree; 1: some do not; anything else: it did not run.
"""

import sys
from pathlib import Path

from evenhand.errors import EvenhandError
from tests.cases import HERE, Case, differences, displays, read
from tests.product import flat, measured, shown


def failing(case: Case) -> list[str]:
    """How the product differs from the case; an error of the product's own is a difference too."""
    try:
        as_of = case.as_of if case.as_of_said else None
        answer = measured(case.versions, list(flat(case.tickets)), as_of=as_of, readings=case.readings)
    except (EvenhandError, ValueError, IndexError) as error:
        return [f"{type(error).__name__}: {error}"]
    return differences(case, answer.rows, answer.figures)


def main(names: list[str]) -> int:
    """Run the truth tables of these names."""
    wrong = 0
    for name in names:
        for case in read(Path(HERE, "answers", "cases", f"{name}.yaml")):
            for text in failing(case):
                print(f"{name}: {case.name}: {text}")
                wrong += 1
    if "rule_17_display" in names:
        for one in displays():
            text = shown(one.ratio, favourable=one.favourable, target=one.target, percentage=one.percentage)
            if text != one.shows:
                print(f"display of {one.ratio}: {text}, not {one.shows}")
                wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
