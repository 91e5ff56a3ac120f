"""One way to make a Flask app, so that every service is guarded, worded, measured and dressed alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, redirect
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from shared.db.transaction import Tx
from shared.kernel.services import package_of
from shared.kernel.settings import SettingsError, settings
from shared.web import (
    api,
    assets,
    auth,
    csrf,
    errors,
    filters,
    headers,
    health,
    limits,
    logs,
    metrics,
    sizes,
    texts,
)
from shared.web.auth import public
from shared.web.layout import install as install_layout
from shared.web.navigation import HOME_PATH

OWN = Path(__file__).resolve().parent
SERVICES = OWN.parent.parent / "services"

Transaction = Callable[[], AbstractContextManager[Tx]]


def make_app(
    service: str,
    *,
    transaction: Transaction,
    blueprints: Iterable[Blueprint] = (),
    apis: Sequence[Any] = (),
    folder: Path | None = None,
) -> Flask:
    """Return the app of ``service``: pages from ``blueprints``, JSON from flask-smorest's ``apis``.

    Templates, translations and static files are found in ``folder`` (by default where the service's code lies) and in
    shared/web.
    """
    folder = folder or SERVICES / package_of(service)
    chosen = settings()
    if not chosen.secret_key:
        raise SettingsError(
            "WEERZIEN_SECRET_KEY is empty; set it to a long random text, the same for all processes"
        )
    app = Flask(f"weerzien_{service}", root_path=str(folder), static_folder=None, template_folder=None)
    app.secret_key = chosen.secret_key
    app.json.sort_keys = False  # type: ignore[attr-defined]
    _prepare_templates(app, folder)
    # The order is the order in which a request meets them: measured, bounded, counted, known, genuine.
    logs.install(app, service)
    metrics.install(app, service)
    sizes.install(app)
    limits.install(app)
    auth.install(app, transaction)
    texts.install(app, folder / "translations")
    csrf.install(app)
    filters.install(app)
    headers.install(app)
    errors.install(app)
    install_layout(app, service)
    assets.install(app, (OWN / "static", folder / "static"))
    app.register_blueprint(health.make_blueprint(service, folder, transaction))
    app.register_blueprint(metrics.make_blueprint())
    app.register_blueprint(_front_door())
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    api.install(app, service, apis)
    limits.refuse_guessing(app)
    if chosen.trusted_proxies:
        hops = chosen.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _prepare_templates(app: Flask, folder: Path) -> None:
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(folder / "templates"), FileSystemLoader(OWN / "templates")]
    )
    app.jinja_options = {
        **app.jinja_options,
        "trim_blocks": True,
        "lstrip_blocks": True,
        # A name that is not there is a mistake to be found by a test, not a hole in a page.
        "undefined": StrictUndefined,
    }


def _front_door() -> Blueprint:
    blueprint = Blueprint("front_door", __name__)

    @blueprint.get("/")
    @public
    def front_door() -> Response:
        """Show the way to the desk."""
        return redirect(HOME_PATH, code=303)  # type: ignore[return-value]

    return blueprint
