"""From a page of Markdown to a letter: HTML through MJML once per template, then only Jinja per letter."""

from services.mail.rendering.letters import House, Renderer, RenderError, Unknown

__all__ = ["House", "RenderError", "Renderer", "Unknown"]
