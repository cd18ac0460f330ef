"""echo_clients.py CONNECTIONS COMMAND...: starts the server, talks to it as real clients do, and checks what comes back.

A tenth of the clients vanish half-way, by a reset. The rest send in two pieces, half-close, and read until the end.
"""
import re
import socket
import struct
import subprocess
import sys

connections, command = int(sys.argv[1]), sys.argv[2:]
at_once = 1 if "--one-at-a-time" in command else 200
command = [c for c in command if c != "--one-at-a-time"]
server = subprocess.Popen(command + ["0", str(connections)], stdout=subprocess.PIPE, text=True)
line = server.stdout.readline()
port = int(re.fullmatch(r"listening at 127\.0\.0\.1:(\d+)\n", line).group(1))
left, echoed = connections, 0
while left:
    clients = [socket.create_connection(("127.0.0.1", port), timeout=60) for _ in range(min(at_once, left))]
    left -= len(clients)
    for i, c in enumerate(clients):
        c.sendall(b"client %d " % i)
    for i, c in enumerate(clients):
        if i % 10 == 9:
            c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            c.close()
            continue
        c.sendall(b"says " + b"x" * 5000)
        c.shutdown(socket.SHUT_WR)
    for i, c in enumerate(clients):
        if i % 10 == 9:
            continue
        got = b""
        while part := c.recv(65536):
            got += part
        assert got == b"client %d says " % i + b"x" * 5000, got[:80]
        c.close()
        echoed += 1
print(f"{echoed} echoed")
print(server.stdout.read(), end="")
sys.exit(server.wait(60))
