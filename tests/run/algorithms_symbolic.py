"""Small symbolic programs: sudoku, queens, json, brainf, huffman, dijkstra, life, levenshtein, tries, regex, lru, lisp, tries, sort."""

import heapq
from collections import OrderedDict, defaultdict, deque


def queens(n):
    def place(row, cols, d1, d2):
        if row == n:
            yield ()
            return
        for c in range(n):
            if c not in cols and row + c not in d1 and row - c not in d2:
                for rest in place(row + 1, cols | {c}, d1 | {row + c}, d2 | {row - c}):
                    yield (c, *rest)

    return list(place(0, frozenset(), frozenset(), frozenset()))


def sudoku(s):
    grid = [list(map(int, s[i:i + 9])) for i in range(0, 81, 9)]

    def options(r, c):
        used = set(grid[r]) | {grid[i][c] for i in range(9)} | {grid[i][j] for i in range(r // 3 * 3, r // 3 * 3 + 3) for j in range(c // 3 * 3, c // 3 * 3 + 3)}
        return [d for d in range(1, 10) if d not in used]

    def solve():
        best = None
        for r in range(9):
            for c in range(9):
                if not grid[r][c]:
                    o = options(r, c)
                    if best is None or len(o) < len(best[2]):
                        best = r, c, o
        if best is None:
            return True
        r, c, o = best
        for d in o:
            grid[r][c] = d
            if solve():
                return True
        grid[r][c] = 0
        return False

    return solve() and "".join(str(d) for row in grid for d in row)


class Json:
    def __init__(self, text):
        self.t, self.i = text, 0

    def ws(self):
        while self.i < len(self.t) and self.t[self.i] in " \n\t":
            self.i += 1

    def value(self):
        self.ws()
        c = self.t[self.i]
        if c == "{":
            self.i += 1
            out = {}
            while True:
                self.ws()
                if self.t[self.i] == "}":
                    self.i += 1
                    return out
                k = self.value()
                self.ws()
                assert self.t[self.i] == ":", f"colon at {self.i}"
                self.i += 1
                out[k] = self.value()
                self.ws()
                if self.t[self.i] == ",":
                    self.i += 1
        if c == "[":
            self.i += 1
            out = []
            while True:
                self.ws()
                if self.t[self.i] == "]":
                    self.i += 1
                    return out
                out.append(self.value())
                self.ws()
                if self.t[self.i] == ",":
                    self.i += 1
        if c == '"':
            end = self.t.index('"', self.i + 1)
            s, self.i = self.t[self.i + 1:end], end + 1
            return s
        for word, v in (("true", True), ("false", False), ("null", None)):
            if self.t.startswith(word, self.i):
                self.i += len(word)
                return v
        start = self.i
        while self.i < len(self.t) and self.t[self.i] in "-+.eE0123456789":
            self.i += 1
        n = self.t[start:self.i]
        return float(n) if set(n) & set(".eE") else int(n)


def bf(code, data=""):
    jumps, stack = {}, []
    for i, c in enumerate(code):
        if c == "[":
            stack.append(i)
        elif c == "]":
            j = stack.pop()
            jumps[i], jumps[j] = j, i
    tape, p, i, out = defaultdict(int), 0, 0, []
    while i < len(code):
        match code[i]:
            case ">": p += 1
            case "<": p -= 1
            case "+": tape[p] = (tape[p] + 1) % 256
            case "-": tape[p] = (tape[p] - 1) % 256
            case ".": out.append(chr(tape[p]))
            case "[" if not tape[p]: i = jumps[i]
            case "]" if tape[p]: i = jumps[i]
        i += 1
    return "".join(out)


def huffman(text):
    heap = [(n, i, c) for i, (c, n) in enumerate(sorted({c: text.count(c) for c in text}.items()))]
    heapq.heapify(heap)
    k = len(heap)
    while len(heap) > 1:
        a, b = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (a[0] + b[0], k, (a, b)))
        k += 1
    codes = {}

    def walk(node, prefix):
        if isinstance(node[2], str):
            codes[node[2]] = prefix or "0"
        else:
            for bit, child in zip("01", node[2]):
                walk(child, prefix + bit)

    walk(heap[0], "")
    return sorted(codes.items()), sum(len(codes[c]) for c in text)


def dijkstra(g, a):
    dist, todo = {a: 0}, [(0, a)]
    while todo:
        d, u = heapq.heappop(todo)
        if d > dist[u]:
            continue
        for v, w in g.get(u, {}).items():
            if v not in dist or d + w < dist[v]:
                dist[v] = d + w
                heapq.heappush(todo, (d + w, v))
    return dist


def life(cells, n):
    for _ in range(n):
        count = defaultdict(int)
        for x, y in cells:
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    if dx or dy:
                        count[x + dx, y + dy] += 1
        cells = {c for c, k in count.items() if k == 3 or k == 2 and c in cells}
    return sorted(cells)


def levenshtein(a, b):
    prev = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        cur = [i]
        for j, y in enumerate(b, 1):
            cur.append(min(prev[j] + 1, cur[-1] + 1, prev[j - 1] + (x != y)))
        prev = cur
    return prev[-1]


def lisp(src):
    toks = deque(src.replace("(", " ( ").replace(")", " ) ").split())

    def read():
        t = toks.popleft()
        if t == "(":
            out = []
            while toks[0] != ")":
                out.append(read())
            toks.popleft()
            return out
        try:
            return int(t)
        except ValueError:
            return t

    def ev(x, env):
        while True:
            if isinstance(x, str):
                return env[x]
            if not isinstance(x, list):
                return x
            match x:
                case ["if", c, a, b]:
                    x = a if ev(c, env) else b
                case ["define", name, v]:
                    env[name] = ev(v, env)
                    return None
                case ["lambda", params, body]:
                    return lambda *args, env=env: ev(body, {**env, **env.get("globals", {}), **dict(zip(params, args))})
                case [f, *args]:
                    return ev(f, env)(*[ev(a, env) for a in args])

    env = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "<": lambda a, b: a < b}
    env["globals"] = env
    out = []
    while toks:
        out.append(ev(read(), env))
    return out


class LRU:
    def __init__(self, n):
        self.n, self.d, self.hits = n, OrderedDict(), 0

    def __getitem__(self, k):
        if k in self.d:
            self.hits += 1
            self.d.move_to_end(k)
        else:
            self.d[k] = k * k
            if len(self.d) > self.n:
                self.d.popitem(last=False)
        return self.d[k]


def match_re(p, s):
    if not p:
        return not s
    first = bool(s) and p[0] in (s[0], ".")
    if len(p) > 1 and p[1] == "*":
        return match_re(p[2:], s) or first and match_re(p, s[1:])
    return first and match_re(p[1:], s[1:])


def quicksort(xs):
    if len(xs) < 2:
        return xs
    p, *rest = xs
    return quicksort([x for x in rest if x < p]) + [p] + quicksort([x for x in rest if x >= p])


def mergesort(xs):
    if len(xs) < 2:
        return xs
    m = len(xs) // 2
    a, b, out = mergesort(xs[:m]), mergesort(xs[m:]), []
    while a and b:
        out.append((a if a[0] <= b[0] else b).pop(0))
    return out + a + b


class Trie(dict):
    def __missing__(self, k):
        self[k] = Trie()
        return self[k]

    def add(self, w):
        t = self
        for c in w:
            t = t[c]
        t["$"] = None

    def words(self, prefix=""):
        for k in sorted(self):
            if k == "$":
                yield prefix
            else:
                yield from self[k].words(prefix + k)


def hanoi(n, a="A", b="B", c="C"):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)


def permutations(xs):
    if not xs:
        yield []
    for i, x in enumerate(xs):
        for rest in permutations(xs[:i] + xs[i + 1:]):
            yield [x] + rest


print(len(queens(6)), queens(6)[0], sudoku("530070000600195000098000060800060003400803001700020006060000280000419005000080079"))
print(Json('{"a": [1, -2.5e3, true, null, {"b": "c"}], "d": {}}').value())
print(repr(bf("++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++.")))
print(huffman("abracadabra alakazam"), dijkstra({1: {2: 7, 3: 9, 6: 14}, 2: {3: 10, 4: 15}, 3: {4: 11, 6: 2}, 6: {5: 9}, 4: {5: 6}}, 1))
print(life({(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}, 20), levenshtein("kitten sitting", "sitting kitten"))
print(lisp("(define fact (lambda (n) (if (< n 2) 1 (* n (fact (- n 1)))))) (fact 20) (define twice (lambda (f x) (f (f x)))) (twice (lambda (x) (* x x)) 3)"))
lru = LRU(3)
print([lru[k] for k in (1, 2, 3, 1, 4, 2, 1, 5, 1)], lru.hits, list(lru.d))
print([match_re(p, s) for p, s in (("a*b", "aaab"), (".*c", "abc"), ("a.b", "ab"), ("x*", ""), ("a*a*a*b", "aaaaaa"))])
xs = [(i * 7919) % 101 for i in range(60)]
print(quicksort(xs) == mergesort(xs) == sorted(xs), quicksort(xs)[:10])
t = Trie()
for w in "to tea ten i in inn".split():
    t.add(w)
print(list(t.words()), len(list(hanoi(7))), "".join(list(hanoi(3))), sum(p[0] * p[-1] for p in permutations([1, 2, 3, 4, 5])))
