"""Real servers out of pip wheels: PostgreSQL and a Redis-compatible one, for the embedded house and for the tests."""

from infra.embedded.postgres import EmbeddedPostgres
from infra.embedded.process import ServerFailed
from infra.embedded.redis import EmbeddedRedis

__all__ = ["EmbeddedPostgres", "EmbeddedRedis", "ServerFailed"]
