"""The limit to compare with: a Flask page that says hello."""

from flask import Flask

app = Flask(__name__)


@app.route("/", methods=["GET", "POST"])
def hello() -> str:
    """Say hello."""
    return "hello"
