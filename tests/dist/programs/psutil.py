# requires: psutil
import os

import psutil

process = psutil.Process()
print(process.pid == os.getpid(), process.ppid() == os.getppid(), process.status(), process.num_threads() > 0)
print(psutil.cpu_count() == os.cpu_count(), psutil.virtual_memory().total > 1 << 20, psutil.boot_time() > 0)
print(process.memory_info().rss > 1 << 20, len(process.open_files()), process.cwd() == os.getcwd(), psutil.pid_exists(1))
with open("/dev/null", "rb"), process.oneshot():
    print(process.num_fds() > 2, process.nice(), process.cpu_times().user >= 0)
print(psutil.net_if_addrs().keys() >= {"lo"}, len(psutil.cpu_times_percent(percpu=True)) == psutil.cpu_count())
try:
    psutil.Process(99999999)
except psutil.NoSuchProcess as error:
    print(error)
print(psutil.LINUX, psutil.version_info[:2])
