"""Functions so large that they are several C functions: loops, handlers, what is alive all over, observers."""

import sys
import traceback


class Manager(list):
    def __enter__(self):
        self.append("enter")
        return 1

    def __exit__(self, *exception):
        print("exit", exception[0], len(self))


def call(pause, words, start=None, i=6):
    a, b, k, log, x = [5, i, 7], (2, 3, 4), 1, [], 1 if start is None else start
    for i in range(3):
        first = [i, x]
        for j in range(2):
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 1000001
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999999
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999997
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999995
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999993
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999991
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999989
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999987
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999985
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999983
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999981
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999979
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999977
            if i == j == 1:
                log.append(pause(i, j))
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999975
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999973
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999971
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999969
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999967
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999965
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999963
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999961
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999959
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999957
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999955
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999953
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999951
            try:
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999949
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999947
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999945
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999943
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999941
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999939
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999937
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999935
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999933
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999931
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999929
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999927
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999925
                log.append(int(words[i + j]))
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999923
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999921
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999919
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999917
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999915
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999913
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999911
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999909
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999907
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999905
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999903
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999901
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999899
            except ValueError as error:
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999897
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999895
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999893
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999891
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999889
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999887
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999885
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999883
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999881
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999879
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999877
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999875
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999873
                log.append(str(error))
                continue
            finally:
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999871
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999869
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999867
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999865
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999863
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999861
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999859
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999857
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999855
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999853
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999851
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999849
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999847
                log.append(pause(i, j))
            with Manager(log) as k:
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999845
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999843
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999841
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999839
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999837
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999835
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999833
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999831
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999829
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999827
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999825
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999823
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999821
                if x % 2:
                    log.append([y + i for y in first])
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999819
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999817
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999815
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999813
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999811
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999809
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999807
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999805
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999803
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999801
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999799
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999797
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999795
                elif x % 3:
                    k = 2
                    break
                log.append(pause(i, j))
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999793
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999791
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999789
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999787
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999785
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999783
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999781
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999779
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999777
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999775
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999773
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999771
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999769
        else:
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999767
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999765
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999763
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999761
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999759
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999757
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999755
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999753
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999751
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999749
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999747
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999745
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999743
            log.append(first)
        k = first[0] % 3
    return log, x, first, words[4]


def generate(words, start=None, i=6):
    a, b, k, log, x = [5, i, 7], (2, 3, 4), 1, [], 1 if start is None else start
    for i in range(3):
        first = [i, x]
        for j in range(2):
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999741
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999739
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999737
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999735
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999733
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999731
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999729
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999727
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999725
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999723
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999721
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999719
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999717
            if i == j == 1:
                log.append((yield i, j, x))
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999715
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999713
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999711
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999709
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999707
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999705
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999703
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999701
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999699
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999697
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999695
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999693
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999691
            try:
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999689
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999687
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999685
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999683
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999681
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999679
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999677
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999675
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999673
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999671
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999669
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999667
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999665
                log.append(int(words[i + j]))
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999663
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999661
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999659
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999657
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999655
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999653
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999651
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999649
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999647
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999645
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999643
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999641
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999639
            except ValueError as error:
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999637
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999635
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999633
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999631
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999629
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999627
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999625
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999623
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999621
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999619
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999617
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999615
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999613
                log.append(str(error))
                continue
            finally:
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999611
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999609
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999607
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999605
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999603
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999601
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999599
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999597
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999595
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999593
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999591
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999589
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999587
                log.append((yield i, j, x))
            with Manager(log) as k:
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999585
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999583
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999581
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999579
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999577
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999575
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999573
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999571
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999569
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999567
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999565
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999563
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999561
                if x % 2:
                    log.append([y + i for y in first])
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999559
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999557
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999555
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999553
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999551
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999549
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999547
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999545
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999543
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999541
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999539
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999537
                    x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999535
                elif x % 3:
                    k = 2
                    break
                log.append((yield i, j, x))
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999533
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999531
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999529
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999527
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999525
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999523
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999521
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999519
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999517
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999515
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999513
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999511
                x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999509
        else:
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999507
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999505
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999503
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999501
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999499
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999497
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999495
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999493
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999491
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999489
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999487
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999485
            x = (x * 7 + i * j - k + x // 3 - (x & i) + (j | k) - x % 5 + a[i] * b[j] - a[j] + b[k] + (x >> 2) - i * k) % 999483
            log.append(first)
        k = first[0] % 3
    return log, x, first, words[4]


class Tracer:
    """Begins to trace in the middle of a call, and ends later."""

    def __init__(self, *when):
        self.when = when
        self.lines = []

    def __call__(self, i, j):
        if (i, j) == self.when:
            sys._getframe(1).f_trace = self.trace
            sys.settrace(self.trace)
        return i - j

    def trace(self, frame, event, arg):
        self.lines.append((event, frame.f_lineno, sorted(frame.f_locals)[:3]))
        if len(self.lines) > 100:
            sys.settrace(None)
        return self.trace


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception:
        print(traceback.format_exc())


def refuse(i, j):
    if i:
        raise KeyError(i, j)


WORDS = ["1", "no", "3", "4", "last"]
attempt(call, max, WORDS)
attempt(call, max, WORDS, 5)
attempt(call, max, WORDS, 2**70)
attempt(call, refuse, WORDS)
attempt(call, max, WORDS[:2])
attempt(call, max, ["1", "2", "3", "4"])
attempt(call, max, WORDS, "text")
attempt(call, max, WORDS, sys)
tracer = Tracer(1, 0)
attempt(call, tracer, WORDS)
sys.settrace(None)
print(len(tracer.lines), tracer.lines[:20], tracer.lines[-1:])

attempt(list, generate(WORDS))
attempt(list, generate(WORDS, "text"))


def send():
    generator = generate(WORDS, 3)
    item = next(generator)
    for number in range(7):
        print(item, generator.gi_frame.f_lineno, sorted(generator.gi_frame.f_locals))
        item = generator.send(item * number)
    try:
        generator.throw(ValueError("thrown"))
    except StopIteration as stop:
        return stop.value
    return list(generator)


attempt(send)
generator = generate(WORDS, 4)
next(generator)
del generator
before = [sys.getrefcount(word) for word in WORDS]
attempt(call, max, WORDS)
attempt(call, refuse, WORDS)
attempt(list, generate(WORDS))
print([sys.getrefcount(word) for word in WORDS] == before)
