from __future__ import annotations

from shared.questionnaire.kinds import Raw
from shared.questionnaire.sheet import Sheet


def back(sheet: Sheet) -> Sheet:
    fields: dict[str, list[str]] = {}
    for name, value in sheet.fields():
        fields.setdefault(name, []).append(value)
    return Sheet.come_back(fields)


def test_a_sheet_comes_back_as_it_went_out() -> None:
    sheet = Sheet.showing(["a", "b"], {"a": Raw(("x",))})
    assert back(sheet) == sheet


def test_what_was_merely_shown_was_not_touched() -> None:
    sheet = Sheet.showing(["a", "b"], {"a": Raw(("old",))})
    assert sheet.touched({"a": Raw(("old",)), "b": Raw(("new",))}, {}) == {"b": Raw(("new",))}


def test_what_this_sheet_wrote_it_may_take_back() -> None:
    sheet = Sheet.showing(["a"], {})
    assert sheet.touched({"a": Raw()}, {"a": sheet.id}) == {"a": Raw()}
    assert sheet.touched({"a": Raw()}, {"a": "another"}) == {}


def test_without_a_sheet_everything_counts_as_touched() -> None:
    assert Sheet.come_back({}).touched({"a": Raw()}, {"a": ""}) == {"a": Raw()}
