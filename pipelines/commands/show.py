"""``khenthuong show``: an article in the terminal with its annotated spans coloured and its rows below it."""

from __future__ import annotations

from typing import Annotated

import typer

from pipelines.commands.failure import fail


def show(
    article: Annotated[str, typer.Argument(help="A saved article, or an article_id of the output folder.")],
) -> None:
    """Show how an article was read."""
    fail(f"{article}: not built yet", 1)
