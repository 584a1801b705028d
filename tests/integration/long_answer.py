"""An answer with a block of each kind, as the model `echo` says it.

SPDX-License-Identifier: GPL-3.0-or-later
"""

ANSWER = """# Apple pie

## What you need

A pie wants **three kinds** of apples, *never one*, and `250 g` of flour. See
[the old recipe](https://example.com/recipe) for why.

- sour ones for the taste
  - peeled, and cut thin
- sweet ones against the sugar

1. Make the dough.
2. Let it rest.

- [x] buy apples
- [ ] find grandmother's tin

> She was never wrong about cakes.
>
> > Not once.

| Apple | Taste | Weight |
|:------|:-----:|-------:|
| Boskoop | sour | 400 g |
| Gala | sweet | 250 g |

```python
def bake(pie, minutes=45):
    # at 180 degrees
    return pie.after(minutes)
```

The area of the tin is $A = \\pi r^2$, and its volume

$$
V = \\frac{\\pi d^2 h}{4}
$$

![The tin, from above](https://example.com/tin.png)

---

The end."""
