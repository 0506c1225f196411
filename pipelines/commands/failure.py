"""How a command ends when it cannot do its work."""

from __future__ import annotations

from typing import NoReturn

import typer


def fail(message: str, code: int) -> NoReturn:
    """Say in one line on stderr what is wrong, where, and what to do; end with ``code``."""
    typer.echo(f"khenthuong: {' '.join(message.split())}", err=True)
    raise typer.Exit(code)
