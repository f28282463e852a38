# requires: dask[array,dataframe] distributed
# modes: standalone
# facts: dask distributed
# arguments: dask
# arguments: distributed
import sys


def dask() -> None:
    import dask.array as da
    import dask.dataframe as dd
    import pandas as pd

    numbers = da.arange(1000, chunks=100)
    print((numbers**2).sum().compute(), "chunk" in numbers._repr_html_().lower())
    frame = dd.from_pandas(pd.DataFrame({"a": [1, 2, 1], "b": [1, 2, 3]}), npartitions=2)
    print(frame.groupby("a").b.sum().compute().to_dict())


def distributed() -> None:
    from distributed import Client

    with Client(processes=False, dashboard_address=None, n_workers=1, threads_per_worker=1) as client:
        print(client.submit(lambda x: x + 1, 2).result(), client.gather(client.map(abs, [-1, 2])))
        print(len(client.scheduler_info()["workers"]), "Client" in client._repr_html_())


if __name__ == "__main__":
    globals()[sys.argv[1]]()
