"""The runs: they find, save, read and write; what a page says is read by ``extract``."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("khenthuong")
except PackageNotFoundError:  # run from a checkout that was not installed
    __version__ = "0.1.0"
