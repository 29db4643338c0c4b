"""``mlat find``: may A ask B for assistance on a day, under what, and from whom?"""

from __future__ import annotations

import argparse
import sys

from mlat.cli.query import write_out
from mlat.cli.serve import add_data_flags, load
from mlat.errors import QuestionError
from mlat.finder.asking import Asker
from mlat.finder.find import Finder
from mlat.finder.question import LANGUAGES
from mlat.finder.writing import FORMATS, named_format
from mlat.graph.evaluation import InProcess

_EXAMPLES = """\
examples:
  mlat find HKG USA --for taking-evidence --on 2019-06-30
  mlat find Brazil Switzerland --for "bank information"
  mlat find 香港 加拿大 --language zh-Hant
  mlat find FRA KEN --format json | jq '.bases[].id'
"""
_NAMES = tuple(dict.fromkeys(name for form in FORMATS for name in form.names))


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "find",
        description="Which instruments bind two jurisdictions on a day, which assistance they give, on which "
        "grounds it may be refused, whom to address, and what is left where there is none.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("requesting", metavar="FROM", help="who asks: a code, or a name in any language")
    parser.add_argument("requested", metavar="TO", help="who is asked")
    parser.add_argument(
        "--for", dest="assistance", default="", metavar="KIND", help="kind of assistance (default: any)"
    )
    parser.add_argument("--on", default="", metavar="DAY", help="a day such as 2019-06-30 (default: today)")
    parser.add_argument("--language", default="en", choices=LANGUAGES, help="of labels (default: en)")
    parser.add_argument(
        "--format",
        default="text",
        choices=_NAMES,
        metavar="FORMAT",
        help=f"one of {', '.join(form.suffix for form in FORMATS)} (default: text)",
    )
    add_data_flags(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the answer; a question that can't be asked is explained on standard error."""
    finder = Finder(InProcess(load(options), "command line"))
    try:
        question = finder.question(
            options.requesting, options.requested, options.assistance, options.on, options.language
        )
    except QuestionError as error:
        print(error, file=sys.stderr)
        return 1
    answer = finder.find(question)
    write_out(named_format(options.format).write(answer, Asker(finder.evaluator, "finder")))
    return 0
