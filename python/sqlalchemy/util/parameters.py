# SPDX-License-Identifier: MIT
"""Parameters of a statement as error messages and the echo log show them."""

_MOST_CHARACTERS = 300
_MOST_PARAMETERS = 100


def truncated(value):
    """repr() of a value, its middle left out when it is long."""
    text = repr(value)
    left_out = len(text) - _MOST_CHARACTERS
    if left_out <= 0:
        return text
    half = _MOST_CHARACTERS // 2
    return f"{text[:half]} ... ({left_out} characters truncated) ... {text[-half:]}"


def repr_params(params, batches, ismulti=None):
    """Text of the parameters of one execution, or of a list of them when `ismulti`."""
    if ismulti is None or not isinstance(params, (list, tuple, dict)):
        return truncated(params)
    if not ismulti:
        return _one(params)
    if len(params) <= batches:
        return _many(params, type(params))
    first = _many(params[: batches - 2], type(params))[:-1]
    last = _many(params[-2:], type(params))[1:]
    shown = f"displaying {batches} of {len(params)} total bound parameter sets"
    return f"{first}  ... {shown} ...  {last}"


def _many(sets, kind):
    text = ", ".join(_one(one) for one in sets)
    return f"[{text}]" if kind is list else f"({text})"


def _one(params):
    if isinstance(params, dict):
        shown = [f"{key!r}: {truncated(value)}" for key, value in params.items()]
        opening, closing = "{", "}"
    else:
        shown = [truncated(value) for value in params]
        opening, closing = ("(", ")") if isinstance(params, tuple) else ("[", "]")
    if len(shown) > _MOST_PARAMETERS:
        first = ", ".join(shown[: _MOST_PARAMETERS // 2])
        last = ", ".join(shown[-_MOST_PARAMETERS // 2 :])
        left_out = len(shown) - _MOST_PARAMETERS
        return f"{opening}{first} ... {left_out} parameters truncated ... {last}{closing}"
    if isinstance(params, tuple) and len(shown) == 1:
        return f"({shown[0]},)"
    return f"{opening}{', '.join(shown)}{closing}"
