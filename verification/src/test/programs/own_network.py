"""Runs a server that listens on all addresses in a network namespace of its own, and lets one port of 127.0.0.1 through to it:
own_network.py PORT INNER_PORT COMMAND... Ends with the command; everything in the namespace ends with this process."""
import os, socket, struct, subprocess, sys, threading


def outside(port, command):
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(('127.0.0.1', port))
    listener.listen(64)
    listener.set_inheritable(True)  # a socket stays in the namespace it was made in
    who = [] if os.getuid() == 0 else ['--user', '--map-root-user']
    os.execvp('unshare', ['unshare', *who, '--net', '--pid', '--fork', '--kill-child', '--mount-proc',
                          sys.executable, __file__, 'inside', str(listener.fileno()), *command])


def inside(listener, port, command):
    subprocess.run(['ip', 'link', 'set', 'lo', 'up'], check=True)
    threading.Thread(target=let_through, args=(listener, port), daemon=True).start()
    sys.exit(subprocess.run(command).returncode)


def let_through(listener, port):
    while True:
        client, address = listener.accept()
        try:  # from the client's own port, so that the server's log names it
            server = socket.create_connection(('127.0.0.1', port), source_address=address)
        except OSError:
            client.close()
            continue
        for one, other in ((client, server), (server, client)):
            threading.Thread(target=copy, args=(one, other), daemon=True).start()


def copy(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except ConnectionResetError:
        reset(sink)
    except OSError:
        pass


def reset(sink):
    sink.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    try:
        sink.shutdown(socket.SHUT_RD)  # wakes the other thread: while it reads, closing sends nothing
    except OSError:
        pass
    sink.close()


if sys.argv[1] == 'inside':
    inside(socket.socket(fileno=int(sys.argv[2])), int(sys.argv[3]), sys.argv[4:])
else:
    outside(int(sys.argv[1]), sys.argv[2:])
