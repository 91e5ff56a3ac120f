"""The curve of who is still there, held to a published example."""

from __future__ import annotations

import pytest

from services.insights.domain.survival import Span, at_risk_after, curve, share_after

# Freireich and others 1963: weeks in remission under 6-MP, as in the textbooks on survival analysis.
LEFT = (6, 6, 6, 7, 10, 13, 16, 22, 23)
STAYING = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
SPANS = [Span(weeks, True, 1) for weeks in LEFT] + [Span(weeks, False, 1) for weeks in STAYING]
PUBLISHED = {6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482}
AT_RISK = {6: 21, 7: 17, 10: 15, 13: 12, 16: 11, 22: 7, 23: 6}


def test_the_published_example_comes_out() -> None:
    steps = curve(SPANS)
    assert {step.days: round(step.share, 4) for step in steps} == PUBLISHED
    assert {step.days: step.at_risk for step in steps} == AT_RISK
    # Its interval after six weeks on the scale of log minus log, as R's survfit gives it.
    assert [steps[0].low, steps[0].high] == pytest.approx([0.6197, 0.9516], abs=5e-4)


def test_spans_that_are_counted_together_are_as_many_spans() -> None:
    together = [Span(6, True, 3), *(span for span in SPANS if (span.days, span.left) != (6, True))]
    assert curve(together) == curve(SPANS)


def test_a_share_is_asked_at_a_day_between_two_steps() -> None:
    steps = curve(SPANS)
    assert share_after(steps, 5) is None
    at_eight = share_after(steps, 8)
    assert at_eight
    assert at_eight.days == 7
    assert at_risk_after(SPANS, 8) == 16


def test_where_everybody_left_nothing_remains_and_where_nobody_left_there_is_no_step() -> None:
    (step,) = curve([Span(3, True, 2)])
    assert (step.share, step.low, step.high) == (0.0, 0.0, 0.0)
    assert curve([Span(3, False, 2)]) == []
    assert curve([]) == []
