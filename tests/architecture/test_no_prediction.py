"""Nobody here predicts who will leave: not by a column, not by a call, not by a word on a page.

Figures are of groups and of what was. Whether somebody will leave is for that person to say.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.services import ROOT
from tests.house import House

# How a prediction about a person is called, in code and in our three languages.
FORBIDDEN = re.compile(
    r"predict|forecast|propensity|attrition_?risk|flight_?risk|risk_?score|churn|likelihood_to|"
    r"vertrekkans|vertrekrisico|voorspel|kans op vertrek|risque de départ|prédi(?:re|ction)",
    re.IGNORECASE,
)
LIBRARIES = {
    "sklearn",
    "xgboost",
    "lightgbm",
    "torch",
    "tensorflow",
    "statsmodels",
    "lifelines",
    "scipy",
}
# numpy counts people where figures are kept (infra/decisions/0025). With these nothing can be fitted to anybody.
COUNTING = {
    "arange",
    "argsort",
    "argwhere",
    "array",
    "asarray",
    "bincount",
    "bool_",
    "concatenate",
    "cumsum",
    "delete",
    "dtype",
    "flatnonzero",
    "frombuffer",
    "full",
    "iinfo",
    "int32",
    "int64",
    "int8",
    "minimum",
    "searchsorted",
    "stack",
    "uint64",
    "unique",
    "where",
    "zeros",
}
COUNTS_IN = "services/insights/store/"
CODE = [path for room in ("services", "shared") for path in sorted((ROOT / room).rglob("*.py"))]
WORDS = [
    path
    for room in ("services", "shared")
    for ending in ("*.html", "*.po", "*.md", "*.yaml", "*.typ")
    for path in sorted((ROOT / room).rglob(ending))
]
# Where it is said that there is none.
SAYS_SO = {"services/insights/README.md"}


def names_in(path: Path) -> set[str]:
    """Return every name and text of code; comments and docstrings may say what we do not do."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.alias):
            found.add(node.name)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docs:
            found.add(node.value)
    return found


def test_no_code_predicts_anything_about_anybody() -> None:
    assert CODE
    guilty = {
        path.relative_to(ROOT).as_posix(): sorted(name for name in names_in(path) if FORBIDDEN.search(name))
        for path in CODE
    }
    assert {path: names for path, names in guilty.items() if names} == {}


def test_no_page_letter_or_text_speaks_of_it() -> None:
    assert WORDS
    guilty = [
        path.relative_to(ROOT).as_posix()
        for path in WORDS
        if path.relative_to(ROOT).as_posix() not in SAYS_SO
        and FORBIDDEN.search(path.read_text(encoding="utf-8"))
    ]
    assert guilty == []


def test_no_library_that_learns_from_people_is_asked_for() -> None:
    asked = (ROOT / "requirements/app.txt").read_text(encoding="utf-8")
    locked = {line.partition("==")[0] for line in asked.splitlines() if "==" in line}
    assert locked
    assert not locked & (LIBRARIES | {"scikit-learn"})


def test_numpy_counts_where_figures_are_kept_and_does_nothing_else() -> None:
    used: dict[str, set[str]] = {}
    for path in CODE:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                named = {one.asname for one in node.names if one.name.partition(".")[0] == "numpy"}
                if named:
                    assert named == {"np"}, path
                    used.setdefault(path.relative_to(ROOT).as_posix(), set())
            elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "numpy":
                assert node.module == "numpy.typing", path
        if (name := path.relative_to(ROOT).as_posix()) in used:
            used[name] |= {
                node.attr
                for node in ast.walk(tree)
                if isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == "np"
            }
    assert used
    assert [name for name in used if not name.startswith(COUNTS_IN)] == []
    assert set().union(*used.values()) <= COUNTING


@pytest.mark.parametrize("schema", ["insights", "people", "journey", "exit"])
def test_no_table_keeps_one(house: House, schema: str) -> None:
    columns = house.sql(
        "SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = :schema",
        schema=schema,
    )
    assert columns
    assert [row.name for row in columns if FORBIDDEN.search(row.name)] == []


def test_every_figure_of_insight_is_of_a_group(house: House) -> None:
    """No call and no file of insight takes or gives a person."""
    described = house.client("insights").get("/insights/api/openapi.json").get_json()
    asked = {one["name"] for path in described["paths"].values() for one in path["get"].get("parameters", ())}
    given = {
        name for kind in described["components"]["schemas"].values() for name in kind.get("properties", ())
    }
    assert {"by", "from", "to"} <= asked
    assert {"group", "rate", "reason", "n"} <= given
    assert not {name for name in asked | given if re.search(r"person|spell|employee|name", name)}
