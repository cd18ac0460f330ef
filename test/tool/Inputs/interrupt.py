"""Starts a command, interrupts it after a moment, and asserts that it ends with status 130 and leaves no process behind."""
import os
import signal
import subprocess
import sys
import time

process = subprocess.Popen(sys.argv[1:], start_new_session=True, stdout=subprocess.DEVNULL)
time.sleep(4)
assert process.poll() is None, "it ended by itself"
process.send_signal(signal.SIGINT)
assert process.wait(timeout=20) == 130, process.returncode
try:
    os.killpg(process.pid, 0)
    sys.exit("a worker was left behind")
except ProcessLookupError:
    pass
