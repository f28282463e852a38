# requires: numba jax
# modes: standalone
# facts: llvmlite jax
# arguments: llvmlite
# arguments: jax
import sys


def llvmlite() -> None:
    import numpy as np
    from numba import njit, prange, vectorize

    @njit(cache=False)
    def total(x: np.ndarray) -> float:
        s = 0.0
        for i in range(x.size):
            s += x[i] * i
        return s

    @vectorize(["float64(float64)"])
    def twice(x: float) -> float:
        return 2 * x

    @njit(parallel=True)
    def along(x: np.ndarray) -> float:
        s = 0.0
        for i in prange(x.size):
            s += x[i]
        return s

    print(total(np.arange(5.0)), twice(np.arange(3.0)), along(np.ones(10)))


def jax() -> None:
    import jax
    import jax.numpy as jnp

    print(jax.grad(lambda x: jnp.sin(x) ** 2)(1.0), jax.jit(lambda x: x @ x.T)(jnp.arange(4.0).reshape(2, 2)))
    print(jax.vmap(lambda x: x + 1)(jnp.arange(3)), jax.random.normal(jax.random.key(0), (2,)), jax.devices())


globals()[sys.argv[1]]()
