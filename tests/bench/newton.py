"""The smallest value of a smooth function by Newton's method with a line search. Pure, deterministic."""

from collections.abc import Callable

import numpy as np

from faq.ragged import Floats

Slope = Callable[[Floats], tuple[float, Floats, Floats]]
"""Value, gradient (k) and a positive definite curvature (k x k) at a point of k numbers."""
STEPS = 200
SHORT = 1e-9
"""A step shorter than this in every number ends the search."""
HALVINGS = 40
ENOUGH = 1e-4
"""The share of the promised descent that a step must bring."""
UNSEEN = 1e-11
"""A promised descent below this share of the value drowns in rounding: the step is taken unproved."""


def smallest(at: Slope, size: int) -> Floats:
    """The point of `size` numbers where the function is smallest, from the origin on."""
    point: Floats = np.zeros(size, np.float64)
    value, gradient, curvature = at(point)
    for _ in range(STEPS):
        step = np.linalg.solve(curvature, gradient)
        promised = float(gradient @ step)
        length = 1.0
        for _ in range(HALVINGS):
            found = at(point - length * step)
            if promised < UNSEEN * abs(value) or found[0] <= value - ENOUGH * length * promised:
                break
            length /= 2
        point = point - length * step
        value, gradient, curvature = found
        if np.abs(length * step).max() < SHORT:
            break
    return point
