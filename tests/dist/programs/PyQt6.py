# requires: pyqt6
# modes: standalone
# display
# facts: PyQt6
from pathlib import Path

from PyQt6.QtCore import PYQT_VERSION_STR, QLibraryInfo, QLocale, QSize, Qt, QTimer, QTranslator, pyqtSignal
from PyQt6.QtGui import QImage, QPainter, QPixmap
from PyQt6.QtNetwork import QSslSocket
from PyQt6.QtSql import QSqlDatabase
from PyQt6.QtSvg import QSvgRenderer
from PyQt6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget


class Window(QWidget):
    counted = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self.n = 0
        self.label = QLabel("größe")
        self.button = QPushButton("press")
        self.button.clicked.connect(self.add)
        self.counted.connect(lambda n: self.label.setText(f"count {n}"))
        self.bar = QProgressBar(value=40)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        layout = QVBoxLayout(self)
        for one in (self.label, self.button, self.bar, self.buttons):
            layout.addWidget(one)

    def add(self) -> None:
        self.n += 1
        self.counted.emit(self.n)


app = QApplication(["app"])
app.setStyle("fusion")
app.setOverrideCursor(Qt.CursorShape.BlankCursor)
translator = QTranslator()
print(translator.load(QLocale("de"), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)))
app.installTranslator(translator)
window = Window()
window.button.click()
pixmap = QPixmap(40, 40)
pixmap.fill(Qt.GlobalColor.white)
QSvgRenderer(b'<svg viewBox="0 0 4 4"><circle cx="2" cy="2" r="2" fill="red"/></svg>').render(painter := QPainter(pixmap))
painter.end()
picture = QLabel()
picture.setPixmap(pixmap)
window.layout().addWidget(picture)
window.setGeometry(0, 0, 240, 200)
window.show()
print(window.label.text(), app.platformName(), window.size() == QSize(240, 200), app.style().name())
print(window.buttons.button(QDialogButtonBox.StandardButton.Cancel).text(), PYQT_VERSION_STR)
print(QImage(2, 2, QImage.Format.Format_RGB32).save("image.jpg"), QSslSocket.supportsSsl(), "QSQLITE" in QSqlDatabase.drivers())
shown = QTimer(singleShot=True, interval=500)
shown.timeout.connect(lambda: Path("shown").touch())
shown.start()
timer = QTimer(interval=50)
timer.timeout.connect(lambda: Path("taken").exists() and app.quit())
timer.start()
print(app.exec())
