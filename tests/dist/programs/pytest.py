# requires: pytest pytest-mock
# facts: _pytest
import contextlib
import io
import re
from pathlib import Path

import pytest

TESTS = '''
import os
import pytest

@pytest.fixture
def number(tmp_path):
    (tmp_path / "file").write_text("3")
    yield int((tmp_path / "file").read_text())

@pytest.mark.parametrize("n", [1, 3])
def test_equal(number, n):
    assert number == n, "not so"

def test_mock(mocker):
    mocker.patch("os.getcwd", return_value="x")
    assert os.getcwd() == "x"

def test_output(capsys, monkeypatch):
    print("text")
    monkeypatch.setenv("A", "1")
    assert capsys.readouterr().out == "text\\n"

@pytest.mark.skipif(True, reason="why")
def test_skipped():
    pass

def test_raises(shared):
    with pytest.raises(ValueError, match="bad"):
        raise ValueError("bad")
    assert {"a": [1, 2]} == {"a": [1, 3]}, shared
'''
Path("tests").mkdir(exist_ok=True)
Path("tests/test_it.py").write_text(TESTS)
Path("tests/conftest.py").write_text("import pytest\n\n@pytest.fixture\ndef shared():\n    return 'shared'\n")
output = io.StringIO()
with contextlib.redirect_stdout(output):
    code = pytest.main(["-v", "-rA", "--no-header", "-p", "no:cacheprovider", "tests"])
print(re.sub(r"in [\d.]+s", "in TIME", output.getvalue()), code)
