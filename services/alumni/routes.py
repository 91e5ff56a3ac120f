"""The JSON side of the network."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from services.alumni.actions import work
from services.alumni.schemas.api import (
    MemberArgs,
    MemberPageSchema,
    VacancyInSchema,
    VacancyPageSchema,
    VacancySchema,
)
from services.alumni.store import members
from services.alumni.store import work as work_store
from shared.eventlog.unit import Transactions
from shared.web.api import PageArgs
from shared.web.paging import page, read_window


def make_blueprint(transaction: Transactions) -> Any:
    """Return the calls of the network."""
    api = Blueprint("alumni", __name__, url_prefix="/alumni/api/v1", description="Former colleagues")
    _members(api, transaction)
    _vacancies(api, transaction)
    return api


def _members(api: Any, transaction: Transactions) -> None:
    @api.get("/members")
    @api.arguments(MemberArgs, location="query")
    @api.response(200, MemberPageSchema)
    def listed(args: dict[str, Any]) -> dict[str, Any]:
        """List members, who joined last first: what they agreed to, never an address."""
        window = read_window(limit=args["limit"], cursor=args["cursor"])
        with transaction() as tx:
            rows = members.listed(tx.conn, state=args["state"], after=window.after, limit=window.fetch)
        return page(rows, window, key=lambda row: (row.joined_at, row.id))


def _vacancies(api: Any, transaction: Transactions) -> None:
    @api.get("/vacancies")
    @api.arguments(PageArgs, location="query")
    @api.response(200, VacancyPageSchema)
    def vacancies(args: dict[str, Any]) -> dict[str, Any]:
        """List vacancies, the newest first."""
        window = read_window(limit=args["limit"], cursor=args["cursor"])
        with transaction() as tx:
            rows = work_store.listed(tx.conn, after=window.after, limit=window.fetch)
        return page(rows, window, key=lambda row: (row.created_at, row.id))

    @api.post("/vacancies")
    @api.arguments(VacancyInSchema)
    @api.response(201, VacancySchema)
    def add_vacancy(given: dict[str, Any]) -> Any:
        """Put a vacancy in; whom it fits hears on the day on which it opens."""
        with transaction() as tx:
            return work.load(tx, work.open_vacancy(tx, given, by=None))

    @api.get("/vacancies/<uuid:vacancy_id>")
    @api.response(200, VacancySchema)
    def one_vacancy(vacancy_id: UUID) -> Any:
        """Return one vacancy."""
        with transaction() as tx:
            return work.load(tx, vacancy_id)

    @api.delete("/vacancies/<uuid:vacancy_id>")
    @api.response(204)
    def withdraw(vacancy_id: UUID) -> None:
        """Close a vacancy; who answered still hears."""
        with transaction() as tx:
            work.withdraw_vacancy(tx, vacancy_id)
