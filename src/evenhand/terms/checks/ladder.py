"""Governance: the ladder of a disagreement. Who settles it at each stage, for how long, and where it ends."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.terms.checks.check import Finding, check
from evenhand.terms.checks.reports import sides
from evenhand.terms.checks.subject import Subject
from evenhand.terms.management import Stage


def _stages(subject: Subject) -> list[tuple[str, Stage]]:
    """The stages in their order, by name."""
    disagreements = subject.agreement.disagreements
    return list(disagreements.stages.items()) if disagreements else []


@check("raise-without-limit", "warning", "governance", title="A disagreement without a time to raise it")
def raise_without_limit(subject: Subject) -> Iterator[Finding]:
    """Nothing says by when a figure has to be questioned.

    A report of last year can then be questioned in the week before the renewal, when those who knew have left.
    Figures have to become final for both sides. Write "raise within: 20 business days of the report".
    """
    disagreements = subject.agreement.disagreements
    if disagreements is not None and disagreements.raise_within is None:
        yield Finding(
            "disagreements.raise within",
            "Nothing says by when a disagreement has to be raised.",
            'Add "raise within: 20 business days of the report".',
            "by when a disagreement is raised",
        )


@check("stage-without-limit", "warning", "governance", title="A stage without end")
def stage_without_limit(subject: Subject) -> Iterator[Finding]:
    """A stage of a disagreement has no time limit.

    Without one a disagreement rests with those who could not settle it, and the credit in question is held for as
    long. Give each stage a time after which the next one begins.
    """
    for name, stage in _stages(subject):
        if stage.within is None:
            yield Finding(
                f"disagreements.stages.{name}.within",
                f'The stage "{name}" has no time limit.',
                'Add "within: 10 business days".',
                f"a time limit of {name}",
            )


@check("stage-one-sided", "warning", "governance", title="A stage without both parties")
def stage_one_sided(subject: Subject) -> Iterator[Finding]:
    """People of one party only, or nobody at all, settle a disagreement at some stage.

    A disagreement that one side settles with itself is not settled. Name somebody of each party, or somebody
    independent in words ("a mediator agreed by both").
    """
    for name, stage in _stages(subject):
        if isinstance(stage.who, str):
            continue
        for side in sorted({"client", "provider"} - sides(stage.who)):
            yield Finding(
                f"disagreements.stages.{name}.who",
                f'Nobody of the {side} takes part in the stage "{name}".',
                f"Add a contact of the {side}.",
                f"who takes part in {name} for the {side}",
            )


@check("no-final-stage", "warning", "governance", title="A disagreement without an end")
def no_final_stage(subject: Subject) -> Iterator[Finding]:
    """No stage of a disagreement is final, so nothing binds both when the last one has passed.

    After the last stage the parties stand where they began, with a lawyer each. Let the last stage end it:
    a mediator or an expert whom both accept, with "final: true".
    """
    stages = _stages(subject)
    if stages and not any(stage.final for _, stage in stages):
        yield Finding(
            f"disagreements.stages.{stages[-1][0]}.final",
            f'No stage is final: after "{stages[-1][0]}" the disagreement is still open.',
            'Add "final: true" to the last stage.',
            "a final stage",
        )


@check("stage-after-the-end", "warning", "governance", title="A stage after the end")
def stage_after_end(subject: Subject) -> Iterator[Finding]:
    """A stage follows one whose outcome is final.

    The outcome of a final stage binds both, so what stands below is never reached, and whoever counts on it is
    mistaken. Let only the last stage be final.
    """
    stages = _stages(subject)
    for number, (name, stage) in enumerate(stages[:-1]):
        if stage.final:
            yield Finding(
                f"disagreements.stages.{name}.final",
                f'"{name}" is final, so "{stages[number + 1][0]}" is never reached.',
                "Let only the last stage be final.",
            )
