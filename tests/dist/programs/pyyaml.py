# requires: pyyaml
import yaml

text = """
a: &anchor [1, 2.5, true, ~, 2026-11-26]
b: *anchor
c: {x: !!binary aGVsbG8=, y: "ü\\n"}
d: |
  text
"""
print(yaml.safe_load(text), yaml.load(text, Loader=yaml.CSafeLoader) == yaml.safe_load(text))
print(yaml.safe_dump({"k": [1, {"z": None}], "ü": "ß"}, allow_unicode=True), list(yaml.safe_load_all("1\n---\n2")))
print(yaml.dump(complex(1, 2)), yaml.__with_libyaml__, [type(one).__name__ for one in yaml.scan("a: 1")])
for bad in ("a: [", "a: b: c", "\t"):
    try:
        yaml.safe_load(bad)
    except yaml.YAMLError as error:
        print(error)


class Point(yaml.YAMLObject):
    yaml_tag = "!point"
    yaml_loader = yaml.SafeLoader

    def __init__(self, x: int) -> None:
        self.x = x


print(yaml.safe_load("!point {x: 3}").x, yaml.dump(Point(2)))
