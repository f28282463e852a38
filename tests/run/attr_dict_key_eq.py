"""A key of an instance's dict whose `__eq__` changes the class while an attribute is looked up."""


class Evil:
    def __init__(self, action):
        self.action = action

    def __hash__(self):
        return hash("attr")

    def __eq__(self, other):
        action, self.action = self.action, None
        if action is not None:
            action()
        return False


class Descr:
    def __get__(self, ob, type=None):
        return "got"


class Plain:
    pass


class Target:
    attr = Descr()


def remove():
    del Target.attr


def get(o):
    return o.attr


def put(o, value):
    o.attr = value


def new_dict():
    stored.__dict__ = {"fresh": 1}


for i in range(40):
    Target.attr = Descr()
    target = Target()
    target.__dict__[Evil(remove)] = 0
    if i % 2:
        print(get(target), end=" ")
    else:
        print(target.attr, end=" ")
    print(hasattr(target, "attr"))

stored = Plain()
for i in range(20):
    put(stored, i)
    stored.__dict__ = {Evil(new_dict): 0}
    put(stored, "stored")
    print("fresh" in stored.__dict__)  # whether "attr" is too depends on when the interpreter specialises
