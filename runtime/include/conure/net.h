//===- net.h - Sockets that suspend the process ---------------------------===//
//
// Includes `net::endpoint`, `net::tcp_listener`, `net::tcp_stream` and
// `net::resolve`. For every user, by way of conure.h. In the scheduled mode
// whoever waits for the network is a process, not a thread; in serial mode the
// one thread waits.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_NET_H
#define CONURE_NET_H

#include <conure/net/endpoint.h>
#include <conure/net/tcp.h>

#endif
