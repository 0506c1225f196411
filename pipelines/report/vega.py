"""The chart library that the report carries: Vega, Vega-Lite and Vega-Embed in one script.

``python -m pipelines.report.vega`` writes it anew from the vl-convert package, which is needed for nothing else.
"""

from __future__ import annotations

import gzip
from importlib.resources import files
from pathlib import Path


def script() -> str:
    """The script; it defines ``vegaEmbed`` on the page's global object."""
    return gzip.decompress((files("pipelines.report") / "vega.js.gz").read_bytes()).decode("utf-8")


def main() -> None:
    """Write ``vega.js.gz`` beside this module."""
    import vl_convert

    bundle = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    head = (
        f"/*! Vega {vl_convert.get_vega_version()}, Vega-Lite {vl_convert.get_vegalite_versions()[-1]}, "
        f"Vega-Embed {vl_convert.get_vega_embed_version()}. Copyright University of Washington Interactive Data Lab, "
        "BSD-3-Clause. */\n"
    )
    target = Path(__file__).with_name("vega.js.gz")
    target.write_bytes(gzip.compress((head + bundle).encode("utf-8"), 9, mtime=0))


if __name__ == "__main__":
    main()
