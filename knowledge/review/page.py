"""A review as one page that stands alone: no script, no third party, its style within."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from knowledge.review.layout import BOX, LINE, PAD, WIDTH, Labels, draw
from knowledge.review.result import Review
from knowledge.review.words import words

HERE = Path(__file__).parent
SHOWN = 6  # records named beside a sign; the JSON has all of them


def page(review: Review) -> str:
    """The review as HTML. What advisors read in it stands in ``page.html`` and ``rules.yml``."""
    css = (HERE / "page.css").read_text(encoding="utf-8")
    text = words()
    drawn = text.page
    labels = Labels(drawn["dead_end"], drawn["unreachable"], drawn["shut"], drawn["exam"], drawn["transfer"])
    return _template().render(
        review=review,
        words=text,
        labels=labels,
        css=css,
        css_hash=b64encode(hashlib.sha256(css.encode()).digest()).decode(),
        draw=lambda pathway: draw(pathway, labels),
        size={"width": WIDTH, "box": BOX, "line": LINE, "pad": PAD},
        shown=SHOWN,
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html")
