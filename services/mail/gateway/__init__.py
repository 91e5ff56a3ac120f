"""The doors of the post room: our own inbox, an SMTP server, SendGrid; and what comes back through them."""

from services.mail.gateway.doors import open_gateway
from services.mail.gateway.kinds import Gateway, GatewayDown, MailUrlError, Sender

__all__ = ["Gateway", "GatewayDown", "MailUrlError", "Sender", "open_gateway"]
