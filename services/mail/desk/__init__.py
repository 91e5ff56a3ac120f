"""The post room's pages: what waits for a decision, whom we do not write, and the local inbox."""

from services.mail.desk.inbox import make_blueprint as make_inbox
from services.mail.desk.issues import make_blueprint as make_issues
from services.mail.desk.letters import make_blueprint as make_desk
from services.mail.desk.pace import make_blueprint as make_pace

__all__ = ["make_desk", "make_inbox", "make_issues", "make_pace"]
