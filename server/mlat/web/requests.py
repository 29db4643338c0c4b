"""The request as this application reads it: parameters are decoded once, and what isn't UTF-8 is refused."""

from __future__ import annotations

import flask
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.utils import cached_property

from mlat.web.protocol import read_parameters


class Request(flask.Request):
    """A request whose ``args`` raise ProtocolError (400) where Werkzeug would fail or guess."""

    @cached_property
    def args(self) -> ImmutableMultiDict[str, str]:
        """The parameters of the address; raises ProtocolError."""
        return ImmutableMultiDict(read_parameters(self.query_string))
